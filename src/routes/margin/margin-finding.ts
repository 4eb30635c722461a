import type { Phrase } from '$lib/components/phrase.ts';
import type { MarginBridgeRow, SummaryRow } from '$lib/contract/rows.ts';
import type { Format } from '$lib/format.ts';
import { largestSteps, MARGIN_STEPS } from './margin-steps.ts';

/** The sentence that opens the page: how much is earned, whether that moved, and what moved it most. */
export function marginFinding(
	summary: SummaryRow | null,
	bridge: readonly MarginBridgeRow[],
	/** Whether any line of the data has a cost. */
	hasCost: boolean,
	format: Format,
): Phrase[] {
	if (!hasCost) return [{ text: 'Margin is not known: no line of the data has a cost.' }];
	if (summary?.margin_share === null || summary?.margin_share === undefined) {
		if (!summary || summary.accounts === 0) return [{ text: 'Nothing was sold in this period.' }];
		return [
			{
				text:
					summary.margin === null
						? 'Margin is not known: no line of this period has a cost.'
						: 'What was sold at a known cost was credited again in this period.',
			},
		];
	}
	const start = bridge.find((row) => row.step === 'start')?.amount ?? null;
	const end = bridge.find((row) => row.step === 'end')?.amount ?? summary.margin;
	const opening = { text: `${format.share(summary.margin_share)} of revenue is earned`, isStrong: true };
	if (start === null || end === null) return [opening, { text: `, ${format.compactMoney(end)} in all.` }];

	const moved = end - start;
	const [first, second] = largestSteps(bridge);
	const name = (step: string) => (MARGIN_STEPS[step]?.label ?? step).toLowerCase();
	const against = second && first && Math.sign(first.amount) !== Math.sign(second.amount);
	const why = first
		? `; ${name(first.step)} moved it most (${format.signedMoney(first.amount)})` +
			(against && second ? `, ${name(second.step)} against it (${format.signedMoney(second.amount)})` : '')
		: '';
	const direction = moved < 0 ? 'less' : 'more';
	return [opening, { text: `, ${format.compactMoney(Math.abs(moved))} ${direction} than before${why}.` }];
}
