import { expect, it } from 'vitest';
import { drawTierHistory } from '../../src/lib/charts/tier-history.ts';
import type { AccountTierHistoryRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');
const quarter = (tier_on: string, tier: string | null, score: number | null, more = {}) =>
	({
		...{ tier_on, tier, score, value_score: 80, potential_score: 60, key_entry: 82, develop_entry: 62 },
		...{ route: null, size_key_entry: null, size_develop_entry: null },
		...{
			move_data: null,
			move_judgement: null,
			move_weights: null,
			model_version: '2026',
			is_reconstructed: false,
		},
		...more,
	}) as AccountTierHistoryRow;
/** Newest first, as the record has them. */
const rows = [
	quarter('2026-10-31', 'key', 83, { move_data: 4, move_judgement: -1, move_weights: 0 }),
	quarter('2026-07-31', 'growth', 80, { is_reconstructed: true }),
	quarter('2026-04-30', null, null),
];

it('goes through the quarters in the order of time, each in the colour of its tier, with a gap where nothing was scored', () => {
	const { series } = drawTierHistory(rows, format).option as {
		series: { data: { value: number | null; itemStyle?: { color: string } }[] }[];
	};
	expect(series[2]!.data.map(({ value, itemStyle }) => [value, itemStyle!.color])).toEqual([
		[null, 'var(--rule)'],
		[80, 'var(--tier-growth)'],
		[83, 'var(--tier-key)'],
	]);
	expect(series[0]!.data.map(({ value }) => value)).toEqual([82, 82, 82]);
});

it('says what moved it, and which quarters were reviewed after their time', () => {
	const { points, summary, table } = drawTierHistory(rows, format);
	expect(points.at(-1)!.lines[2]).toBe('figures +4.0, judgement −1.0, model 0.0');
	expect(table.rows[1]!.at(-1)).toBe('2026 (reconstructed)');
	expect(summary).toBe('key at the end of Oct 2026 with a score of 83.0; 3 quarters.');
	expect(drawTierHistory([], format).summary).toBe('No quarter was reviewed yet.');
});
