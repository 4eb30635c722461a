import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import { OF_ONE, prepareFile, prepareQuestion, type Asked } from './ask.ts';
import type { Catalog } from '../catalog.ts';
import type { RecordKey } from './compose.ts';
import { queryRows } from '../engine.ts';
import type { QueryFile } from '../query-file.ts';
import { quoteIdentifier } from '../sql-text.ts';
import type { WarehouseFacts } from '../warehouse.ts';

/** What can be said of a record beside its id: it is of one account or group, so that no filter applies. */
const RECORD_PARAMETERS = ['as_of', 'from', 'to', 'compare', 'level'];
/** Columns of the directory, before the dimensions. */
const DIRECTORY_COLUMNS = ['account_id', 'name', 'group_id', 'group_name', 'branch_count'];

/** The queries of one account's or group's record, answers and drills, by the name under which it has them: without `account_`. */
export function recordParts({ answers, drill }: Catalog): ReadonlyMap<string, QueryFile> {
	const files = [...answers.values(), ...drill.values()].filter((file) =>
		file.parameters.some(({ name }) => name === OF_ONE),
	);
	return new Map(files.map((file) => [file.name.replace(/^account_/, ''), file]));
}

/**
 * The question of a part of a record.
 * @throws {Fault} `parameter`, or `not_found` where there is no such account or group.
 */
export async function recordPart(
	connection: DuckDBConnection,
	file: QueryFile,
	id: string,
	pairs: readonly (readonly [string, string])[],
	facts: WarehouseFacts,
): Promise<Asked> {
	const asked = prepareFile(file, [...pairs.filter(([name]) => name !== OF_ONE), [OF_ONE, id]], facts);
	const { level, kept_level } = asked.question;
	if (!(await hasRecord(connection, kept_level, id))) throw await noRecord(connection, level, id);
	// So that its meta and the name of its file say whose it is.
	return { ...asked, record: id };
}

/** Whether there is an account or group of that id. */
export async function hasRecord(connection: DuckDBConnection, level: string, id: string): Promise<boolean> {
	return (await recordKey(connection, level, id)) !== undefined;
}

async function recordKey(
	connection: DuckDBConnection,
	level: string,
	account_id: string,
): Promise<RecordKey | undefined> {
	const [row] = await queryRows(
		connection,
		'select account_key from main.directory where level = $level and account_id = $account_id',
		{ level, account_id },
	);
	return row && { account_id, account_key: Number(row['account_key']) };
}

/**
 * The question of a record's head: who the account or group is, and its row of the answer `accounts`, null where it has
 * none in the window.
 * @throws {Fault} `parameter` for what no record has, `not_found` where there is no such account or group.
 */
export async function recordHead(
	connection: DuckDBConnection,
	id: string,
	pairs: readonly (readonly [string, string])[],
	facts: WarehouseFacts,
): Promise<Asked> {
	const unknown = pairs.find(([name]) => !RECORD_PARAMETERS.includes(name));
	if (unknown) {
		throw new Fault(
			'parameter',
			`${unknown[0]} is not a parameter of a record. Known: ${RECORD_PARAMETERS.join(', ')}.`,
		);
	}
	const { level, kept_level } = prepareQuestion('accounts', pairs, facts).question;
	const key = await recordKey(connection, kept_level, id);
	if (key === undefined) throw await noRecord(connection, level, id);
	const asked = prepareQuestion('accounts', pairs, facts, key);
	const known = [...DIRECTORY_COLUMNS, ...facts.dimensions].map(quoteIdentifier);
	const sql = `select ${known.map((name) => `d.${name}`).join(', ')}, a.* exclude (${known.join(', ')})
from main.directory as d
left join (
select * from (
${asked.composed.sql}
) where account_id = $account_id
) as a on a.account_id = d.account_id
where d.level = $level and d.account_id = $account_id`;
	return {
		...asked,
		record: id,
		composed: { ...asked.composed, sql, values: { ...asked.composed.values, account_id: id } },
	};
}

/** Says where to look for what is not there. */
export async function noRecord(connection: DuckDBConnection, level: string, id: string): Promise<Fault> {
	const other = level === 'group' ? 'account' : 'group';
	const hint = (await hasRecord(connection, other, id))
		? `There is ${other === 'account' ? 'an account' : 'a group'} of that id: add level=${other}.`
		: `Search by name or id: /api/v1/accounts?level=${level}&search=${encodeURIComponent(id.slice(0, 40))}`;
	return new Fault('not_found', `There is no ${level} ${id.slice(0, 80)}. ${hint}`);
}
