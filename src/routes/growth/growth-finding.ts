import type { Phrase } from '$lib/components/phrase.ts';
import { strongestMonth } from '$lib/charts/revenue-months.ts';
import type { GrowthBridgeRow, RevenueMonthsRow, SummaryRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

/** The sentence that opens the page: whether revenue grew, and which accounts made the difference. */
export function growthFinding(
	{
		summary,
		hasAmount,
		isCompared,
	}: {
		summary: SummaryRow | null;
		/** Whether any line of the data has an amount. */
		hasAmount: boolean;
		/** Whether there is an earlier period. */
		isCompared: boolean;
	},
	bridge: readonly GrowthBridgeRow[],
	months: readonly RevenueMonthsRow[],
	noun: { one: string; many: string },
	format: Format,
): Phrase[] {
	if (!hasAmount) return [{ text: 'The data holds no amounts, so growth is not known.' }];
	if (summary === null || summary.revenue === null || (summary.accounts === 0 && !summary.prior_revenue))
		return [{ text: 'Nothing was sold in this period.' }];
	const growth = format.change(summary.growth_rate, 'share');
	if (summary.growth_rate === null) {
		const strongest = months.filter((row) => row.is_complete).length > 1 ? strongestMonth(months) : null;
		const why = isCompared
			? 'the earlier period brought nothing to compare it with'
			: 'there is no earlier period to compare it with';
		return [
			{ text: `Revenue is ${format.compactMoney(summary.revenue)}`, isStrong: true },
			{
				text: strongest
					? `, ${format.fullMonth(strongest.month_on)} the strongest month with ${format.compactMoney(strongest.revenue)}; ${why}.`
					: `; ${why}.`,
			},
		];
	}
	const verb = { up: 'grew by', down: 'fell by', flat: 'did not change', new: '', unknown: '' }[
		growth.direction
	];
	const opening = growth.direction === 'flat' ? `Revenue ${verb}` : `Revenue ${verb} ${growth.text}`;

	const step = (name: string) => bridge.find((row) => row.step === name);
	const [fresh, lost, grown, shrunk] = [step('new'), step('lost'), step('expansion'), step('contraction')];
	if (!fresh?.amount && !lost?.amount && !grown?.amount && !shrunk?.amount)
		return [{ text: opening, isStrong: true }, { text: '.' }];

	const kept = (grown?.amount ?? 0) + (shrunk?.amount ?? 0);
	const stayed = `those that stayed brought ${format.compactMoney(Math.abs(kept))} ${kept < 0 ? 'less' : 'more'}`;
	const count = (row: GrowthBridgeRow | undefined, word: string) => {
		const many = row?.accounts ?? 0;
		return `${format.count(many)} ${word} ${plural(many, noun.one, noun.many)}`;
	};
	return [
		{ text: opening, isStrong: true },
		{
			text: `: ${stayed}, ${count(fresh, 'new')} ${format.compactMoney(fresh?.amount ?? 0)}, and ${count(lost, 'lost')} took ${format.compactMoney(Math.abs(lost?.amount ?? 0))} away.`,
		},
	];
}
