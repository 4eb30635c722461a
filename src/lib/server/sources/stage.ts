import type { DuckDBConnection } from '@duckdb/node-api';
import { ENTITIES, entity, type Entity, type EntityName } from '../../contract/entities.ts';
import { quoteIdentifier, quoteText } from '../warehouse/sql-text.ts';
import { rejectionCases, REJECTION_REASONS } from './rejection-reasons.ts';
import { asFault, type SourceStatement } from './source-statement.ts';
import {
	LARGEST_NUMBER,
	rawExpression,
	storedType,
	typedExpression,
	unreadColumns,
	wordExpression,
} from './typed-values.ts';

/** Amounts are stored in the reporting currency; the amount as it was read stays beside the first of them. */
const CONVERTED: Partial<Record<EntityName, readonly string[]>> = {
	order_lines: ['net_amount', 'list_amount', 'cost_amount', 'freight_amount', 'rebate_amount'],
	quotes: ['amount'],
	invoices: ['amount', 'paid_amount'],
};
const DATED_BY: Partial<Record<EntityName, string>> = {
	order_lines: 'ordered_on',
	quotes: 'quoted_on',
	invoices: 'issued_on',
};

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
		await connection.run(
			`create table ${table} (${columns.join(', ')}, rejection varchar, unread varchar, source_row varchar)`,
		);
	} else {
		try {
			await connection.run(`create table ${table} as ${stageSql(statement, options)}`);
		} catch (error) {
			throw asFault(error, statement.path);
		}
	}
	await connection.run(
		`create view staged.${quoteIdentifier(name)} as select * exclude (rejection, unread, source_row) from ${table} where rejection is null`,
	);
}

/** Columns of the staged table: the contract's, and what the build adds. */
function storedColumns(described: Entity): { name: string; type: string }[] {
	const columns = described.columns.map((column) => ({
		name: column.name,
		type: storedType(described, column),
	}));
	columns.push(...localColumns(described).map(({ name }) => ({ name, type: 'decimal(18, 4)' })));
	return [...columns, { name: 'source_file', type: 'varchar' }, { name: 'source_line', type: 'bigint' }];
}

/** Amounts that are kept in their own currency, too: the main one and, of lines, the cost. */
function localColumns(described: Entity): { name: string; of: string }[] {
	const main = CONVERTED[described.name]?.[0];
	if (main === undefined) return [];
	const columns = [{ name: 'local_amount', of: main }];
	return described.name === 'order_lines'
		? [...columns, { name: 'local_cost_amount', of: 'cost_amount' }]
		: columns;
}

/** The statement that types the rows of a user's statement and says which cannot be used, and why. */
export function stageSql(statement: SourceStatement, options: StageOptions): string {
	const { entity: described, columns } = statement;
	const given = new Map(columns.map((column) => [column.name, column.type]));
	const converted = CONVERTED[described.name] ?? [];
	const dimensions = described.name === 'accounts' ? furtherColumns(statement) : [];
	const typed = described.columns.map(
		(column) => `${typedExpression(described, column, given)} as ${column.name}`,
	);
	const readColumns = described.columns.filter((column) => column.type !== 'text' && given.has(column.name));
	const raws = readColumns.map((column) => `${rawExpression(column, given)} as ${column.name}_raw`);
	const worded = described.columns.filter((column) => column.words && given.has(column.name));
	const unread = [
		...readColumns.filter((column) => !column.required && column.name !== 'net_amount'),
		...worded,
	];
	const reasons = rejectionCases(described, given, options.today);
	const currency = `coalesce(upper(trim(t.currency)), ${quoteText(options.reportingCurrency)})`;
	const stored = described.columns
		.map((column) => column.name)
		.map((name) => {
			if (name === 'currency' && converted.length > 0) return `${currency} as currency`;
			if (converted.includes(name)) return `${convertedAmount(name)} as ${name}`;
			if (name === 'kind' && described.name === 'order_lines') return `${KIND} as kind`;
			const words = worded.find((column) => column.name === name);
			if (words) return `${wordExpression(words)} as ${name}`;
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
			? `when t.${converted[0]} is not null and ${convertedAmount(converted[0]!)} is null then ${quoteText(REJECTION_REASONS.too_large)}`
			: '';
	return `
with source as (${statement.sql}
),
typed as (
  select ${[...typed, ...raws].join(', ')},
    ${dimensions.map((name) => `cast(s.${quoteIdentifier(name)} as varchar) as ${quoteIdentifier(name)},`).join(' ')}
    ${given.has('source_file') ? 'cast(s.source_file as varchar)' : 'cast(null as varchar)'} as source_file,
    ${given.has('source_line') ? 'try_cast(s.source_line as bigint)' : 'cast(null as bigint)'} as source_line,
    s as source_struct
  from source as s
),
judged as (
  select ${[...stored, ...extra].join(', ')},
    case ${[...reasons, rateReason, rangeReason].filter(Boolean).join(' ')} else cast(null as varchar) end as rejection,
    ${unreadColumns(unread)} as unread,
    t.source_struct
  from typed as t ${rateJoin}
)
select * exclude (source_struct),
  case when rejection is not null then cast(to_json(source_struct) as varchar) end as source_row
from judged`;
}

function convertedAmount(name: string): string {
	const amount = `try_cast(t.${name} * r.rate as decimal(18, 4))`;
	return `case when abs(${amount}) < ${LARGEST_NUMBER} then ${amount} end`;
}

/** A kind that is not one of the three is told from the sign, as an absent one is. */
const KIND = `case
  when lower(trim(t.kind)) in ('sale', 'return', 'credit') then lower(trim(t.kind))
  when coalesce(t.quantity, 0) < 0 then 'return'
  when coalesce(t.net_amount, 0) < 0 then 'credit'
  else 'sale'
end`;

/** The columns of a statement that the contract does not know: of the accounts, each is a dimension. */
export function furtherColumns({ entity: described, columns }: SourceStatement): string[] {
	const known = new Set([...described.columns.map((column) => column.name), 'source_file', 'source_line']);
	return columns.map((column) => column.name).filter((name) => !known.has(name) && !name.endsWith('_read'));
}

/**
 * Makes `staged.rates`: every rate by currency and first day (of two for one day the later line), the reporting currency
 * always 1. Rates are wide decimals: the product of two of 18 digits has 18, which overflows from a million on.
 */
export async function stageRates(connection: DuckDBConnection, reportingCurrency: string): Promise<void> {
	await connection.run(`create table staged.rates as
		select upper(trim(currency)) as currency, valid_on, cast(rate as decimal(38, 8)) as rate
		from staged.fx_rates where upper(trim(currency)) <> ${quoteText(reportingCurrency)}
		qualify row_number() over (partition by upper(trim(currency)), valid_on order by source_line desc nulls last, rate) = 1
		union all select ${quoteText(reportingCurrency)}, date '0001-01-01', cast(1 as decimal(38, 8))`);
}

/** The order in which entities are staged: rates before what they convert. */
export const STAGING_ORDER: readonly EntityName[] = [
	'fx_rates',
	...ENTITIES.map((described) => described.name).filter((name) => name !== 'fx_rates'),
];

/**
 * Makes the view `staged.rejected`: the rows of every entity that cannot be used, with their reasons and places, and the
 * lines of the files that cannot be taken apart.
 */
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
	parts.push(`select entity, ${quoteText(REJECTION_REASONS.malformed)} as reason, source_file, source_line, null as account_id,
			null as dated_on, null as currency, null as amount, cast(to_json({line: text, why: reason}) as varchar) as source_row
		from staged.malformed_lines`);
	await connection.run(`create view staged.rejected as ${parts.join('\nunion all\n')}`);
}
