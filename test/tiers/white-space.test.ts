import { afterAll, beforeAll, expect, it } from 'vitest';
import { given, orderLines, type Built } from '../support/given.ts';

/** Peers of one size, by their share of Y: .1, .2, 0, .15 and .05; of X the rest. */
const PEERS = [0.1, 0.2, 0, 0.15, 0.05];
const lines = (account: string, amounts: Record<string, number>) =>
	Object.entries(amounts).map(([category, amount]): [string, string, number, { category: string }] => [
		account,
		'2025-03-31',
		amount,
		{ category },
	]);

let built: Built;
beforeAll(async () => {
	built = await given({
		rows: {
			order_lines: orderLines([
				...lines('U', { C: 800, X: 200 }),
				...PEERS.flatMap((share, i) =>
					lines(`P${i}`, { X: 1000 * (1 - share), ...(share > 0 ? { Y: 1000 * share } : {}) }),
				),
			]).map((line, i) => ({ ...line, line_no: String(i) })),
		},
		today: '2025-04-02',
	});
});
afterAll(() => built.close());

it('an account without Y, whose five peers spend .1, .2, 0, .15 and .05 on it, has a gap of 100, and of 150 at a stretch', async () => {
	const { rows } = await built.ask('white_space', { level: 'account' });
	const row = rows.find(({ account_id, category }) => account_id === 'U' && category === 'Y')!;
	// .8 × .125 × 1,000, and .15 × 1,000
	expect(row).toMatchObject({ peers: 5, peer_group: 'all', revenue: 0, is_lost: false });
	expect(row.peer_penetration).toBeCloseTo(0.8, 12);
	expect(row.median_share).toBeCloseTo(0.125, 12);
	expect(row.q75_share).toBeCloseTo(0.15, 12);
	expect([row.gap_conservative, row.gap_stretch]).toEqual([100, 150]);
});

it('a category over half of its purchases, and one that it buys as its peers do, leave no gap', async () => {
	const { rows } = await built.ask('white_space', { level: 'account' });
	expect(rows.some(({ account_id, category }) => account_id === 'U' && category === 'C')).toBe(false);
	expect(rows.some(({ account_id, category }) => account_id === 'P3' && category === 'Y')).toBe(false);
});
