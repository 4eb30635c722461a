import type { DuckDBConnection } from '@duckdb/node-api';
import { accountOf } from '../recognise/account-of.ts';
import type { KeptOut } from '../recognise/amounts.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { Concept } from '../recognise/concepts.ts';
import type { LeftFile } from '../recognise/scan-files.ts';
import { found, firstFound, type TableProfile } from '../recognise/table-profile.ts';
import { identifier, keySql, numberSql, textSql } from '../recognise/value-sql.ts';
import type { Drafts } from './draft-all.ts';
import { NOT_USED } from './draft-config.ts';
import { numbersOf } from './draft-context.ts';
import { shownAmount } from './worth-of-choices.ts';

/** The tests by which a file, a table or a column can fail to be used. */
export const LEFT_TESTS = [
	'file_is_copy',
	'file_holds_no_table',
	'sheet_is_hidden',
	'figure_repeats_on_lines',
	'figure_on_first_lines',
	'is_tax',
	'is_freight',
	'cost_is_amount',
	'amounts_in_one_currency',
	'differs_within_accounts',
	'differs_within_products',
	'rates_of_one_currency',
	'lacks_columns',
	'groups_of_others',
	'other_lines',
	'keys_do_not_meet',
	'no_key',
	'says_nothing_new',
	'is_purchases',
	'is_payments',
	'fits_no_entity',
	'no_place_for_column',
] as const;
export type LeftTest = (typeof LEFT_TESTS)[number];

/** What was seen and not used: the test that failed, in a sentence with its figure. */
export interface LeftOut {
	what: string;
	test: LeftTest;
	reason: string;
}

/** Everything that was seen and not used, with the reason. */
export async function leftOut(
	connection: DuckDBConnection,
	tables: readonly TableProfile[],
	drafts: Drafts,
	files: readonly LeftFile[],
): Promise<LeftOut[]> {
	const used = new Set([
		...drafts.selects.flatMap(({ columns }) => columns.flatMap(({ from }) => from)),
		...drafts.controlTotals.columns,
	]);
	const left: LeftOut[] = files.map(({ path, test, reason }) => ({ what: path, test, reason }));
	for (const kept of drafts.keptOut) {
		left.push({
			what: nameOf(kept.column),
			test: kept.test,
			reason: await whyKeptOut(connection, drafts, kept),
		});
	}
	for (const { column, accounts, differing } of drafts.accounts.varying) {
		if (used.has(column)) continue;
		left.push({
			what: nameOf(column),
			test: 'differs_within_accounts',
			reason: `differs between the lines of ${count(differing)} of ${count(accounts)} accounts, so it is no property of the account`,
		});
	}
	for (const { column, of, keys, several } of drafts.notNames) {
		left.push({
			what: nameOf(column),
			test: of === 'account' ? 'differs_within_accounts' : 'differs_within_products',
			reason: `names no ${of}: it differs within ${count(several)} of ${count(keys)} ${of}s`,
		});
	}
	for (const { table, test, reason } of drafts.lacking) left.push({ what: table.name, test, reason });
	const explained = new Set(left.map(({ what }) => what));
	for (const table of tables) {
		if (drafts.usedAs(table.parts?.[0] ?? table.name) === NOT_USED) {
			if (!explained.has(table.name))
				left.push({ what: table.name, ...(await whyUnused(connection, table, drafts)) });
			continue;
		}
		const rest = table.columns.filter(
			(column) => !used.has(column) && column.filled > 0 && !explained.has(nameOf(column)),
		);
		if (rest.length > 0) {
			left.push({
				what: `${table.name}: ${rest.map(({ name }) => name).join(', ')}`,
				test: 'no_place_for_column',
				reason: `not needed: ${rest.length === 1 ? 'its values, ' : `${rest.length} columns, `}filled in ${rest.map(({ filled }) => count(filled)).join(', ')} of ${count(table.rows)} rows, that no entity has a place for`,
			});
		}
	}
	return left;
}

const nameOf = ({ table, name }: ColumnProfile): string => `${table}.${name}`;

function count(number: number): string {
	return number.toLocaleString('en-GB');
}

async function whyKeptOut(
	connection: DuckDBConnection,
	{ base }: Drafts,
	{ column, test, reason }: KeptOut,
): Promise<string> {
	if (test === 'amounts_in_one_currency') return `${reason} (${count(column.distinct)} currencies are named)`;
	const table = identifier(column.table);
	if ((test === 'figure_repeats_on_lines' || test === 'figure_on_first_lines') && base.document) {
		const value = textSql(column);
		const kinds =
			test === 'figure_repeats_on_lines'
				? `count(distinct ${value}) = 1`
				: `count(nullif(trim(${value}), '')) <= 1`;
		const [orders = 0, alike = 0] = await numbersOf(
			connection,
			`select count(*), count(*) filter (is_alike) from (
				select ${kinds} as is_alike from ${table} where ${keySql(base.document)} is not null
				group by ${keySql(base.document)} having count(*) > 1)`,
		);
		return `${reason}, in ${count(alike)} of ${count(orders)} orders of several lines`;
	}
	const rows = (
		await connection.runAndReadAll(
			`select count(${numberSql(column)}), cast(cast(sum(${numberSql(column)}) as decimal(38, 2)) as varchar) from ${table}`,
		)
	).getRowsJS()[0]!;
	return `${reason} (${count(Number(rows[0]))} rows${test === 'cost_is_amount' || rows[1] === null ? '' : `, ${shownAmount(rows[1])} in all`})`;
}

type Why = Pick<LeftOut, 'test' | 'reason'>;

async function whyUnused(connection: DuckDBConnection, table: TableProfile, drafts: Drafts): Promise<Why> {
	const { base } = drafts;
	const rows = `${count(table.rows)} ${table.rows === 1 ? 'row' : 'rows'}`;
	switch (drafts.roles.get(table)!) {
		case 'flat':
		case 'lines':
		case 'headers': {
			const met = await documentsMet(connection, table, drafts);
			return {
				test: 'other_lines',
				reason: `order lines are read from ${base.lines.name} (${count(base.lines.rows)} rows), which says more about products and money${met === undefined ? `; its own ${rows} are not` : `; ${met}`}`,
			};
		}
		case 'products':
		case 'categories': {
			const key = keyOf(table, ['product_id', 'product_name']);
			const own = firstFound(base.lines, ['product_id', 'product_name']);
			return joined(connection, own, key, table, 'product', 'nothing in it that the order lines lack');
		}
		case 'customers':
			return joined(
				connection,
				base.account,
				keyOf(table, ['account_id', 'account_name']),
				table,
				'customer',
				'the accounts are described by another table',
			);
		case 'employees': {
			const accounts = drafts.accounts.table;
			const refers = accounts && found(accounts, 'employee_id');
			return joined(
				connection,
				refers,
				keyOf(table, ['employee_id']),
				table,
				'person',
				'no column of the accounts is named as theirs',
			);
		}
		case 'purchases':
			return {
				test: 'is_purchases',
				reason: `purchases, not sales: none of its ${count(table.columns.length)} columns names a customer (${rows})`,
			};
		case 'payments': {
			const money = firstFound(table, [
				'paid_amount',
				'amount',
				'net_amount',
				'gross_amount',
				'header_amount',
			]);
			const [sum] = money
				? (
						await connection.runAndReadAll(
							`select cast(cast(sum(${numberSql(money)}) as decimal(38, 2)) as varchar) from ${identifier(table.name)}`,
						)
					).getRowsJS()[0]!
				: [null];
			return {
				test: 'is_payments',
				reason: `payments, not sales: ${rows}${sum === null ? '' : `, ${shownAmount(sum)} in all`}`,
			};
		}
		default: {
			const known = [...table.recognised.values()].filter(({ confidence }) => confidence >= 0.5);
			const named = known.map(({ column, concept }) => `${column.name} as ${concept}`).slice(0, 4);
			return {
				test: 'fits_no_entity',
				reason: `fits no entity: ${count(known.length)} of its ${count(table.columns.length)} columns ${known.length === 1 ? 'is' : 'are'} known${named.length === 0 ? '' : ` (${named.join(', ')}${known.length > named.length ? ', …' : ''})`}, which make none`,
			};
		}
	}
}

function keyOf(table: TableProfile, concepts: readonly Concept[]): ColumnProfile | undefined {
	return (
		table.key?.column ??
		firstFound(table, concepts) ??
		table.columns.find(({ name }) => table.unique.has(name))
	);
}

/** Whether the lines' keys are in a table, as the reason that it was not joined; `otherwise` where they are. */
async function joined(
	connection: DuckDBConnection,
	own: ColumnProfile | undefined,
	key: ColumnProfile | undefined,
	table: TableProfile,
	thing: string,
	otherwise: string,
): Promise<Why> {
	if (!own || !key) {
		return {
			test: 'no_key',
			reason: `nothing joins it: ${own === undefined ? `no column refers to a ${thing} of its ${count(table.rows)} rows` : `none of its ${count(table.columns.length)} columns is the ${thing} that ${nameOf(own)} names`}`,
		};
	}
	const { keys, met } = await meeting(connection, own, key);
	if (met < keys / 2) {
		return {
			test: 'keys_do_not_meet',
			reason: `${count(keys - met)} of ${count(keys)} values of ${nameOf(own)} are not in ${nameOf(key)}`,
		};
	}
	const [rows = 0, different = 0] = await numbersOf(
		connection,
		`select count(${keySql(key)}), count(distinct ${keySql(key)}) from ${identifier(table.name)}`,
	);
	if (different < rows) {
		return {
			test: 'no_key',
			reason: `${nameOf(key)} names no row by itself: its ${count(rows)} rows have ${count(different)} different values`,
		};
	}
	return {
		test: 'says_nothing_new',
		reason: `${otherwise}, though ${count(met)} of ${count(keys)} values of ${nameOf(own)} are in ${nameOf(key)}`,
	};
}

async function meeting(
	connection: DuckDBConnection,
	from: ColumnProfile,
	to: ColumnProfile,
): Promise<{ keys: number; met: number }> {
	const [keys = 0, met = 0] = await numbersOf(
		connection,
		`select count(*), count(*) filter (key in (select ${keySql(to)} from ${identifier(to.table)}))
		from (select distinct ${keySql(from)} as key from ${identifier(from.table)}) where key is not null`,
	);
	return { keys, met };
}

/** How far a table's documents and those of the order lines are the same. */
async function documentsMet(
	connection: DuckDBConnection,
	table: TableProfile,
	{ base }: Drafts,
): Promise<string | undefined> {
	const own = firstFound(table, ['order_id', 'invoice_id']);
	if (own && base.document) {
		const { keys, met } = await meeting(connection, own, base.document);
		return `${count(keys - met)} of ${count(keys)} values of ${nameOf(own)} are not in ${nameOf(base.document)}`;
	}
	const account = accountOf(table);
	if (!account) return undefined;
	const { keys, met } = await meeting(connection, account, base.account);
	return `${count(met)} of ${count(keys)} values of ${nameOf(account)} are in ${nameOf(base.account)}`;
}
