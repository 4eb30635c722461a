import type { AmountPlan } from '../recognise/amounts.ts';
import { documentSql } from '../recognise/base.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import {
	foots,
	footOrders,
	orderFigures,
	ordersWithoutLines,
	placeOfPart,
	wholeOrders,
	type Footing,
	type OrderFigures,
	type Part,
	type SummedLines,
} from '../recognise/control-totals.ts';
import type { DraftedAmount } from '../recognise/drafted-amount.ts';
import { isGood, linkBy } from '../recognise/link.ts';
import { found, firstFound, type TableProfile } from '../recognise/table-profile.ts';
import { identifier, numberSql, qualified, type Naming } from '../recognise/value-sql.ts';
import { numbersOf, tablesOf, type DraftContext } from './draft-context.ts';
import { joinSql } from './join-sql.ts';
import { keptTotalSql, type TotalsPlace } from './kept-totals.ts';
import { shownAmount } from './worth-of-choices.ts';

/** What came of footing the lines against the totals of their orders. */
export interface ControlTotals {
	/** Sentences on what does not come out even, each with its worth; they come first under "To check". */
	differences: string[];
	/** Sentences on what was settled by it. */
	settled: string[];
	/** A select for each second figure that builds are to hold the lines against. */
	kept: string[];
	/** The tables that these read, and the figures in them. */
	tables: TableProfile[];
	columns: ColumnProfile[];
}

/**
 * Foots the drafted lines against each second figure that the source holds for whole orders, and changes the plan where another
 * reading of the amount is the one that comes out even: a tax that is inside the prices, a discount that is taken off the order.
 */
export async function settleControlTotals(
	context: DraftContext,
	plan: AmountPlan,
	{ joins, naming, where }: { joins: readonly string[]; naming: Naming; where?: string | undefined },
): Promise<ControlTotals> {
	const { connection, base } = context;
	const { lines, header, document } = base;
	const told: ControlTotals = { differences: [], settled: [], kept: [], tables: [], columns: [] };
	const net = plan.amounts.find(({ column }) => column === 'net_amount');
	if (!document || document.table !== lines.name || base.isCarriedDown) return told;
	const isOneLineEach = lines.unique.has(document.name);
	if (net && (!isOneLineEach || header) && !net.sql.includes(' over ')) {
		const own = orderFigures(lines, (column) => plan.ofOrders.has(column));
		const above = header && orderFigures(header.table);
		const figures: OrderFigures = {
			totals: [...own.totals, ...(above?.totals ?? [])],
			tax: own.tax ?? above?.tax,
			freight: own.freight ?? above?.freight,
			discount: notUsed(own.discount ?? above?.discount, net),
		};
		const rate = found(lines, 'tax_rate');
		const ownTax = found(lines, 'tax_amount');
		if (!figures.tax && ownTax?.number && !net.from.includes(ownTax))
			figures.lineTax = numberSql(ownTax, naming);
		else if (!figures.tax && rate?.number && !net.from.includes(rate)) {
			const share = numberSql(rate, naming);
			figures.lineTax = `(${net.sql}) * case when ${share} > 1 then ${share} * 0.01 else ${share} end`;
		}
		const summed = (sql: string): SummedLines => ({
			from: [identifier(lines.name), ...joins].join(' '),
			key: `nullif(trim(${documentSql(base, naming)}), '')`,
			net: sql,
			where,
			rows: lines.rows,
			naming,
		});
		let footings = await footOrders(connection, summed(net.sql), figures);
		let settledNet = net;
		if (footings.length > 0 && !footings.some((footing) => foots(footing))) {
			const other = await footingAlternative(context, plan, summed, figures);
			if (other) {
				[settledNet, footings] = [other.net, other.footings];
				replaceNet(plan, net, settledNet);
				told.settled.push(
					`net_amount is read from ${settledNet.from.map(({ name }) => name).join(' and ')}, because it adds up to ${other.footings[0]!.total.name}; ${net.from.map(({ name }) => name).join(' and ')} does not.`,
				);
			}
		}
		const firstLine = partsOnFirstLine(context, plan, naming);
		const shifts: Partial<Record<Part, number>> = {};
		const tax = figures.tax;
		if (tax && (await isTaxInside(context, footings, summed(settledNet.sql), tax))) {
			const taken: DraftedAmount = {
				...settledNet,
				sql: `${settledNet.sql} - ${firstLine(tax)}`,
				from: settledNet.from,
				note: `${tax.name} of each order is inside its prices; it is taken off on the order's first line`,
			};
			replaceNet(plan, settledNet, taken, false);
			plan.keptOut = plan.keptOut.filter(({ column }) => column !== tax);
			plan.taken.push(tax);
			told.settled.push(
				`${tax.name} is inside the prices, as the orders' totals tell; net_amount is without it.`,
			);
			settledNet = taken;
			shifts.tax = 1;
		}
		const { discount } = figures;
		if (discount && placeOfPart(footings, 'discount') === 'beside') {
			const taken: DraftedAmount = {
				...settledNet,
				sql: `${settledNet.sql} - abs(${firstLine(discount)})`,
				note: `${discount.name} is taken off the whole order, on its first line`,
			};
			replaceNet(plan, settledNet, taken, false);
			shifts.discount = -1;
			plan.keptOut = plan.keptOut.filter(({ column }) => column !== discount);
			plan.taken.push(discount);
			told.settled.push(
				`${discount.name} is taken off whole orders, as their totals tell; net_amount is after it.`,
			);
		}
		told.differences.push(...differenceOf(lines, footings, context));
		const place = { from: [identifier(lines.name), ...joins].join(' '), where, naming, header };
		keep(told, context, footings, figures, place, shifts);
		if (!header) await footElsewhere(told, context, settledNet, { joins, where }, shifts.tax !== undefined);
	}
	told.differences.push(...(await ordersLackingLines(context, net !== undefined)));
	return told;
}

/** The footings that hold are kept for builds; where none does, the one that comes nearest. */
function keep(
	told: ControlTotals,
	context: DraftContext,
	footings: readonly Footing[],
	figures: OrderFigures,
	place: TotalsPlace,
	shifts: Partial<Record<Part, number>>,
): void {
	const holding = footings.filter((footing) => foots(footing));
	for (const footing of holding.length > 0 ? holding : footings.slice(0, 1)) {
		told.kept.push(keptTotalSql(context, footing, figures, place, shifts));
		told.columns.push(footing.total);
		told.tables.push(context.base.lines, ...(place.header ? [place.header.table] : []));
	}
}

/** Foots lines that are complete by themselves against the totals of a table of orders or invoices that they name. */
async function footElsewhere(
	told: ControlTotals,
	context: DraftContext,
	net: DraftedAmount,
	{ joins, where }: { joins: readonly string[]; where?: string | undefined },
	isTaxTaken: boolean,
): Promise<void> {
	const { connection, base } = context;
	const { lines, document } = base;
	if (base.documentAlso !== undefined) return;
	for (const table of tablesOf(context, 'headers')) {
		if (table === lines) continue;
		const concept = found(table, 'order_id') ? 'order_id' : 'invoice_id';
		const link = await linkBy(connection, lines, table, concept, found(lines, concept));
		if (!isGood(link) || link.from !== document || link.also) continue;
		const name = identifier(lines.name);
		const above = joinSql(table, link);
		const conditions = where === undefined ? '' : ` where ${where}`;
		const read = (columns: string): string =>
			`(select ${name}.*${columns} from ${[name, ...joins].join(' ')}${conditions}) as ${name} ${above}`;
		const own = found(lines, 'tax_amount');
		const ownTax = own?.number && !net.from.includes(own) && !isTaxTaken ? own : undefined;
		const figures: OrderFigures = {
			...orderFigures(table),
			...(ownTax ? { lineTax: numberSql(ownTax, qualified) } : {}),
		};
		const footings = await footOrders(
			connection,
			{
				from: read(`, ${net.sql} as vital_few_net`),
				key: `nullif(trim(${documentSql(base, qualified)}), '')`,
				net: `${name}.vital_few_net`,
				rows: lines.rows,
				naming: qualified,
			},
			figures,
		);
		told.differences.push(...differenceOf(lines, footings, context));
		const from = where === undefined ? `${name} ${above}` : read('');
		const place = { from, where: undefined, naming: qualified, header: { table, link } };
		keep(told, context, footings, figures, place, {});
	}
}

function notUsed(column: ColumnProfile | undefined, net: DraftedAmount): ColumnProfile | undefined {
	return column && !net.from.includes(column) && !net.sql.includes(identifier(column.name))
		? column
		: undefined;
}

async function footingAlternative(
	{ connection }: DraftContext,
	plan: AmountPlan,
	summed: (sql: string) => SummedLines,
	figures: OrderFigures,
): Promise<{ net: DraftedAmount; footings: Footing[] } | undefined> {
	for (const net of plan.alternatives) {
		if (net.sql.includes(' over ')) continue;
		const footings = await footOrders(connection, summed(net.sql), figures);
		if (footings[0] && foots(footings[0])) return { net, footings };
	}
	return undefined;
}

function replaceNet(plan: AmountPlan, old: DraftedAmount, net: DraftedAmount, keepOld = true): void {
	plan.amounts = plan.amounts.map((amount) => (amount === old ? { ...net, isGuess: keepOld } : amount));
	const at = plan.amounts.findIndex(({ column }) => column === 'net_amount');
	if (!keepOld) plan.amounts[at] = net;
	else plan.alternatives = [old, ...plan.alternatives.filter((each) => each !== net)];
}

/** A figure of the order on the order's first line, zero on the others. */
function partsOnFirstLine(
	{ base }: DraftContext,
	plan: AmountPlan,
	naming: Naming,
): (column: ColumnProfile) => string {
	return (column) => {
		const number = numberSql(column, naming);
		if (plan.ofOrders.get(column) === 'first_only') return `coalesce(${number}, 0)`;
		const line = naming === qualified ? `${identifier(base.lines.name)}.line_number` : 'line_number';
		return `case when row_number() over (partition by ${[base.document!, ...(base.documentAlso ?? [])].map(naming).join(', ')} order by ${line}) = 1 then coalesce(${number}, 0) else 0 end`;
	};
}

/** Whether the tax of whole orders is inside the prices of their lines: a total comes out even without it, and so does its rate. */
async function isTaxInside(
	{ connection }: DraftContext,
	footings: readonly Footing[],
	lines: SummedLines,
	tax: ColumnProfile,
): Promise<boolean> {
	if (placeOfPart(footings, 'tax') === 'beside') return false;
	if (!footings.some((footing) => foots(footing) && (footing.without.tax ?? 0) >= 0.9)) return false;
	const even = (rate: string): string =>
		`avg(case when abs(${rate} * 200 - round(${rate} * 200)) < 0.06 then 1.0 else 0.0 end)`;
	const [outside = 0, inside = 0] = await numbersOf(
		connection,
		`select ${even('tax / lines')}, ${even('tax / (lines - tax)')} from (
			select sum(cast(${lines.net} as double)) as lines, max(cast(${numberSql(tax, lines.naming)} as double)) as tax
			from ${lines.from} where (${lines.key}) is not null and ${wholeOrders(lines.key, lines.rows)} group by ${lines.key}
		) where abs(lines) >= 20 and tax > 0.5 and lines <> tax`,
	);
	if (inside >= 0.7 && inside - outside >= 0.2) return true;
	if (outside >= 0.7 && outside - inside >= 0.2) return false;
	return placeOfPart(footings, 'tax') === 'inside' && footings.some(({ parts }) => parts.includes('freight'));
}

function differenceOf(lines: TableProfile, footings: readonly Footing[], { base }: DraftContext): string[] {
	const [best] = footings;
	if (!best || best.differing === 0) return [];
	const difference = subtract(best.lines, best.totals);
	if (foots(best) && best.differing < 1) return [];
	const sampled = wholeOrders('', lines.rows) === 'true' ? '' : ' of a sample';
	const whose = base.documentKind === 'invoice' ? 'invoices' : 'orders';
	const plus = best.parts.length === 0 ? '' : ` with ${best.parts.join(' and ')}`;
	if (foots(best)) {
		return [
			`${count(best.differing)} of ${count(best.orders)} ${whose}${sampled} miss their ${best.total.name}: their lines${plus} and totals differ by ${shownAmount(difference)} in all.`,
		];
	}
	return [
		`The lines of ${lines.name}${plus} come to ${shownAmount(best.lines)}, the ${best.total.table}.${best.total.name} of the same ${count(best.orders)} ${whose}${sampled} to ${shownAmount(best.totals)}: a difference of ${shownAmount(difference)}; ${count(best.differing)} ${whose} do not come out even. Only the lines are counted.`,
	];
}

/** The tables of orders whose orders have no line, with what they are worth. */
async function ordersLackingLines(context: DraftContext, hasAmount: boolean): Promise<string[]> {
	const { connection, base } = context;
	const { lines } = base;
	const sentences: string[] = [];
	for (const table of tablesOf(context, 'headers')) {
		if (table === lines) continue;
		const concept = found(table, 'order_id') ? 'order_id' : 'invoice_id';
		const link =
			table === base.header?.table
				? base.header.link
				: await linkBy(connection, lines, table, concept, found(lines, concept));
		if (!isGood(link)) continue;
		const total = firstFound(table, ['header_amount', 'net_amount', 'amount', 'gross_amount']);
		const { orders, amount, all } = await ordersWithoutLines(
			connection,
			{ table, keys: [link.to, ...(link.also ?? []).map((pair) => pair.to)], total },
			{ table: lines, keys: [link.from, ...(link.also ?? []).map((pair) => pair.from)] },
		);
		if (orders === 0) continue;
		const worth = amount === null ? '' : `, ${shownAmount(amount)} by their ${total!.name},`;
		sentences.push(
			`${count(orders)} of ${count(all)} ${concept === 'order_id' ? 'orders' : 'invoices'} of ${table.name}${worth} have no lines in ${lines.name}${hasAmount ? ' and bring no revenue' : ''}.`,
		);
	}
	return sentences;
}

function count(number: number): string {
	return number.toLocaleString('en-GB');
}

/** The difference of two exact amounts of two decimals, as exact text. */
function subtract(one: string, other: string): string {
	const cents = (text: string): bigint => {
		const [whole = '0', part = ''] = text.replace('-', '').split('.');
		const value = BigInt(whole + part.padEnd(2, '0').slice(0, 2));
		return text.startsWith('-') ? -value : value;
	};
	const difference = cents(one) - cents(other);
	const digits = String(difference < 0n ? -difference : difference).padStart(3, '0');
	return `${difference < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
