import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnProfile } from './column-profile.ts';
import { totalColumns } from './stored-totals.ts';
import { found, type TableProfile } from './table-profile.ts';
import { identifier, keySql, numberSql, type Naming } from './value-sql.ts';

/** Figures of whole orders that lie beside the lines, and where they stand. */
export interface OrderFigures {
	totals: ColumnProfile[];
	tax?: ColumnProfile | undefined;
	freight?: ColumnProfile | undefined;
	discount?: ColumnProfile | undefined;
	/** The tax of a line, as SQL, where lines have one of their own. */
	lineTax?: string | undefined;
}

export type Part = 'tax' | 'freight' | 'discount';

/** How the lines of an order and a total of that order go together. */
export interface Footing {
	total: ColumnProfile;
	/** What stands between the sum of the lines and the total: tax and freight on top, a discount off. */
	parts: Part[];
	/** Share of the orders for which it holds. */
	share: number;
	/** Orders that have both lines and the total. */
	orders: number;
	/** Orders for which it does not hold. */
	differing: number;
	/** The lines with the parts, and the totals, each summed over the orders; exact text. */
	lines: string;
	totals: string;
	/** Of the orders with a tax (a discount), the share for which the total holds without it and with it. */
	without: Partial<Record<Part, number>>;
	with: Partial<Record<Part, number>>;
}

/** The lines of orders, ready to be summed. */
export interface SummedLines {
	/** `from` and `join`s of the statement that reads the lines. */
	from: string;
	/** The order of a line, as SQL. */
	key: string;
	/** The amount of a line, as SQL. */
	net: string;
	/** Condition that keeps the lines that are read; all where absent. */
	where?: string | undefined;
	rows: number;
	naming: Naming;
}

const MOST_LINES = 200_000;
const LEAST_SHARE = 0.9;
const FEWEST_ORDERS = 3;

/** The condition that keeps whole orders, at most about 200,000 lines of them. */
export function wholeOrders(key: string, rows: number): string {
	return rows <= MOST_LINES ? 'true' : `hash(${key}) % ${Math.ceil(rows / MOST_LINES)} = 0`;
}

/** The figures of whole orders in a table: of a header all, of lines those that are said to be the order's. */
export function orderFigures(
	table: TableProfile,
	isOrders: (column: ColumnProfile) => boolean = () => true,
): OrderFigures {
	const part = (concept: 'tax_amount' | 'freight' | 'discount'): ColumnProfile | undefined => {
		const column = found(table, concept);
		return column?.number && !column.number.isPercent && isOrders(column) ? column : undefined;
	};
	return {
		totals: totalColumns(table).filter((column) => isOrders(column)),
		tax: part('tax_amount'),
		freight: part('freight'),
		discount: part('discount'),
	};
}

/**
 * Foots the lines of each order against each total of the order: which parts stand between them, and for how many orders it
 * comes out even. The best first: the total that most orders meet, with the fewest parts.
 */
export async function footOrders(
	connection: DuckDBConnection,
	lines: SummedLines,
	figures: OrderFigures,
): Promise<Footing[]> {
	const { totals } = figures;
	if (totals.length === 0) return [];
	const parts = (['tax', 'freight', 'discount'] as const).filter(
		(part) => figures[part] !== undefined || (part === 'tax' && figures.lineTax !== undefined),
	);
	const value = (column: ColumnProfile): string => `max(${numberSql(column, lines.naming)})`;
	const conditions = [
		`(${lines.key}) is not null`,
		wholeOrders(lines.key, lines.rows),
		lines.where ?? 'true',
	];
	const summed = `select ${lines.key} as key, sum(${lines.net}) as lines,
			${parts.map((part) => `coalesce(${figures[part] ? value(figures[part]) : `sum(${figures.lineTax})`}, 0) as ${part}`).join(', ')}${parts.length > 0 ? ',' : ''}
			${totals.map((column, index) => `${value(column)} as total_${index}`).join(', ')}
		from ${lines.from} where ${conditions.join(' and ')} group by 1 having sum(${lines.net}) is not null`;
	const forms = subsets(parts);
	const sum = (form: readonly Part[]): string =>
		['lines', ...form.map((part) => (part === 'discount' ? '- abs(discount)' : `+ ${part}`))].join(' ');
	const holds = (index: number, form: readonly Part[]): string =>
		`abs(total_${index} - (${sum(form)})) <= 0.02 + 0.0006 * abs(total_${index})`;
	const selected = totals.flatMap((_, index) => [
		`count(total_${index})`,
		...forms.flatMap((form) => [
			`count(*) filter (${holds(index, form)})`,
			`cast(cast(sum(${sum(form)}) filter (total_${index} is not null) as decimal(38, 2)) as varchar)`,
		]),
		`cast(cast(sum(total_${index}) as decimal(38, 2)) as varchar)`,
		...parts.flatMap((part) => [
			`avg(case when ${forms
				.filter((form) => !form.includes(part))
				.map((form) => holds(index, form))
				.join(' or ')} then 1.0 else 0.0 end) filter (${part} <> 0 and total_${index} is not null)`,
			`avg(case when ${forms
				.filter((form) => form.includes(part))
				.map((form) => holds(index, form))
				.join(' or ')} then 1.0 else 0.0 end) filter (${part} <> 0 and total_${index} is not null)`,
		]),
	]);
	const row = (
		await connection.runAndReadAll(`select ${selected.join(', ')} from (${summed})`)
	).getRowsJS()[0]!;
	const footings: Footing[] = [];
	let at = 0;
	for (const total of totals) {
		const orders = Number(row[at++]);
		let best: { form: Part[]; met: number; lines: string } | undefined;
		for (const form of forms) {
			const met = Number(row[at++]);
			const sums = String(row[at++]);
			if (!best || met > best.met + orders * 0.002) best = { form, met, lines: sums };
		}
		const totalSum = String(row[at++]);
		const without: Footing['without'] = {};
		const withPart: Footing['with'] = {};
		for (const part of parts) {
			without[part] = Number(row[at++] ?? NaN);
			withPart[part] = Number(row[at++] ?? NaN);
		}
		if (orders < FEWEST_ORDERS) continue;
		footings.push({
			total,
			parts: best!.form,
			share: best!.met / orders,
			orders,
			differing: orders - best!.met,
			lines: best!.lines,
			totals: totalSum,
			without,
			with: withPart,
		});
	}
	return footings.toSorted((a, b) => b.share - a.share || a.parts.length - b.parts.length);
}

/** Whether a footing is good enough to tell something. */
export function foots({ share }: Pick<Footing, 'share'>): boolean {
	return share >= LEAST_SHARE;
}

/** What the totals tell of a part of the order: that it is in the lines already, that it comes on top of (or off) them, or nothing. */
export function placeOfPart(footings: readonly Footing[], part: Part): 'inside' | 'beside' | undefined {
	const telling = footings.filter((footing) => foots(footing));
	const beside = telling.some(
		(footing) => (footing.with[part] ?? 0) >= LEAST_SHARE && footing.parts.includes(part),
	);
	if (beside) return 'beside';
	const inside = telling.some(
		(footing) => (footing.without[part] ?? 0) >= LEAST_SHARE && !isSubtotal(footing.total),
	);
	return inside ? 'inside' : undefined;
}

/** Whether a total is by its name one before tax, freight or the like. */
export function isSubtotal({ tokens }: ColumnProfile): boolean {
	return tokens.some(
		({ word, meanings }) =>
			/^(sub|subtotal|zwischensumme|soustotal|subtotale)$/.test(word) || meanings.includes('net'),
	);
}

function subsets(parts: readonly Part[]): Part[][] {
	return parts
		.reduce<Part[][]>((sofar, part) => [...sofar, ...sofar.map((form) => [...form, part])], [[]])
		.toSorted((a, b) => a.length - b.length);
}

/** Orders of a table of orders that have no line: how many, and their total as exact text. */
export async function ordersWithoutLines(
	connection: DuckDBConnection,
	header: { table: TableProfile; keys: readonly ColumnProfile[]; total: ColumnProfile | undefined },
	lines: { table: TableProfile; keys: readonly ColumnProfile[] },
): Promise<{ orders: number; amount: string | null; all: number }> {
	const sample = (key: string): string => wholeOrders(key, Math.max(lines.table.rows, header.table.rows));
	const whole = (keys: readonly ColumnProfile[]): string =>
		keys.map((key) => keySql(key)).join(` || ' / ' || `);
	const key = whole(header.keys);
	const lineKey = whole(lines.keys);
	const amount = header.total ? `cast(sum(${numberSql(header.total)}) as decimal(38, 2))` : 'null';
	const row = (
		await connection.runAndReadAll(
			`select count(*), cast(${amount} as varchar), (select count(*) from ${identifier(header.table.name)} where ${sample(key)})
			from ${identifier(header.table.name)} as header
			where (${key}) is not null and ${sample(key)} and (${key}) not in (
				select ${lineKey} from ${identifier(lines.table.name)} where (${lineKey}) is not null and ${sample(lineKey)}
			)`,
		)
	).getRowsJS()[0]!;
	return {
		orders: Number(row[0]),
		amount: row[1] === null ? null : String(row[1]),
		all: Number(row[2]),
	};
}
