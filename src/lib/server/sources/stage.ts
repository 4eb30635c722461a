import type { DuckDBConnection } from '@duckdb/node-api';
import { ENTITIES, entity, type Entity, type EntityName } from '../../contract/entities.ts';
import { quoteIdentifier, quoteText } from '../warehouse/sql-text.ts';
import { amountType, type AmountScale } from './measure-amounts.ts';
import { rejectionCases, REJECTION_REASONS } from './rejection-reasons.ts';
import { asFault, type SourceStatement } from './source-statement.ts';
import { withTimeLimit } from './time-limit.ts';
import {
	isAlwaysRead,
	LARGEST_NUMBER,
	rawExpression,
	SOURCE_ROW,
	storedType,
	typedExpression,
	unreadColumns,
	wordExpression,
} from './typed-values.ts';

/** Amounts are stored in the reporting currency; the amount as it was read stays beside the first of them. */
export const CONVERTED: Partial<Record<EntityName, readonly string[]>> = {
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
	/** Whether that day lies in the past: rows that it could not know are left out, as if they had not been written. */
	isPast?: boolean;
	/** How amounts and quantities are kept. */
	amounts: AmountScale;
	/** The Parquet file that keeps every order line that was read. */
	linesFile: string;
	/** How long one statement may run. */
	timeoutMs: number;
}

/** Of the file of order lines: small enough that an account is read fast, large enough that all are. */
const LINES_IN_ROW_GROUP = 30_720;

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
		const columns = storedColumns(described, options.amounts).map(
			(column) => `${column.name} ${column.type}`,
		);
		await connection.run(
			`create table ${table} (${columns.join(', ')}, rejection varchar, unread varchar, source_row varchar)`,
		);
	} else {
		try {
			await withTimeLimit(connection, options.timeoutMs, statement.path, async () => {
				if (name === 'order_lines') await stageLines(connection, statement, options);
				else await connection.run(`create table ${table} as ${stageSql(statement, options)}`);
			});
		} catch (error) {
			throw asFault(error, statement.path);
		}
	}
	await connection.run(
		`create view staged.${quoteIdentifier(name)} as select * exclude (rejection, unread, source_row) from ${table} where rejection is null`,
	);
}

/**
 * Order lines are many: they are not copied into a table, but written once into the file that the build keeps, sorted by
 * account and day, those that cannot be used at its end. `staged.order_lines_rows` has them with `file_row_number`.
 */
async function stageLines(
	connection: DuckDBConnection,
	statement: SourceStatement,
	options: StageOptions,
): Promise<void> {
	await connection.run(`copy (
		${stageSql(statement, options)}
		order by rejection is not null, account_id, ordered_on
	) ${linesFormat(options.linesFile)}`);
	await connection.run(
		`create view staged.order_lines_rows as select * from read_parquet(${quoteText(options.linesFile)}, file_row_number = true)`,
	);
	await connection.run(
		'create view staged.order_lines_read as select * exclude (file_row_number) from staged.order_lines_rows',
	);
}

/** Where and how a statement's lines are written, as the end of a `copy`. */
export function linesFormat(path: string): string {
	return `to ${quoteText(path)} (format parquet, compression zstd, compression_level 1, row_group_size ${LINES_IN_ROW_GROUP})`;
}

/** Columns of the staged table: the contract's, and what the build adds. */
function storedColumns(described: Entity, scale: AmountScale): { name: string; type: string }[] {
	const columns = described.columns.map((column) => ({
		name: column.name,
		type: storedType(described, column, scale),
	}));
	columns.push(...localColumns(described).map(({ name }) => ({ name, type: amountType(scale) })));
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

/** The user's rows, under a name that no table of the user can have. */
const SOURCE = '"rows of the source"';

/** SQL of what a past day could not know of typed rows `t`; null where all is asked for, and of entities that are cut later. */
function laterCondition(described: Entity, { isPast, today }: StageOptions): string | null {
	if (isPast !== true || described.name !== 'order_lines') return null;
	return `coalesce(greatest(t.ordered_on, t.entered_on) > date ${quoteText(today)}, false)`;
}

/** How many order lines a past day could not know; 0 where all is asked for. */
export async function countLaterLines(
	connection: DuckDBConnection,
	statement: SourceStatement,
	options: StageOptions,
): Promise<number> {
	const later = laterCondition(statement.entity, options);
	if (later === null) return 0;
	const given = new Map(statement.columns.map((column) => [column.name, column.type]));
	const dates = statement.entity.columns
		.filter(({ name }) => name === 'ordered_on' || name === 'entered_on')
		.map(
			(column) => `${typedExpression(statement.entity, column, given, options.amounts)} as ${column.name}`,
		);
	const reader = await connection.runAndReadAll(`with ${SOURCE} as (${statement.sql}
),
typed as (select ${dates.join(', ')} from ${SOURCE} as ${SOURCE_ROW})
select count(*) from typed as t where ${later}`);
	return Number(reader.getRowsJS()[0]![0]);
}

/** The statement that types the rows of a user's statement and says which cannot be used, and why. */
export function stageSql(statement: SourceStatement, options: StageOptions): string {
	const later = laterCondition(statement.entity, options);
	const { entity: described, columns } = statement;
	const given = new Map(columns.map((column) => [column.name, column.type]));
	const converted = CONVERTED[described.name] ?? [];
	const isForeign = converted.length > 0 && given.has('currency');
	const { dimensions } = statement;
	const typed = described.columns.map(
		(column) => `${typedExpression(described, column, given, options.amounts)} as ${column.name}`,
	);
	const readColumns = described.columns.filter(
		(column) =>
			column.type !== 'text' &&
			given.has(column.name) &&
			!isAlwaysRead(described, column, given, options.amounts),
	);
	const raws = readColumns.map((column) => `${rawExpression(column, given)} as ${column.name}_raw`);
	const worded = described.columns.filter((column) => column.words && given.has(column.name));
	const unread = [
		...readColumns.filter((column) => !column.required && column.name !== 'net_amount'),
		...worded,
	];
	const reporting = quoteText(options.reportingCurrency);
	const stored = described.columns
		.map((column) => column.name)
		.map((name) => {
			if (name === 'currency' && converted.length > 0)
				return `${isForeign ? 't.code' : reporting} as currency`;
			if (converted.includes(name)) return `${isForeign ? `t.reported_${name}` : `t.${name}`} as ${name}`;
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
	const reasons = rejectionCases(described, given, options);
	if (isForeign) {
		reasons.push(
			`when t.rate is null and t.code <> ${reporting} then ${quoteText(REJECTION_REASONS.no_rate)}`,
			`when t.${converted[0]} is not null and t.reported_${converted[0]} is null then ${quoteText(REJECTION_REASONS.too_large)}`,
		);
	}
	return `
with ${SOURCE} as (${statement.sql}
),
typed as (
  select ${[...typed, ...raws].join(', ')},
    ${dimensions.map((name) => `${dimensionExpression(described, name)} as ${quoteIdentifier(name)},`).join(' ')}
    ${given.has('source_file') ? `cast(${SOURCE_ROW}.source_file as varchar)` : 'cast(null as varchar)'} as source_file,
    ${given.has('source_line') ? `try_cast(${SOURCE_ROW}.source_line as bigint)` : 'cast(null as bigint)'} as source_line,
    ${SOURCE_ROW} as source_struct
  from ${SOURCE} as ${SOURCE_ROW}
),
${isForeign ? `converted as (${conversion(described, converted, options)}\n),` : ''}
judged as (
  select ${[...stored, ...extra].join(', ')},
    case ${reasons.join(' ')} else cast(null as varchar) end as rejection,
    ${unreadColumns(unread)} as unread,
    t.source_struct
  from ${isForeign ? 'converted' : 'typed'} as t${
		later === null
			? ''
			: `
  where not ${later}`
	}
)
select * exclude (source_struct),
  case when rejection is not null then cast(to_json(source_struct) as varchar) end as source_row
from judged`;
}

/** A dimension as text; of a line, where many are blank, a blank is none. */
function dimensionExpression(described: Entity, name: string): string {
	const text = `cast(${SOURCE_ROW}.${quoteIdentifier(name)} as varchar)`;
	return described.name === 'order_lines' ? `nullif(trim(${text}), '')` : text;
}

/**
 * The typed rows with their rate and, as `reported_…`, their amounts in the reporting currency. A row is looked up by
 * currency and day among the days of `staged.day_rates`; one of the reporting currency is left as it is.
 */
function conversion(described: Entity, converted: readonly string[], options: StageOptions): string {
	const reporting = quoteText(options.reportingCurrency);
	const today = `date ${quoteText(options.today)}`;
	const amounts = converted.map((name) => {
		const amount = `try_cast(t.${name} * r.rate as ${amountType(options.amounts)})`;
		return `case
      when t.code = ${reporting} then t.${name}
      when abs(${amount}) < ${LARGEST_NUMBER} then ${amount}
    end as reported_${name}`;
	});
	return `
  select t.*, r.rate, ${amounts.join(', ')}
  from (select *, coalesce(upper(trim(currency)), ${reporting}) as code from typed) as t
  left join staged.day_rates as r on r.currency = t.code
    and r.day_on = least(coalesce(t.${DATED_BY[described.name]}, ${today}), ${today})`;
}

/** A kind that is not one of the three is told from the sign, as an absent one is. */
const KIND = `case
  when lower(trim(t.kind)) in ('sale', 'return', 'credit') then lower(trim(t.kind))
  when coalesce(t.quantity, 0) < 0 then 'return'
  when coalesce(t.net_amount, 0) < 0 then 'credit'
  else 'sale'
end`;

/**
 * Makes `staged.rates`: every rate by currency and first day (of two for one day the later line), the reporting currency
 * always 1; and `staged.day_rates`: the rate of each other currency on every day up to `today`. Rates are wide decimals: the
 * product of two of 18 digits has 18, which overflows from a million on.
 */
export async function stageRates(
	connection: DuckDBConnection,
	{ reportingCurrency, today }: Pick<StageOptions, 'reportingCurrency' | 'today'>,
): Promise<void> {
	const reporting = quoteText(reportingCurrency);
	await connection.run(`create table staged.rates as
		select upper(trim(currency)) as currency, valid_on, cast(rate as decimal(38, 8)) as rate
		from staged.fx_rates where upper(trim(currency)) <> ${reporting}
		qualify row_number() over (partition by upper(trim(currency)), valid_on order by source_line desc nulls last, rate) = 1
		union all select ${reporting}, date '0001-01-01', cast(1 as decimal(38, 8))`);
	// Rows before 1900 are set aside, whatever rate they would have.
	await connection.run(`create table staged.day_rates as
		with spans as (
			select currency, rate, greatest(valid_on, date '1900-01-01') as from_on,
				least(
					lead(valid_on, 1, date ${quoteText(today)} + 1) over (partition by currency order by valid_on),
					date ${quoteText(today)} + 1
				) as to_on
			from staged.rates where currency <> ${reporting}
		)
		select currency, cast(days.day as date) as day_on, rate
		from spans, range(from_on, to_on, interval 1 day) as days (day)`);
}

/** Makes `staged.line_values`: which values the dimensions of the order line have, by account. */
export async function stageLineValues(
	connection: DuckDBConnection,
	dimensions: readonly string[],
): Promise<void> {
	const parts = dimensions.map(
		(name) => `select distinct account_id, ${quoteText(name)} as dimension, ${quoteIdentifier(name)} as value
			from staged.order_lines where ${quoteIdentifier(name)} is not null`,
	);
	const none =
		'select cast(null as varchar) as account_id, cast(null as varchar) as dimension, cast(null as varchar) as value where false';
	await connection.run(`create table staged.line_values as ${[none, ...parts].join('\nunion all\n')}`);
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
export async function stageRejected(connection: DuckDBConnection, scale: AmountScale): Promise<void> {
	const parts = ENTITIES.map((described) => {
		const has = (name: string) => described.columns.some((column) => column.name === name);
		const dated = described.columns.find((column) => column.type === 'date')?.name;
		const isConverted = CONVERTED[described.name] !== undefined;
		return `select ${quoteText(described.name)} as entity, rejection as reason, source_file, source_line,
			${has('account_id') ? 'account_id' : 'cast(null as varchar)'} as account_id,
			${dated === undefined ? 'cast(null as date)' : dated} as dated_on,
			${isConverted ? 'currency' : 'cast(null as varchar)'} as currency,
			${isConverted ? 'local_amount' : `cast(null as ${amountType(scale)})`} as amount,
			source_row
		from staged.${described.name}_read where rejection is not null`;
	});
	parts.push(`select entity, ${quoteText(REJECTION_REASONS.malformed)} as reason, source_file, source_line, null as account_id,
			null as dated_on, null as currency, null as amount, cast(to_json({line: text, why: reason}) as varchar) as source_row
		from staged.malformed_lines`);
	await connection.run(`create view staged.rejected as ${parts.join('\nunion all\n')}`);
}
