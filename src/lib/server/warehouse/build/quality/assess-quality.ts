import type { DuckDBConnection } from '@duckdb/node-api';
import { ENTITIES, type EntityName } from '../../../../contract/entities.ts';
import type { Config } from '../../../sources/config.ts';
import type { SourceStatement } from '../../../sources/source-statement.ts';
import type { ControlTotal } from '../../../sources/foot-orders.ts';
import { followingWords } from '../../../sources/rejection-reasons.ts';
import { runWith } from '../../engine.ts';
import { quoteText } from '../../sql-text.ts';
import { footedOrders } from './footed-orders.ts';
import { acceptedDifferences, commonRules, renamedDimensions } from './common-rules.ts';
import { entityColumnsSql } from './entity-columns.ts';
import { isAskable, type GivenEntities, type QualityRule } from './quality-rule.ts';
import { writtenRules } from './written-rules.ts';

/** What one row and several rows of an entity are called. */
const NOUNS: Record<EntityName, readonly [string, string]> = {
	order_lines: ['order line', 'order lines'],
	accounts: ['account', 'accounts'],
	orders: ['order', 'orders'],
	quotes: ['quote', 'quotes'],
	deliveries: ['delivery', 'deliveries'],
	invoices: ['invoice', 'invoices'],
	agreements: ['agreement', 'agreements'],
	service_cases: ['service case', 'service cases'],
	touchpoints: ['touchpoint', 'touchpoints'],
	plans: ['plan', 'plans'],
	ratings: ['rating', 'ratings'],
	fx_rates: ['exchange rate', 'exchange rates'],
};

/** The day that places a row of an entity in time, where it has one. */
const DAY_OF: Partial<Record<EntityName, string>> = {
	order_lines: 'ordered_on',
	quotes: 'quoted_on',
	deliveries: 'coalesce(delivered_on, shipped_on)',
	invoices: 'issued_on',
	agreements: 'valid_from',
	service_cases: 'opened_on',
	touchpoints: 'happened_on',
	plans: 'period_start',
	ratings: 'rated_on',
	fx_rates: 'valid_on',
};

const REJECTED_RULE = 'Set aside: in no figure, and listed among the rejected rows.';
const LONGEST_ID = 60;

/**
 * Assesses the staged entities, without changing them: `staged.entity_days` (rows by day), `staged.entity_columns` (each
 * column's values), `staged.entity_quality` (each entity's rows and dates) and `staged.entity_findings` (what each rule
 * that can be asked found, nothing included, and each reason for which rows were set aside).
 */
export async function assessQuality(
	connection: DuckDBConnection,
	statements: ReadonlyMap<EntityName, SourceStatement>,
	options: {
		config: Config;
		today: string;
		/** Differences to the build before that were accepted. */
		accepted?: readonly string[];
		/** What came of footing the lines against the totals of their orders. */
		controlTotals?: readonly ControlTotal[];
	},
): Promise<void> {
	const given: GivenEntities = new Map(
		[...statements].map(([name, { columns }]) => [name, new Set(columns.map((column) => column.name))]),
	);
	const accounts = statements.get('accounts');
	await connection.run(`create table staged.entity_days as ${entityDaysSql(given, options.today)}`);
	await connection.run(
		`create table staged.entity_columns as ${entityColumnsSql(given, accounts?.dimensions ?? [])}`,
	);
	await connection.run(`create table staged.entity_quality as ${entityQualitySql(given)}`);
	const rules = [
		...commonRules(options.config.duplicates),
		renamedDimensions('accounts', accounts?.renamed ?? []),
		renamedDimensions('order_lines', statements.get('order_lines')?.renamed ?? []),
		acceptedDifferences(options.accepted ?? []),
		...footedOrders(options.controlTotals ?? [], options.config.currency),
		...writtenRules(),
	].filter((rule) => isAskable(rule, given));
	await runWith(
		connection,
		`create table staged.entity_findings as ${[...rules.map(findingSql), rejectionsSql()].join('\nunion all\n')}`,
		{ today: options.today, reporting_currency: options.config.currency },
	);
}

/** Agreements, plans and rates may begin in the future; a day of anything else after the build is a mistake, and no newest day. */
const MAY_BE_AHEAD: ReadonlySet<EntityName> = new Set(['agreements', 'plans', 'fx_rates']);

function entityDaysSql(given: GivenEntities, today: string): string {
	const parts = [...given.keys()].flatMap((name) => {
		const day = DAY_OF[name];
		if (day === undefined) return [];
		const until = MAY_BE_AHEAD.has(name) ? '' : ` and ${day} <= date ${quoteText(today)}`;
		return [
			`select ${quoteText(name)} as entity, ${day} as day_on, count(*) as row_count
			from staged.${name} where ${day} is not null${until} group by day_on`,
		];
	});
	return parts.join('\nunion all\n');
}

function entityQualitySql(given: GivenEntities): string {
	const described = ENTITIES.map((entity, i) => {
		const texts = [entity.name, entity.description, entity.switches_on].map(quoteText).join(', ');
		return `(${texts}, ${i + 1}, ${given.has(entity.name)})`;
	});
	const counted = ENTITIES.map(
		({ name }) =>
			`select ${quoteText(name)} as entity, count(*) as read_count, count(*) filter (rejection is null) as used_count from staged.${name}_read`,
	);
	return `with described (entity, description, switches_on, position, is_given) as (values ${described.join(', ')}),
		counted as (${counted.join(' union all ')}),
		broken as (select entity, count(*) as broken_count from staged.malformed_lines group by entity),
		spans as (select entity, min(day_on) as first_on, max(day_on) as newest_on from staged.entity_days group by entity)
		select d.position, d.entity, d.description, d.switches_on, d.is_given,
			c.read_count + coalesce(b.broken_count, 0) as read_count,
			c.used_count,
			c.read_count - c.used_count + coalesce(b.broken_count, 0) as rejected_count,
			s.first_on, s.newest_on
		from described as d
		inner join counted as c on c.entity = d.entity
		left join broken as b on b.entity = d.entity
		left join spans as s on s.entity = d.entity`;
}

/** One row: what a rule found, with the first five examples by line. */
function findingSql(rule: QualityRule): string {
	const [one, many] = rule.noun === undefined ? NOUNS[rule.entity] : [rule.noun, `${rule.noun}s`];
	return `select ${quoteText(rule.entity)} as entity, ${quoteText(rule.name)} as finding, ${quoteText(rule.treatment)} as treatment,
			case when count(*) = 1 then ${quoteText(one)} else ${quoteText(many)} end as noun,
			${quoteText(rule.found)} as found, ${quoteText(rule.rule)} as rule,
			count(*) as found_count, ${rule.noun === undefined} as is_of_rows,
			${rule.has_amount ? 'cast(sum(amount) as exact_sum)' : 'cast(null as exact_sum)'} as amount,
			${EXAMPLES} as examples
		from (${rule.sql})`;
}

/** The five first by line, as texts that sort by line; the sorting part is cut off again. */
const EXAMPLES = `coalesce(list_transform(
	min(
		lpad(cast(coalesce(source_line, 0) as varchar), 19, '0')
			|| case when length(row_id) > ${LONGEST_ID} then left(row_id, ${LONGEST_ID}) || '…' else coalesce(row_id, '–') end
			|| case
				when source_line is not null then ' (' || coalesce(source_file || ', ', '') || 'line ' || source_line || ')'
				else coalesce(' (' || source_file || ')', '')
			end,
		5
	), lambda example: substring(example, 20)), [])`;

function rejectionsSql(): string {
	const noun = (form: 0 | 1) =>
		`case r.entity ${ENTITIES.map(({ name }) => `when ${quoteText(name)} then ${quoteText(NOUNS[name][form])}`).join(' ')} else 'line${form === 0 ? '' : 's'}' end`;
	return `select r.entity, r.reason as finding, 'rejected' as treatment,
			case when count(*) = 1 then ${noun(0)} else ${noun(1)} end as noun,
			${followingWords('r.reason')} as found, ${quoteText(REJECTED_RULE)} as rule,
			count(*) as found_count, true as is_of_rows,
			-- Amounts of several currencies do not add up; by currency they are in the answer rejections.
			case when bool_and(r.currency = $reporting_currency::varchar) then cast(sum(r.amount) as exact_sum) end as amount,
			${EXAMPLES.replaceAll('row_id', "coalesce(account_id, '–')")} as examples
		from staged.rejected as r group by r.entity, r.reason`;
}
