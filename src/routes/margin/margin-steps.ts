import type { BridgeStep } from '$lib/charts/bridge.ts';
import type { AnswerMeta } from '$lib/client/api.ts';
import { shortPeriodOf } from '$lib/components/period.ts';
import type { MarginBridgeRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

/** A step's name and, in a few words, what it means. */
export const MARGIN_STEPS: Readonly<Record<string, { label: string; says: string }>> = {
	start: { label: 'Before', says: 'margin of the earlier period' },
	price: { label: 'Price', says: 'what the same units brought at other prices' },
	cost: { label: 'Cost', says: 'what the same units cost more or less' },
	volume: { label: 'Volume', says: 'more or less sold, at the margin of before' },
	mix: { label: 'Mix', says: 'more or less of what earns well' },
	new_products: { label: 'New products', says: 'sold only now' },
	lost_products: { label: 'Lost products', says: 'sold only before' },
	returns: { label: 'Returns', says: 'where returns outweigh sales' },
	uncosted: { label: 'Uncosted', says: 'another part of what was sold has a cost' },
	fx: { label: 'FX', says: 'owed to exchange rates' },
	end: { label: 'Now', says: 'margin of this period' },
};

/** Steps that are left out where they are zero: most companies have none. */
const SILENT_AT_ZERO = new Set(['new_products', 'lost_products', 'returns', 'uncosted', 'fx']);

/** The rows of one margin bridge as steps to draw; none where an amount between the ends is not known. */
export function marginSteps(
	rows: readonly MarginBridgeRow[],
	meta: AnswerMeta,
	format: Format,
): BridgeStep[] {
	const steps: BridgeStep[] = [];
	for (const row of rows) {
		if (row.amount === null && row.step !== 'price') return [];
		const amount = row.amount ?? 0;
		if (SILENT_AT_ZERO.has(row.step) && amount === 0) continue;
		const isTotal = row.step === 'start' || row.step === 'end';
		const words = MARGIN_STEPS[row.step];
		const period =
			row.step === 'end'
				? shortPeriodOf(meta.from, meta.last_on, format)
				: row.step === 'start' && meta.prior_from && meta.prior_last_on
					? shortPeriodOf(meta.prior_from, meta.prior_last_on, format)
					: undefined;
		steps.push({
			step: row.step,
			label: period ?? (words?.label ?? row.step).replace(' ', '\n'),
			shortLabel: (words?.label ?? row.step).replace(' ', '\n'),
			amount,
			isTotal,
			lines: [
				words?.says ?? '',
				`${format.count(row.products)} ${plural(row.products, 'product', 'products')}`,
			].filter(Boolean),
		});
	}
	return steps;
}

/** The steps between the ends that moved most, largest first, as names and amounts. */
export function largestSteps(rows: readonly MarginBridgeRow[]): { step: string; amount: number }[] {
	return rows
		.filter((row) => row.step !== 'start' && row.step !== 'end' && row.amount !== null && row.amount !== 0)
		.map((row) => ({ step: row.step, amount: row.amount ?? 0 }))
		.sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
}
