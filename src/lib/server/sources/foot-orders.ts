import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../warehouse/sql-text.ts';
import { asFault, type ControlTotalsStatement } from './source-statement.ts';
import { withTimeLimit } from './time-limit.ts';

/** How the used lines of whole orders and one second figure of these orders go together, in one currency. */
export interface ControlTotal {
	/** What the figure is called: `orders.total_amount less tax`. */
	control_total: string;
	/** Null for orders without lines where there are several currencies: nothing tells theirs. */
	currency: string | null;
	/** Orders that have lines and the figure. */
	orders: number;
	/** Those of them whose lines do not come to the figure. */
	differing: number;
	/** Those of these of which some line was set aside. */
	differing_with_rejected: number;
	/** Exact texts, of the orders that have both. */
	lines_amount: string;
	total_amount: string;
	/** The figure of these orders less their lines, exact text. */
	missing_amount: string;
	/** Orders that have the figure and no line that is used, and what they come to by it, exact text. */
	without_lines: number;
	without_lines_amount: string;
	/** Some of the orders that do not come out even, the worst first, and what each misses. */
	examples: readonly { order_id: string; amount: string }[];
	/** Some of the orders without lines, the largest first. */
	without_lines_examples: readonly { order_id: string; amount: string }[];
}

/** No order comes to a hundred billion; narrow decimals add up twice as fast as wide ones. */
const AMOUNT = 'decimal(18, 4)';
/** Orders are rounded line by line, and their totals once. */
const TOLERANCE = '0.02 + 0.0006 * abs(total_amount)';
const SHOWN = 3;

/**
 * Foots the staged lines of each order against every figure of `sources/control_totals.sql`, in one pass over both: makes
 * `staged.control_orders`, the orders that do not come out even, and gives the sums. Without the statement the table is empty.
 * @param isOneCurrency whether all lines are in the reporting currency
 */
export async function footControlTotals(
	connection: DuckDBConnection,
	statement: ControlTotalsStatement | undefined,
	about: { reportingCurrency: string; isOneCurrency: boolean; timeoutMs: number },
): Promise<ControlTotal[]> {
	await connection.run(`create table staged.control_orders (
		control_total varchar, order_id varchar, currency varchar, total_amount ${AMOUNT}, lines_amount ${AMOUNT},
		missing_amount ${AMOUNT}, line_count bigint, rejected_count bigint, source_file varchar, source_line bigint)`);
	if (statement === undefined) return [];
	const { path, sql, columns } = statement;
	const place = (name: string, type: string): string =>
		columns.has(name) ? `try_cast(${name} as ${type})` : `cast(null as ${type})`;
	try {
		return await withTimeLimit(connection, about.timeoutMs, path, async () => {
			await connection.run(`create temp table footed as
				with order_sums as (
					select order_id, ${about.isOneCurrency ? '' : 'any_value(currency) as currency,'}
						try_cast(sum(case when rejection is null then local_amount end) as ${AMOUNT}) as lines_amount,
						count(*) - count(rejection) as line_count, count(rejection) as rejected_count
					from staged.order_lines_rows group by order_id
				), totals as (
					select cast(control_total as varchar) as control_total, cast(order_id as varchar) as order_id,
						try_cast(amount as ${AMOUNT}) as total_amount,
						${place('source_file', 'varchar')} as source_file, ${place('source_line', 'bigint')} as source_line
					from (${sql}\n)
				)
				select t.control_total, t.order_id,
					${about.isOneCurrency ? quoteText(about.reportingCurrency) : 's.currency'} as currency,
					t.total_amount, coalesce(s.lines_amount, 0) as lines_amount,
					t.total_amount - coalesce(s.lines_amount, 0) as missing_amount,
					coalesce(s.line_count, 0) as line_count, coalesce(s.rejected_count, 0) as rejected_count,
					t.source_file, t.source_line
				from totals as t left join order_sums as s on s.order_id = t.order_id
				where t.total_amount is not null and t.order_id <> ''`);
			await connection.run(
				`insert into staged.control_orders from footed where line_count = 0 or abs(missing_amount) > ${TOLERANCE}`,
			);
			const sums = await sumsOf(connection);
			await connection.run('drop table footed');
			return sums;
		});
	} catch (error) {
		throw asFault(error, path);
	}
}

/** A sum as exact text to the cent. */
function cents(sum: string): string {
	return `cast(cast(coalesce(${sum}, 0) as decimal(38, 2)) as varchar)`;
}

async function sumsOf(connection: DuckDBConnection): Promise<ControlTotal[]> {
	const differs = `abs(missing_amount) > ${TOLERANCE}`;
	const examples = (condition: string): string => `to_json(list_transform(
		min({size: -abs(missing_amount), length: length(order_id), order_id: order_id, amount: missing_amount}, ${SHOWN}) filter (${condition}),
		lambda each: {order_id: each.order_id, amount: ${cents('each.amount')}}))`;
	const reader = await connection.runAndReadAll(`
		select control_total, currency,
			count(*) filter (line_count > 0) as orders,
			count(*) filter (line_count > 0 and ${differs}) as differing,
			count(*) filter (line_count > 0 and ${differs} and rejected_count > 0) as differing_with_rejected,
			${cents('sum(lines_amount) filter (line_count > 0)')} as lines_amount,
			${cents('sum(total_amount) filter (line_count > 0)')} as total_amount,
			${cents('sum(missing_amount) filter (line_count > 0)')} as missing_amount,
			count(*) filter (line_count = 0) as without_lines,
			${cents('sum(total_amount) filter (line_count = 0)')} as without_lines_amount,
			cast(${examples(`line_count > 0 and ${differs}`)} as varchar) as examples,
			cast(${examples('line_count = 0')} as varchar) as without_lines_examples
		from footed group by control_total, currency
		order by greatest(sum(abs(missing_amount)) filter (line_count = 0 or ${differs}), 0) desc nulls last, control_total, currency`);
	return reader.getRowObjectsJS().map((row) => {
		const count = (name: string): number => Number(row[name]);
		const list = (name: string): ControlTotal['examples'] =>
			row[name] === null ? [] : (JSON.parse(String(row[name])) as ControlTotal['examples']);
		return {
			control_total: String(row['control_total']),
			currency: row['currency'] === null ? null : String(row['currency']),
			orders: count('orders'),
			differing: count('differing'),
			differing_with_rejected: count('differing_with_rejected'),
			lines_amount: String(row['lines_amount']),
			total_amount: String(row['total_amount']),
			missing_amount: String(row['missing_amount']),
			without_lines: count('without_lines'),
			without_lines_amount: String(row['without_lines_amount']),
			examples: list('examples'),
			without_lines_examples: list('without_lines_examples'),
		};
	});
}
