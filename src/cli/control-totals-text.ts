import type { ControlTotal } from '../lib/server/sources/foot-orders.ts';
import { counted, roundMoney, shortened, whole } from './figures.ts';

/** What came of footing the lines against the totals of their orders: each difference as a sentence; nothing where all is even. */
export function controlTotalLines(totals: readonly ControlTotal[]): string[] {
	const sentences = totals.flatMap((total) => [...missedLines(total), ...lackingLines(total)]);
	return sentences.length === 0 ? [] : [...sentences, ''];
}

/** One line for each figure that the lines of all its orders come to. */
export function footedLines(totals: readonly ControlTotal[]): string[] {
	return totals
		.filter(({ orders, differing }) => orders > 0 && differing === 0)
		.map(
			({ control_total, orders, currency }) =>
				`Lines = ${shortened(control_total)}, for ${orders === 1 ? 'its order' : `each of ${whole(orders)} orders`}${currency === null ? '' : ` in ${currency}`} ✓`,
		);
}

function missedLines(total: ControlTotal): string[] {
	const { orders, differing, lines_amount, total_amount, missing_amount, examples } = total;
	if (differing === 0) return [];
	const set = total.differing_with_rejected;
	const aside = set === 0 ? '' : ` (${whole(set)} of them with lines that are set aside)`;
	return [
		`The lines of ${counted(orders, 'order')} come to ${amount(lines_amount, total)}, their ${shortened(total.control_total)} to ${amount(total_amount, total)}: a difference of ${amount(negated(missing_amount), total)}. ${whole(differing)} ${differing === 1 ? 'order does' : 'orders do'} not come out even${aside}: ${named(examples, differing, true)}. Only the lines count.`,
	];
}

function lackingLines(total: ControlTotal): string[] {
	const { orders, without_lines, without_lines_amount, without_lines_examples } = total;
	if (without_lines === 0) return [];
	const worth =
		total.currency === null
			? ''
			: `, ${amount(without_lines_amount, total)} by ${shortened(total.control_total)},`;
	return [
		`${whole(without_lines)} of ${counted(orders + without_lines, 'order')}${worth} ${without_lines === 1 ? 'has' : 'have'} no order line that is used and ${without_lines === 1 ? 'brings' : 'bring'} no revenue: ${named(without_lines_examples, without_lines, false)}.`,
	];
}

function amount(text: string, { currency }: Pick<ControlTotal, 'currency'>): string {
	return `${roundMoney(text)}${currency === null ? '' : ` ${currency}`}`;
}

function negated(text: string): string {
	return text.startsWith('-') ? text.slice(1) : Number(text) === 0 ? text : `-${text}`;
}

function named(examples: ControlTotal['examples'], all: number, isDifference: boolean): string {
	const shown = examples.map(
		({ order_id, amount: worth }) =>
			`${shortened(order_id, 30)} (${roundMoney(isDifference ? negated(worth) : worth)})`,
	);
	return `${shown.join(', ')}${all > shown.length ? ', …' : ''}`;
}
