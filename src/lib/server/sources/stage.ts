import type { DuckDBConnection } from '@duckdb/node-api';
import { ENTITIES, entity, type Entity, type EntityColumn, type EntityName } from '../../contract/entities.ts';
import { quoteIdentifier, quoteText } from '../warehouse/sql-text.ts';
import { asFault, type SourceStatement } from './source-statement.ts';

/** Reasons for which a row is set aside, in the words that the screen and the summary show. */
export const REJECTION_REASONS = {
	blank: (column: EntityColumn) => BLANK_WORDS[column.name] ?? `no ${column.name}`,
	unreadable: (column: EntityColumn) => `unreadable ${column.type === 'date' ? 'date' : column.type === 'money' ? 'amount' : column.name}`,
	future: 'dated after the day of the build',
	no_rate: 'currency without a rate',
	no_holder: 'neither account nor group',
	duplicate: 'exact copy of another line',
} as const;

const BLANK_WORDS: Record<string, string> = {
	account_id: 'no account',
	order_id: 'no order',
	ordered_on: 'no date',
	amount: 'no amount',
};

const SQL_TYPES: Record<EntityColumn['type'], string> = {
	text: 'varchar',
	date: 'date',
	money: 'decimal(18, 4)',
	number: 'decimal(18, 4)',
	integer: 'bigint',
	boolean: 'boolean',
};

/** Amounts are stored in the reporting currency; the amount as it was read stays beside the first of them. */
const CONVERTED: Partial<Record<EntityName, readonly string[]>> = {
	order_lines: ['net_amount', 'list_amount', 'cost_amount', 'freight_amount', 'rebate_amount'],
	quotes: ['amount'],
	invoices: ['amount', 'paid_amount'],
};
const DATED_BY: Partial<Record<EntityName, string>> = { order_lines: 'ordered_on', quotes: 'quoted_on', invoices: 'issued_on' };

export interface StageOptions {
	reportingCurrency: string;
	/** Day of the build, ISO; rows dated after it are set aside. */
	today: string;
}

/**
 * Makes `staged.<entity>_read` (every row of the user's statement, typed, with `rejection` where it cannot be used)
 * and the view `staged.<entity>` of the usable rows. An absent entity is an empty table with all its columns, so that
 * the marts can be plain statements.
 */
export async function stageEntity(
	connection: DuckDBConnection,
	name: EntityName,
	statement: SourceStatement | undefined,
	options: StageOptions,
): Promise<void> {
	const described = entity(name);
	const table = `staged.${quoteIdentifier(`${name}_read`)}`;
	if (!statement) {
		const columns = storedColumns(described).map((column) => `${column.name} ${column.type}`);
		await connection.run(`create table ${table} (${columns.join(', ')}, rejection varchar, source_row varchar)`);
	} else {
		try {
			await connection.run(`create table ${table} as ${stageSql(statement, options)}`);
		} catch (error) {
			throw asFault(error, statement.path);
		}
	}
	await connection.run(
		`create view staged.${quoteIdentifier(name)} as select * exclude (rejection, source_row) from ${table} where rejection is null`,
	);
}

/** Columns of the staged table: the contract's, and what the build adds. */
function storedColumns(described: Entity): { name: string; type: string }[] {
	const columns = described.columns.map((column) => ({ name: column.name, type: storedType(described, column) }));
	columns.push(...localColumns(described).map(({ name }) => ({ name, type: 'decimal(18, 4)' })));
	return [...columns, { name: 'source_file', type: 'varchar' }, { name: 'source_line', type: 'bigint' }];
}

/** Amounts that are kept in their own currency, too: the main one and, of lines, the cost. */
function localColumns(described: Entity): { name: string; of: string }[] {
	const main = CONVERTED[described.name]?.[0];
	if (main === undefined) return [];
	const columns = [{ name: 'local_amount', of: main }];
	return described.name === 'order_lines' ? [...columns, { name: 'local_cost_amount', of: 'cost_amount' }] : columns;
}

function storedType(described: Entity, column: EntityColumn): string {
	return described.name === 'fx_rates' && column.name === 'rate' ? 'decimal(18, 8)' : SQL_TYPES[column.type];
}

/** The statement that types the rows of a user's statement and says which cannot be used, and why. */
export function stageSql(statement: SourceStatement, options: StageOptions): string {
	const { entity: described, columns } = statement;
	const given = new Map(columns.map((column) => [column.name, column.type]));
	const converted = CONVERTED[described.name] ?? [];
	const dimensions = described.name === 'accounts' ? extraColumns(described, columns) : [];
	const typed = described.columns.map(
		(column) => `${typedExpression(column, given, storedType(described, column))} as ${column.name}`,
	);
	const readTexts = described.columns
		.filter((column) => column.type !== 'text' && given.has(column.name))
		.map((column) => `${readText(column, given)} as ${column.name}_read`);
	const reasons = rejectionCases(described, given, options.today);
	const currency = `coalesce(upper(trim(t.currency)), ${quoteText(options.reportingCurrency)})`;
	const stored = described.columns
		.map((column) => column.name)
		.map((name) => {
			if (name === 'currency' && converted.length > 0) return `${currency} as currency`;
			if (converted.includes(name)) return `try_cast(t.${name} * r.rate as decimal(18, 4)) as ${name}`;
			if (name === 'kind' && described.name === 'order_lines') return `${KIND} as kind`;
			if (name === 'entered_on') return 'coalesce(t.entered_on, t.ordered_on) as entered_on';
			return `t.${name}`;
		});
	const extra = [
		...dimensions.map((name) => `t.${quoteIdentifier(name)}`),
		...localColumns(described).map(({ name, of }) => `t.${of} as ${name}`),
		't.source_file',
		't.source_line',
	];
	const dated = DATED_BY[described.name];
	const rateJoin =
		converted.length > 0
			? `asof left join staged.rates as r on r.currency = ${currency} and r.valid_on <= coalesce(t.${dated}, date '9999-12-31')`
			: '';
	const rateReason =
		converted.length > 0 ? `when r.rate is null then ${quoteText(REJECTION_REASONS.no_rate)}` : '';
	const rangeReason =
		converted.length > 0
			? `when t.${converted[0]} is not null and try_cast(t.${converted[0]} * r.rate as decimal(18, 4)) is null then 'unreadable amount'`
			: '';
	return `
with source as (${statement.sql}
),
typed as (
  select ${[...typed, ...readTexts].join(', ')},
    ${dimensions.map((name) => `cast(s.${quoteIdentifier(name)} as varchar) as ${quoteIdentifier(name)},`).join(' ')}
    ${given.has('source_file') ? 'cast(s.source_file as varchar)' : 'cast(null as varchar)'} as source_file,
    ${given.has('source_line') ? 'try_cast(s.source_line as bigint)' : 'cast(null as bigint)'} as source_line,
    s as source_struct
  from source as s
),
judged as (
  select ${[...stored, ...extra].join(', ')},
    case ${[...reasons, rateReason, rangeReason].filter(Boolean).join(' ')} else cast(null as varchar) end as rejection,
    t.source_struct
  from typed as t ${rateJoin}
)
select * exclude (source_struct),
  case when rejection is not null then cast(to_json(source_struct) as varchar) end as source_row
from judged`;
}

/** A kind that is not one of the three is told from the sign, as an absent one is. */
const KIND = `case
  when lower(trim(t.kind)) in ('sale', 'return', 'credit') then lower(trim(t.kind))
  when coalesce(t.quantity, 0) < 0 then 'return'
  when coalesce(t.net_amount, 0) < 0 then 'credit'
  else 'sale'
end`;

function extraColumns(described: Entity, columns: readonly { name: string }[]): string[] {
	const known = new Set([...described.columns.map((column) => column.name), 'source_file', 'source_line']);
	return columns.map((column) => column.name).filter((name) => !known.has(name) && !name.endsWith('_read'));
}

function typedExpression(column: EntityColumn, given: ReadonlyMap<string, string>, type: string): string {
	if (!given.has(column.name)) return `cast(null as ${type})`;
	const source = `s.${quoteIdentifier(column.name)}`;
	if (column.type === 'text') {
		return `case when trim(cast(${source} as varchar)) <> '' then cast(${source} as varchar) end`;
	}
	if (column.type === 'date') {
		return `coalesce(try_cast(${source} as date), cast(try_cast(${source} as timestamp) as date))`;
	}
	return `try_cast(${source} as ${type})`;
}

/** The text that was read for a column: the user's own `<column>_read`, else the column itself. */
function readText(column: EntityColumn, given: ReadonlyMap<string, string>): string {
	const name = given.has(`${column.name}_read`) ? `${column.name}_read` : column.name;
	return `nullif(trim(cast(s.${quoteIdentifier(name)} as varchar)), '')`;
}

function rejectionCases(described: Entity, given: ReadonlyMap<string, string>, today: string): string[] {
	const cases: string[] = [];
	for (const column of described.columns) {
		const isMainAmount = column.name === 'net_amount';
		if (column.type !== 'text' && given.has(column.name) && (column.required || isMainAmount)) {
			cases.push(
				`when t.${column.name} is null and t.${column.name}_read is not null then ${quoteText(REJECTION_REASONS.unreadable(column))}`,
			);
		}
		if (column.required) {
			cases.push(`when t.${column.name} is null then ${quoteText(REJECTION_REASONS.blank(column))}`);
		}
	}
	// A row without an account is told as such, whatever else is wrong with it.
	const noAccount = cases.findIndex((text) => text.includes('t.account_id is null'));
	if (noAccount > 0) cases.unshift(...cases.splice(noAccount, 1));
	if (described.name === 'agreements') {
		cases.push(`when t.account_id is null and t.group_id is null then ${quoteText(REJECTION_REASONS.no_holder)}`);
	}
	const dated = { ...DATED_BY, ratings: 'rated_on', touchpoints: 'happened_on', service_cases: 'opened_on' }[
		described.name as string
	];
	if (dated !== undefined) {
		cases.push(`when t.${dated} > date ${quoteText(today)} then ${quoteText(REJECTION_REASONS.future)}`);
	}
	return cases;
}

/**
 * Makes `staged.rates`: every rate by currency and first day, the reporting currency always 1. Rates are wide decimals: the
 * product of two of 18 digits has 18, which overflows from a million on.
 */
export async function stageRates(connection: DuckDBConnection, reportingCurrency: string): Promise<void> {
	await connection.run(`create table staged.rates as
		select upper(trim(currency)) as currency, valid_on, cast(rate as decimal(38, 8)) as rate from staged.fx_rates where upper(trim(currency)) <> ${quoteText(reportingCurrency)}
		union all select ${quoteText(reportingCurrency)}, date '0001-01-01', cast(1 as decimal(38, 8))`);
}

/** The order in which entities are staged: rates before what they convert. */
export const STAGING_ORDER: readonly EntityName[] = [
	'fx_rates',
	...ENTITIES.map((described) => described.name).filter((name) => name !== 'fx_rates'),
];

/** Makes the view `staged.rejected`: the rows of every entity that cannot be used, with their reasons and places. */
export async function stageRejected(connection: DuckDBConnection): Promise<void> {
	const parts = ENTITIES.map((described) => {
		const has = (name: string) => described.columns.some((column) => column.name === name);
		const dated = described.columns.find((column) => column.type === 'date')?.name;
		const isConverted = CONVERTED[described.name] !== undefined;
		return `select ${quoteText(described.name)} as entity, rejection as reason, source_file, source_line,
			${has('account_id') ? 'account_id' : 'cast(null as varchar)'} as account_id,
			${dated === undefined ? 'cast(null as date)' : dated} as dated_on,
			${isConverted ? 'currency' : 'cast(null as varchar)'} as currency,
			${isConverted ? 'local_amount' : 'cast(null as decimal(18, 4))'} as amount,
			source_row
		from staged.${described.name}_read where rejection is not null`;
	});
	await connection.run(`create view staged.rejected as ${parts.join('\nunion all\n')}`);
}
