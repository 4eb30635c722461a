import type { TierSharesRow } from '../contract/rows.ts';
import { plural, type Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { CATEGORY_AXIS, INK, PLAIN } from './ink.ts';

const COLOURS: Readonly<Record<string, string>> = {
	key: INK.key,
	develop: INK.growth,
	growth: INK.growth,
	standard: INK.standard,
	emerging: INK.emerging,
};
/** What is written on a bar of each tier: dark on the pale ones. */
const ON_BAR: Readonly<Record<string, string>> = {
	key: INK.paper,
	develop: INK.onGrowth,
	growth: INK.onGrowth,
};
/** The narrowest part on which its share can be written. */
const WRITTEN_FROM = 0.055;

/** What of each thing belongs to which tier: the accounts, the revenue, the margin, the effort. */
export function drawTierShares(
	rows: readonly TierSharesRow[],
	format: Format,
	noun: { one: string; many: string },
): Drawing {
	const bars = [
		{ name: capital(noun.many), of: (row: TierSharesRow) => row.account_share },
		{ name: 'Revenue', of: (row: TierSharesRow) => row.revenue_share },
		{ name: 'Margin', of: (row: TierSharesRow) => row.margin_share_of_all },
		{ name: 'Effort', of: (row: TierSharesRow) => row.cost_to_serve_share },
	].filter(({ of }) => rows.some((row) => of(row) !== null));
	const key = rows.find((row) => row.tier === 'key');
	const tierOf = (row: TierSharesRow) => capital(row.tier ?? 'no tier');
	// A tier is pointed at where its part of the revenue is.
	const before = rows.map((_, i) =>
		rows.slice(0, i).reduce((sum, row) => sum + Math.max(row.revenue_share ?? 0, 0), 0),
	);
	const middles = rows.map((row, i) => before[i]! + Math.max(row.revenue_share ?? 0, 0) / 2);

	return {
		option: {
			...PLAIN,
			grid: { left: 74, right: 8, top: 2, bottom: 2 },
			xAxis: { type: 'value', min: 0, max: 1, show: false },
			yAxis: {
				...CATEGORY_AXIS,
				inverse: true,
				axisLine: { show: false },
				data: bars.map(({ name }) => name),
				axisLabel: { ...CATEGORY_AXIS.axisLabel, align: 'left', margin: 70, color: INK.text, fontSize: 13 },
			},
			series: rows.map((row) => ({
				type: 'bar',
				stack: 'share',
				barWidth: '62%',
				silent: true,
				itemStyle: { color: COLOURS[row.tier ?? ''] ?? INK.rule, borderColor: INK.paper, borderWidth: 1 },
				data: bars.map(({ of }) => {
					const share = Math.max(of(row) ?? 0, 0);
					return {
						value: share,
						label: {
							show: share >= WRITTEN_FROM,
							position: 'inside',
							formatter: format.wholeShare(share),
							color: ON_BAR[row.tier ?? ''] ?? INK.text,
							fontSize: 12,
						},
					};
				}),
			})),
		},
		summary: key ? summaryOf(key, format, noun) : `No ${noun.one} is a key account.`,
		points: rows.map((row, i) => ({
			x: middles[i]!,
			title: tierOf(row),
			lines: bars.map(({ name, of }) => `${format.share(of(row))} of ${name.toLowerCase()}`),
		})),
		table: {
			head: ['Tier', ...bars.map(({ name }) => `Share of ${name.toLowerCase()}`)],
			rows: rows.map((row) => [tierOf(row), ...bars.map(({ of }) => format.share(of(row)))]),
		},
	};
}

function summaryOf(key: TierSharesRow, format: Format, noun: { one: string; many: string }): string {
	const margin =
		key.margin_share_of_all === null ? '' : ` and ${format.share(key.margin_share_of_all)} of margin`;
	const effort =
		key.cost_to_serve_share === null
			? ''
			: `, and take ${format.share(key.cost_to_serve_share)} of the effort`;
	return `${format.count(key.accounts)} key ${plural(key.accounts, noun.one, noun.many)}, ${format.share(key.account_share)} of all, bring ${format.share(key.revenue_share)} of revenue${margin}${effort}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
