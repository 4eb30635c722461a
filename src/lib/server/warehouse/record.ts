import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../fault.ts';
import { prepareQuestion, type Asked } from './ask.ts';
import { queryRows } from './engine.ts';
import { quoteIdentifier } from './sql-text.ts';
import type { WarehouseFacts } from './warehouse.ts';

/** What can be said of a record beside its id: it is of one account or group, so that no filter applies. */
const RECORD_PARAMETERS = ['as_of', 'from', 'to', 'compare', 'level'];
/** Columns of the directory, before the dimensions. */
const DIRECTORY_COLUMNS = ['account_id', 'name', 'group_id', 'group_name', 'branch_count'];

/** Whether there is an account or group of that id. */
export async function hasRecord(connection: DuckDBConnection, level: string, id: string): Promise<boolean> {
	const rows = await queryRows(
		connection,
		'select 1 as found from main.directory where level = $level and account_id = $id',
		{
			level,
			id,
		},
	);
	return rows.length > 0;
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
	const asked = prepareQuestion('accounts', pairs, facts);
	const { level } = asked.question;
	if (!(await hasRecord(connection, level, id))) throw await noRecord(connection, level, id);
	const known = [...DIRECTORY_COLUMNS, ...facts.dimensions].map(quoteIdentifier);
	const sql = `select ${known.map((name) => `d.${name}`).join(', ')}, a.* exclude (${known.join(', ')})
from main.directory as d
left join (
select * from (
${asked.composed.sql}
) where account_id = $account_id
) as a on a.account_id = d.account_id
where d.level = $level and d.account_id = $account_id`;
	const question = { ...asked.question, filters: [{ dimension: 'account_id', values: [id] }] };
	return {
		...asked,
		question,
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
