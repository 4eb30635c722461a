import type { DuckDBConnection } from '@duckdb/node-api';
import type { EntityName } from '../../../contract/entities.ts';
import { Fault } from '../../fault.ts';
import { lastCompleteMonth } from '../../sources/complete-month.ts';
import { CONFIG_NAME, type Config } from '../../sources/config.ts';
import { periodStarts, withYearBefore } from '../../sources/fiscal-calendar.ts';
import { CALENDAR_MONTHS, dayBefore, fiscalMonths } from '../../sources/months.ts';
import type { SourceStatement } from '../../sources/source-statement.ts';
import type { BuildOptions } from './build-options.ts';
import { queryRows, runWith } from '../engine.ts';
import { modelVersion } from './fingerprint.ts';

/** First and newest day of the usable lines, the last complete month, and both as parameters of the marts. */
export interface MonthFacts {
	first_on: string | null;
	watermark_on: string | null;
	last_complete_on: string | null;
	reason: string;
	parameters: {
		first_on: string;
		last_on: string;
		last_complete_on: string;
		fiscal_year_starts: number;
		reporting_currency: string;
		/** First days of the periods of a fiscal calendar, whole years of them; empty where months are the calendar's. */
		period_starts: readonly string[];
	};
}

/**
 * Finds the last complete month of the staged lines.
 * @throws {Fault} `input` when the fiscal calendar of the configuration does not hold every day of the lines.
 */
export async function findCompleteMonth(connection: DuckDBConnection, config: Config): Promise<MonthFacts> {
	const rows = await queryRows(
		connection,
		'select distinct ordered_on from staged.order_lines order by ordered_on',
	);
	const days = rows.map((row) => String(row['ordered_on']));
	const first = days[0] ?? null;
	const watermark = days.at(-1) ?? null;
	const starts = config.calendar === undefined ? [] : periodStarts(config.calendar);
	if (starts.length > 0) requireDays(starts, first, watermark);
	const months = starts.length === 0 ? CALENDAR_MONTHS : fiscalMonths(withYearBefore(starts));
	const month = lastCompleteMonth(watermark, days, config.complete_through, months);
	return {
		first_on: first,
		watermark_on: watermark,
		last_complete_on: month.last_complete_month_end,
		reason: month.reason,
		parameters: {
			first_on: first ?? '1970-01-01',
			last_on: watermark ?? '1970-01-01',
			last_complete_on: month.last_complete_month_end ?? '0001-01-01',
			fiscal_year_starts: config.fiscal_year_starts,
			reporting_currency: config.currency,
			period_starts: starts.length === 0 ? [] : withYearBefore(starts),
		},
	};
}

function requireDays(starts: readonly string[], first: string | null, watermark: string | null): void {
	if (first !== null && first < starts[0]!) {
		throw new Fault(
			'input',
			`${CONFIG_NAME}: "calendar" begins on ${starts[0]!}, but the oldest order line is of ${first}. Add the years before it.`,
		);
	}
	const last = dayBefore(starts.at(-1)!);
	if (watermark !== null && watermark > last) {
		throw new Fault(
			'input',
			`${CONFIG_NAME}: "calendar" ends on ${last}, but the newest order line is of ${watermark}. Add the years after it.`,
		);
	}
}

/** Writes `build_facts`, the one row that the answer `meta` serves. */
export async function writeBuildFacts(
	connection: DuckDBConnection,
	options: BuildOptions,
	month: MonthFacts,
	statements: ReadonlyMap<EntityName, SourceStatement>,
): Promise<void> {
	const lines = statements.get('order_lines')!;
	const given = new Set(lines.columns.map((column) => column.name));
	const missing = lines.entity.columns.map((column) => column.name).filter((name) => !given.has(name));
	const dimensions = await filledDimensions(connection);
	const { config } = options.project;
	await runWith(
		connection,
		`create table build_facts as
		select
			$company::varchar as company, $watermark_on::date as watermark_on, $as_of::date as as_of,
			$as_of_reason::varchar as as_of_reason, $today::date as today_on, $first_on::date as first_on, $currency::varchar as currency,
			$entities::varchar[] as entities, $dimensions::varchar[] as dimensions,
			(select coalesce(list(distinct dimension order by dimension), []) from staged.line_values) as line_dimensions,
			$columns_missing::varchar[] as columns_missing,
			(select coalesce(max(branch_count), 1) > 1 from directory) as has_groups,
			f.has_amount, f.has_cost, f.has_category, f.has_group_level,
			(l.read_count + m.read_count)::integer as rows_read,
			(l.rejected_count + m.read_count)::integer as rows_rejected,
			l.amount_read, l.amount_rejected,
			(select count(*) from staged.copies)::integer as duplicate_rows,
			$now::timestamp as built_at, $build_id::varchar as build_id, $model_version::varchar as model_version
		from features as f
		cross join (
			select count(*) as read_count, count(*) filter (rejection is not null) as rejected_count,
				coalesce(sum(net_amount), 0)::exact as amount_read,
				coalesce(sum(net_amount) filter (rejection is not null), 0)::exact as amount_rejected
			from staged.order_lines_read
		) as l
		cross join (select count(*) as read_count from staged.malformed_lines where entity = 'order_lines') as m`,
		{
			company: config.company,
			watermark_on: month.watermark_on,
			as_of: month.last_complete_on,
			as_of_reason: month.reason,
			today: config.today ?? null,
			first_on: month.first_on,
			currency: config.currency,
			entities: [...statements.keys()].sort(),
			dimensions: dimensions,
			columns_missing: missing,
			now: options.now.replace('Z', ''),
			build_id: options.buildId,
			model_version: modelVersion(),
		},
	);
}

const NOT_DIMENSIONS = new Set([
	'level',
	'account_key',
	'account_id',
	'name',
	'group_id',
	'group_name',
	'branch_count',
]);

/** The dimensions of the accounts that have a value for any account; an empty one would only offer nothing. */
async function filledDimensions(connection: DuckDBConnection): Promise<string[]> {
	const [counts] = await queryRows(
		connection,
		`select count(columns(*)) from directory where level = 'account'`,
	);
	return Object.entries(counts!)
		.filter(([name, count]) => !NOT_DIMENSIONS.has(name) && Number(count) > 0)
		.map(([name]) => name);
}
