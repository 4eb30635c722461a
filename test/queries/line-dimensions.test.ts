import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerNames } from '../../src/lib/server/warehouse/ask/ask.ts';
import type { AnswerRows } from '../../src/lib/contract/rows.ts';
import { given, type Built, type GivenRow } from '../support/given.ts';

/**
 * Two years of lines of eight accounts. `mirror` holds what `category` holds; `channel` goes its own way; `Region` and `tier` have
 * names of ours; `note` differs in two lines that are alike in everything else.
 */
const LINES: GivenRow[] = Array.from({ length: 24 * 16 }, (_, i) => {
	const month = Math.floor(i / 16);
	const category = ['Tools', 'Parts', 'Paint'][(i * 7 + month) % 3]!;
	return {
		order_id: `O${Math.floor(i / 2)}`,
		account_id: `A${(i * 5 + month) % 8}`,
		ordered_on: `${2024 + Math.floor((month + 9) / 12)}-${String(((month + 9) % 12) + 1).padStart(2, '0')}-${String((i % 27) + 1).padStart(2, '0')}`,
		net_amount: ((i * 37) % 100) + 0.5,
		cost_amount: ((i * 37) % 100) * 0.5,
		quantity: (i % 5) + 1,
		list_amount: ((i * 37) % 100) + 5,
		product_id: `P${i % 6}`,
		category,
		mirror: category,
		channel: i % 11 === 0 ? '' : i % 4 === 0 ? 'Web' : 'Shop',
		Region: i % 2 === 0 ? 'North' : 'South',
	};
});
const twin: GivenRow = { ...LINES[0]!, order_id: 'twin', ordered_on: '2026-08-03' };

let built: Built;
beforeAll(async () => {
	built = await given({
		rows: {
			order_lines: [...LINES, { ...twin, channel: 'Web' }, { ...twin, channel: 'Shop' }],
			accounts: Array.from({ length: 8 }, (_, i) => ({
				account_id: `A${i}`,
				name: `Account ${i}`,
				segment: i % 2 === 0 ? 'Large' : 'Small',
				group_id: `G${i % 3}`,
			})),
		},
	});
}, 240_000);
afterAll(() => built?.close());

const WINDOW = { from: '2025-10-01', to: '2026-10-01' };
const FILTERS: readonly Record<string, string>[] = [{}, { segment: 'Large' }, WINDOW];
const BESIDE_SPLITS: readonly Record<string, string>[] = [
	{},
	WINDOW,
	{ channel: 'Web' },
	{ segment: 'Small', ...WINDOW },
];
type Name = keyof AnswerRows;
/** The rows of an answer, or the refusal, as text. */
const told = async (answer: Name, parameters: Record<string, string | readonly string[]>): Promise<unknown> =>
	built.ask(answer, parameters).then(
		({ rows, meta }) => ({
			// Doubles are added up in another order: their last digits are not the same.
			rows: JSON.parse(
				JSON.stringify(rows, (_, value: unknown) =>
					typeof value === 'number' ? Number(value.toPrecision(10)) : value,
				),
			) as unknown,
			reaches: meta.filters_not_applied.length === 0,
			nulls: meta.columns_not_filtered,
		}),
		(error: unknown) => ({ error: (error as Error).message.replaceAll('mirror', 'category') }),
	);
const ANSWERS = answerNames().filter((name) => !['dimension_values', 'meta'].includes(name)) as Name[];

describe('a dimension of the order line', () => {
	it.each(ANSWERS)('filters %s as the category does', async (answer) => {
		for (const level of ['account', 'group'])
			for (const more of FILTERS)
				expect(await told(answer, { level, ...more, mirror: ['Tools', 'Paint'] })).toEqual(
					await told(answer, { level, ...more, category: ['Tools', 'Paint'] }),
				);
	});

	it.each(['growth_bridge', 'margin_bridge', 'cohorts', 'cohort_curve'] as const)(
		'splits %s as the category does',
		async (answer) => {
			for (const level of ['account', 'group'])
				for (const more of BESIDE_SPLITS)
					expect(await told(answer, { level, ...more, by: 'mirror' })).toEqual(
						await told(answer, { level, ...more, by: 'category' }),
					);
		},
	);

	it('comes to what the lines say, alone and with a category', async () => {
		const sum = (of: (row: GivenRow) => boolean): number =>
			[...LINES, { ...twin, channel: 'Web' }, { ...twin, channel: 'Shop' }]
				.filter(
					(row) =>
						String(row['ordered_on']) >= WINDOW.from && String(row['ordered_on']) < WINDOW.to && of(row),
				)
				.reduce((total, row) => total + Number(row['net_amount']), 0);
		const revenue = async (parameters: Record<string, string>): Promise<number> =>
			(await built.ask('summary', { ...WINDOW, ...parameters })).rows[0]!.revenue!;
		expect(await revenue({ channel: 'Web' })).toBe(sum(({ channel }) => channel === 'Web'));
		expect(await revenue({ channel: 'Web', category: 'Tools' })).toBe(
			sum(({ channel, category }) => channel === 'Web' && category === 'Tools'),
		);
		expect(await revenue({ channel: 'Shop', line_region: 'North', segment: 'Large' })).toBe(
			sum(
				({ channel, Region, account_id }) =>
					channel === 'Shop' && Region === 'North' && Number(String(account_id).slice(1)) % 2 === 0,
			),
		);
		const { rows } = await built.ask('growth_bridge', { ...WINDOW, by: 'channel', compare: 'prior_year' });
		const ends = rows.filter(({ step }) => step === 'end').map((row) => [row.by_value, row.amount]);
		for (const value of ['Web', 'Shop', null])
			expect(ends).toContainEqual([value, sum(({ channel }) => (channel === '' ? null : channel) === value)]);
	});

	it('is offered with its values, told by the answer meta, and refused where its name is wrong', async () => {
		const { rows } = await built.ask('dimension_values', { dimension: 'channel', level: 'account' });
		expect(rows.map(({ value, accounts }) => [value, accounts])).toEqual([
			['Shop', 8],
			['Web', 8],
		]);
		const meta = (await built.ask('meta')).rows[0]!;
		expect(meta.line_dimensions).toEqual(['channel', 'line_region', 'mirror']);
		expect(meta.dimensions).toEqual(['segment']);
		await expect(built.ask('growth_bridge', { by: 'chanel' })).rejects.toThrow('Did you mean channel?');
		await expect(built.ask('summary', { chanel: 'Web' })).rejects.toThrow('Did you mean channel?');
	});

	it('tells lines apart: two that differ in it alone are no copies, and a name of ours is told', () => {
		expect(built.report.duplicates.rows).toBe(0);
		expect(built.report.renamed_line_dimensions).toEqual([{ given: 'Region', name: 'line_region' }]);
	});

	it('does not reach orders, and says so', async () => {
		const { meta, rows } = await built.ask('summary', { ...WINDOW, channel: 'Web' });
		expect(meta.columns_not_filtered).toContain('orders');
		expect(rows[0]!.orders).toBeNull();
		expect((await built.ask('cohorts', { channel: 'Web' })).meta.filters_not_applied).toEqual(['channel']);
	});
});
