import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import { accountOf } from '../recognise/account-of.ts';
import { isDateConcept } from '../recognise/concepts.ts';
import type { TableProfile } from '../recognise/table-profile.ts';
import { identifier, numberSql } from '../recognise/value-sql.ts';

const SHOWN_COLUMNS = 12;

/** The fault that no table can be read as order lines: what the likeliest one lacks, and what to do about it. */
export async function noOrderLines(
	connection: DuckDBConnection,
	tables: readonly TableProfile[],
): Promise<Fault> {
	const likeliest = tables.toSorted((a, b) => marks(b) - marks(a) || b.rows - a.rows)[0]!;
	const { name, columns, file } = likeliest;
	if (!file.header) {
		return new Fault(
			'input',
			`Order lines need an account and a day, and ${basename(file.path)} has no line of column names to find them by; give it a first line of names such as order_id, customer_id, order_date and amount.`,
		);
	}
	const names = columns.map((column) => column.name);
	const shown = names.slice(0, SHOWN_COLUMNS).join(', ') + (names.length > SHOWN_COLUMNS ? ', …' : '');
	const hasAccount = accountOf(likeliest) !== undefined;
	const lacks = hasAccount ? 'no day that can be read' : 'no account (a customer)';
	const why = hasAccount ? await whyNoDay(connection, likeliest) : '';
	const wanted = hasAccount ? 'order_date' : 'account_id';
	const likely = hasAccount ? likelyDay(likeliest) : likelyAccount(likeliest);
	const advice = why === '' ? `; if one of them is it, say which: --map "${likely}=${wanted}"` : '';
	return new Fault(
		'input',
		`Order lines need an account and a day; the likeliest table, ${name}, has ${lacks} among its columns ${shown}${why}${advice}.`,
	);
}

/** The heading that most likely names the customer: a text that repeats and is neither the product nor a status. */
function likelyAccount({ columns, recognised }: TableProfile): string {
	const taken = new Set(
		[...recognised.values()]
			.filter(({ concept }) => /product|category|order|invoice|line|status|kind|currency/.test(concept))
			.map(({ column }) => column),
	);
	const free = columns.filter((column) => !taken.has(column) && !column.date && !column.openOrder);
	const texts = free.filter(({ number, distinct, filled }) => !number && distinct > 1 && distinct < filled);
	return (texts.toSorted((a, b) => b.distinct - a.distinct)[0] ?? free[0] ?? columns[0])!.name;
}

/** The heading that most likely names the day. */
function likelyDay({ columns }: TableProfile): string {
	const day = columns.find(({ date, openOrder }) => date !== undefined || openOrder !== undefined);
	return (day ?? columns[0])!.name;
}

/** What the columns say that are called like days and hold none. */
async function whyNoDay(connection: DuckDBConnection, table: TableProfile): Promise<string> {
	const months = table.columns.filter(({ name }) => MONTH_NAME.test(name));
	if (months.length >= 3) {
		return `; months stand side by side in ${months[0]!.name}, ${months[1]!.name}, …, where each account and month needs a row`;
	}
	const called = [...table.recognised.values()]
		.filter(({ concept, column }) => isDateConcept(concept) && column.number && !column.date)
		.map(({ column }) => column)[0];
	if (!called) return '';
	const row = (
		await connection.runAndReadAll(
			`select cast(min(${numberSql(called)}) as varchar), cast(max(${numberSql(called)}) as varchar) from ${identifier(table.name)}`,
		)
	).getRowsJS()[0]!;
	const plain = (value: unknown): string => String(value).replace(/\.?0+$/, '');
	return `; ${called.name} holds numbers from ${plain(row[0])} to ${plain(row[1])}, which are no days`;
}

const MONTH_NAME =
	/^(jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]*\.?([\s_-]*(\d{2}|\d{4}))?$|^(20\d\d[-_ ]?(0[1-9]|1[0-2])|(0[1-9]|1[0-2])[-_/ ]20\d\d)$/i;

/** How much a table looks like orders. */
function marks(table: TableProfile): number {
	return (
		(accountOf(table) ? 2 : 0) +
		[...table.recognised.keys()].filter((concept) => isDateConcept(concept)).length
	);
}
