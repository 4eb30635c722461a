import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../warehouse/sql-text.ts';
import { lastCompleteMonth, type LastCompleteMonth } from '../complete-month.ts';
import type { Base } from '../recognise/base.ts';
import type { TableProfile } from '../recognise/table-profile.ts';
import { found, firstFound } from '../recognise/table-profile.ts';
import { identifier, numberSql, qualified, textSql } from '../recognise/value-sql.ts';
import { valueChecks } from './value-checks.ts';
import type { SaleRows } from '../recognise/sale-rows.ts';
import { worthOfChoices, type Choices } from './worth-of-choices.ts';
import { renderSelect, type SelectDraft } from './select-draft.ts';
import { cancelledValues } from './status-sql.ts';

/** Lines of one kind: how many, and their net amount as exact text; null where no line has an amount. */
export interface Worth {
	says: string;
	rows: number;
	amount: string | null;
}

/** What the drafted order lines come to. */
export interface DraftWorth {
	rows: number;
	used: Worth;
	/** Rows that the build will set aside, by reason. */
	rejected: Worth[];
	/** Rows that the draft leaves out because they are no sales. */
	left_out: Worth | null;
	/** Kinds of lines that are kept, and that a person may want to look at. */
	kept: Worth[];
	accounts: number;
	first_on: string | null;
	last_on: string | null;
	last_complete_month: LastCompleteMonth;
	/** Choices that a person may see otherwise, in sentences, with what they are worth. */
	choices: string[];
	/** Values that may mean something else than they say; the first of them may turn the whole. */
	values: { first: string[]; others: string[] };
	/** Conditions that would leave cancelled orders out, for the drafted file. */
	options: { says: string; sql: string }[];
}

const DRAFTED = 'vital_few_drafted_lines';

/** Runs the drafted order lines and adds up what the choices are worth. `today` is the day of the build, ISO. */
export async function worthOf(
	connection: DuckDBConnection,
	{
		select,
		base,
		tables,
		others,
		alternatives,
		sales,
	}: Omit<Choices, 'drafted'> & { sales: SaleRows | undefined },
	today: string,
	/** ISO 4217; where no rates are drafted, lines in another currency are set aside. */
	currency: { code: string; hasRates: boolean },
): Promise<DraftWorth> {
	const has = (name: string): boolean => select.columns.some((column) => column.name === name);
	const text = (name: string): string => (has(name) ? `nullif(trim(cast(${name} as varchar)), '')` : 'null');
	const read = (name: string): string =>
		select.columns.find((column) => column.name === name)?.read === undefined
			? 'null'
			: text0(`${name}_read`);
	await connection.run(`
		create or replace temp table ${DRAFTED} as
		select ${text('order_id')} as order_id, ${text('account_id')} as account_id,
			try_cast(ordered_on as date) as ordered_on, ${read('ordered_on')} as ordered_on_read,
			${has('net_amount') ? 'try_cast(net_amount as decimal(38, 12))' : 'cast(null as decimal(38, 12))'} as net_amount,
			${read('net_amount')} as net_amount_read,
			${has('quantity') ? 'try_cast(quantity as decimal(38, 12))' : 'cast(null as decimal(38, 12))'} as quantity,
			${has('currency') ? `coalesce(upper(${text('currency')}), ${quoteText(currency.code)})` : quoteText(currency.code)} as currency,
			cast(source_file as varchar) as source_file, cast(source_line as bigint) as source_line
		from (\n${renderSelect(select)}\n)`);
	await connection.run(`alter table ${DRAFTED} add column reason varchar`);
	await connection.run(`update ${DRAFTED} set reason = case
		when account_id is null then 'no account'
		when ordered_on is null and ordered_on_read is null then 'no date'
		when ordered_on is null then 'unreadable date'
		when net_amount is null and net_amount_read is not null then 'unreadable amount'
		when ordered_on > date ${quoteText(today)} then 'dated after today'
		when order_id is null then 'no order'
		when ${currency.hasRates ? 'false' : `currency <> ${quoteText(currency.code)}`} then 'currency without a rate' end`);
	const total = async (says: string, where: string): Promise<Worth> => {
		const row = (
			await connection.runAndReadAll(
				`select count(*), cast(cast(sum(net_amount) as decimal(38, 2)) as varchar) from ${DRAFTED} where ${where}`,
			)
		).getRowsJS()[0]!;
		return { says, rows: Number(row[0]), amount: row[1] === null ? null : String(row[1]) };
	};
	const reasons = (
		await connection.runAndReadAll(
			`select distinct reason from ${DRAFTED} where reason is not null order by reason`,
		)
	).getRowsJS();
	const rejected: Worth[] = [];
	for (const [reason] of reasons)
		rejected.push(await total(String(reason), `reason = ${quoteText(String(reason))}`));
	const { kept, options } = await kinds(connection, base, tables, total);
	const summary = (
		await connection.runAndReadAll(
			`select count(*), count(distinct account_id), cast(min(ordered_on) as varchar), cast(max(ordered_on) as varchar) from ${DRAFTED} where reason is null`,
		)
	).getRowsJS()[0]!;
	const days = (
		await connection.runAndReadAll(
			`select distinct cast(ordered_on as varchar) as day from ${DRAFTED} where reason is null order by day`,
		)
	).getRowsJS();
	const rows = (await connection.runAndReadAll(`select count(*) from ${DRAFTED}`)).getRowsJS()[0]!;
	const last = summary[3] === null ? null : String(summary[3]);
	const chosen = { select, base, tables, others, alternatives, drafted: DRAFTED };
	const worth: DraftWorth = {
		rows: Number(rows[0]),
		used: await total('used', 'reason is null'),
		left_out: await leftOut(connection, select, has('net_amount')),
		rejected: rejected.toSorted((a, b) => b.rows - a.rows),
		kept: kept.filter((kind) => kind.rows > 0),
		accounts: Number(summary[1]),
		first_on: summary[2] === null ? null : String(summary[2]),
		last_on: last,
		last_complete_month: lastCompleteMonth(
			last,
			days.map(([day]) => String(day)),
		),
		choices: await worthOfChoices(connection, chosen),
		values: await valueChecks(connection, { ...chosen, sales }),
		options,
	};
	await connection.run(`drop table ${DRAFTED}`);
	return worth;
}

/** The rows that the statement's own condition leaves out; null where it has none. */
async function leftOut(
	connection: DuckDBConnection,
	select: SelectDraft,
	hasAmount: boolean,
): Promise<Worth | null> {
	if (select.where === undefined) return null;
	const others = renderSelect({ ...select, where: `not coalesce(${select.where}, false)` });
	const sum = hasAmount ? 'cast(sum(try_cast(net_amount as decimal(38, 12))) as decimal(38, 2))' : 'null';
	const row = (
		await connection.runAndReadAll(`select count(*), cast(${sum} as varchar) from (\n${others}\n)`)
	).getRowsJS()[0]!;
	return {
		says: 'rows that are no sales',
		rows: Number(row[0]),
		amount: row[1] === null ? null : String(row[1]),
	};
}

function text0(name: string): string {
	return `nullif(trim(cast(${name} as varchar)), '')`;
}

/** Kinds of lines that a person may want to treat otherwise. */
async function kinds(
	connection: DuckDBConnection,
	base: Base,
	tables: readonly TableProfile[],
	total: (says: string, where: string) => Promise<Worth>,
): Promise<{ kept: Worth[]; options: DraftWorth['options'] }> {
	const { lines } = base;
	const kept: Worth[] = [];
	const options: DraftWorth['options'] = [];
	const here = (condition: string, table = lines): string =>
		`(source_file, source_line) in (select ${table.parts ? 'file_name' : quoteText(table.name)}, line_number from ${identifier(table.name)} where ${condition})`;
	kept.push(await total('negative amounts', 'reason is null and net_amount < 0'));
	kept.push(await total('negative quantities', 'reason is null and quantity < 0'));
	kept.push(await total('amounts of zero', 'reason is null and net_amount = 0'));
	const price = firstFound(lines, ['unit_price', 'gross_unit_price']);
	if (price)
		kept.push(await total('prices below zero', `reason is null and ${here(`${numberSql(price)} < 0`)}`));
	// Rows of a nested list share the line of their object, so copies cannot be told by their place.
	// So do the lines below the first of an order: what tells them apart is carried down to them.
	if (lines.file.unnest.length === 0 && !base.isCarriedDown) kept.push(await copies(connection, lines));
	for (const table of [lines, ...(base.header ? [base.header.table] : [])]) {
		const status = found(table, 'status');
		const values = status ? await cancelledValues(connection, status) : [];
		if (!status || values.length === 0) continue;
		const list = values.map(quoteText).join(', ');
		const condition = `trim(${textSql(status)}) in (${list})`;
		const inLines =
			table === lines ? here(condition) : `(source_file, source_line) in (${joinedLines(base, condition)})`;
		kept.push(await total(`orders that ${status.name} calls cancelled`, `reason is null and ${inLines}`));
		const name = tables.length > 1 && base.header ? qualified(status) : identifier(status.name);
		options.push({
			says: 'Cancelled orders stay in as they stand; to leave them out',
			sql: `coalesce(trim(${name}), '') not in (${list})`,
		});
	}
	const prefix = await cancellationPrefix(connection, base);
	if (prefix !== undefined && base.document) {
		const starts = `${textSql(base.document)} like '${prefix}%'`;
		kept.push(
			await total(
				`lines whose ${base.document.name} begins with ${prefix}`,
				`reason is null and ${here(starts)}`,
			),
		);
		options.push({
			says: `Cancellations (${base.document.name} begins with ${prefix}) stay in and lower revenue; to leave them out`,
			sql: `${identifier(base.document.name)} not like '${prefix}%'`,
		});
	}
	return { kept, options };
}

function joinedLines({ lines, header }: Base, condition: string): string {
	const { link, table } = header!;
	return `select ${quoteText(lines.name)}, line_number from ${identifier(lines.name)} where cast(${identifier(link.from.name)} as varchar) in
		(select cast(${identifier(link.to.name)} as varchar) from ${identifier(table.name)} where ${condition})`;
}

/** Rows that repeat another one in every column; the first of each is not counted. */
async function copies(connection: DuckDBConnection, lines: TableProfile): Promise<Worth> {
	const columns = lines.columns.map(({ name }) => identifier(name)).join(', ');
	const row = (
		await connection.runAndReadAll(`
		select coalesce(sum(copies - 1), 0), cast(cast(sum((copies - 1) * amount) as decimal(38, 2)) as varchar) from (
			select count(*) as copies, any_value(drafted.net_amount) as amount
			from ${identifier(lines.name)} as lines
			join ${DRAFTED} as drafted on drafted.source_line = lines.line_number
				and drafted.source_file = ${lines.parts ? 'lines.file_name' : quoteText(lines.name)}
			where drafted.reason is null
			group by ${columns.replaceAll(/(^|, )/g, '$1lines.')}
			having count(*) > 1
		)`)
	).getRowsJS()[0]!;
	return {
		says: 'exact copies of another line',
		rows: Number(row[0]),
		amount: row[1] === null ? null : String(row[1]),
	};
}

/** A letter that stands before the numbers of documents with negative quantities only. */
async function cancellationPrefix(
	connection: DuckDBConnection,
	{ document, lines }: Base,
): Promise<string | undefined> {
	const quantity = found(lines, 'quantity');
	if (!document || !quantity || document.table !== lines.name) return undefined;
	const rows = (
		await connection.runAndReadAll(`
		select regexp_extract(${textSql(document)}, '^([A-Za-z]+)[-_ ]?\\d', 1) as prefix, count(*) as lines,
			count(*) filter (${numberSql(quantity)} < 0) as negative
		from ${identifier(lines.name)} group by all`)
	).getRowsJS();
	const all = rows.reduce((sum, row) => sum + Number(row[1]), 0);
	const hit = rows.find(
		([prefix, count, negative]) =>
			prefix !== null && prefix !== '' && Number(negative) > Number(count) * 0.9 && Number(count) < all * 0.5,
	);
	return hit === undefined ? undefined : String(hit[0]);
}
