import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WhiteSpaceRow } from '../../src/lib/contract/rows.ts';
import { fitSpace, spaceAmounts, spaceChances } from '../../src/lib/server/models/white-space.ts';
import { given, orderLines, type Built } from '../support/given.ts';
import { chances } from '../support/random-company.ts';
import { monthOf, roadLine, type RoadLine } from '../support/second-road/lines.ts';
import { columnsOf, spaceCellsOf, type RoadCell } from '../support/second-road/white-space.ts';

const LAST = monthOf('2025-12-31');
const CATEGORIES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Four years of 150 accounts: who orders more tries more categories, and each buys one of them only now and then. */
function company() {
	const chance = chances(8);
	const lines = Array.from({ length: 150 }, (_, i) => {
		const eagerness = chance() ** 2;
		const size = 50 + 900 * chance() ** 2;
		const known = [CATEGORIES[Math.floor(8 * chance() ** 2)]!];
		const rare = CATEGORIES[Math.floor(8 * chance())]!;
		return Array.from({ length: 48 }, (_, month) => {
			if (chance() > 0.3 + 0.6 * eagerness) return [];
			if (chance() < 0.2 * eagerness) known.push(CATEGORIES[Math.floor(8 * chance())]!);
			const day = `${2022 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-15`;
			const category = chance() < 0.06 ? rare : known[Math.floor(known.length * chance() ** 2)]!;
			const amount = (size * (0.5 + chance())).toFixed(2);
			return [[`A${String(i).padStart(3, '0')}`, day, amount, { category }] as const];
		}).flat();
	}).flat();
	return orderLines(lines);
}

const cellsAt = (lines: readonly RoadLine[], month: number, list: RoadCell['list']) =>
	spaceCellsOf(lines, 'account', month).filter((cell) => cell.list === list);

let built: Built;
let lines: RoadLine[];
beforeAll(async () => {
	const rows = company();
	lines = rows.map((row) => roadLine(row as never));
	built = await given({
		config: 'complete_through: 2025-12-31',
		rows: { order_lines: rows },
		today: '2026-01-02',
	});
});
afterAll(() => built.close());

describe('white space of a company in which who orders more tries more', () => {
	it('ranks and prices what was never bought as a model of the cells of a year ago does', async () => {
		const { rows } = await built.ask('white_space', {
			level: 'account',
			list: 'never_bought',
			limit: '500',
		});
		const model = fitSpace(columnsOf(cellsAt(lines, LAST - 12, 'never_bought'))).fit!;
		const now = cellsAt(lines, LAST, 'never_bought');
		const [chance, amount] = [spaceChances(model, columnsOf(now)), spaceAmounts(model, columnsOf(now))];
		const wanted = now.map((cell, i) => ({ ...cell, chance: chance[i]!, amount: amount[i]! }));
		const best = bestOfEach(wanted);
		expect(rows.length).toBe(best.length);
		expect(rows.length).toBeGreaterThan(100);
		for (const cell of best) {
			const row = rowOf(rows, cell);
			expect(row.chance!).toBeCloseTo(cell.chance, 9);
			expect(row.expected_amount!).toBeCloseTo(cell.amount, 3);
			expect(row.peers).toBe(cell.peers);
			expect(row.peer_share).toBe(cell.peers === 0 ? null : cell.peer_buyers / cell.peers);
			expect(row.last_bought_month).toBeNull();
		}
		const amounts = rows.map((row) => row.expected_amount!);
		expect(amounts).toEqual(amounts.toSorted((p, q) => q - p));
	});

	it('prints the check: what the rule of a year before promised, over what came', async () => {
		const { rows } = await built.ask('white_space', { level: 'account', list: 'never_bought' });
		const before = fitSpace(columnsOf(cellsAt(lines, LAST - 24, 'never_bought'))).fit!;
		const since = columnsOf(cellsAt(lines, LAST - 12, 'never_bought'));
		const promised = spaceAmounts(before, since).reduce((sum, amount) => sum + amount, 0);
		const came = since.came.reduce((sum, amount) => sum + amount, 0);
		expect(rows[0]!.check_ratio!).toBeCloseTo(promised / came, 9);
		const [claim] = (await built.ask('evidence', { level: 'account' })).rows.filter(
			(row) => row.claim === 'never_bought',
		);
		expect(claim).toMatchObject({ reason: null, rows: since.account.length, figure: rows[0]!.check_auc });
		expect(claim!.low!).toBeGreaterThan(0.55);
		expect(pairsInOrder(spaceChances(before, since), since.came)).toBeCloseTo(rows[0]!.check_auc!, 9);
	});

	it('gives one chance for all that was bought before, where the check failed: the share that came back', async () => {
		const { rows } = await built.ask('white_space', { level: 'account', list: 'win_back' });
		const [claim] = (await built.ask('evidence', { level: 'account' })).rows.filter(
			(row) => row.claim === 'win_back',
		);
		expect(claim!.verdict).toBe('do_not_use');
		const before = cellsAt(lines, LAST - 12, 'win_back');
		const back = before.filter(({ came }) => came > 0).length;
		expect(back).toBeGreaterThanOrEqual(20);
		for (const row of rows) {
			expect(row.chance!).toBeCloseTo(back / before.length, 12);
			expect(row.expected_amount).toBeNull();
			expect(row.last_bought_month! < '2025-01-01').toBe(true);
		}
		expect(rows.length).toBeGreaterThan(20);
	});

	it('counts checked money alone as the criterion of tiers: all that an account never bought', async () => {
		const model = fitSpace(columnsOf(cellsAt(lines, LAST - 12, 'never_bought'))).fit!;
		const now = cellsAt(lines, LAST, 'never_bought');
		const amounts = spaceAmounts(model, columnsOf(now));
		const { rows } = await built.ask('tiers', { level: 'account', limit: '500' });
		for (const row of rows.filter(({ revenue }) => revenue !== null && revenue > 0)) {
			const own = now.reduce(
				(sum, { account }, i) => sum + (account === row.account_id ? amounts[i]! : 0),
				0,
			);
			expect(row.white_space!, row.account_id).toBeCloseTo(own, 3);
		}
		const { rows: early } = await built.ask('tiers', {
			level: 'account',
			as_of: '2024-06-30',
			limit: '500',
		});
		expect(early.length).toBeGreaterThan(100);
		expect(
			early.every(({ white_space, white_space_score }) => white_space === null && white_space_score === null),
		).toBe(true);
	});

	it('tells no amount at a month end whose history is too short for a check', async () => {
		const { rows } = await built.ask('white_space', { level: 'account', as_of: '2024-06-30' });
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.every((row) => row.expected_amount === null && row.check_auc === null)).toBe(true);
	});
});

describe('white space of odd companies', () => {
	const askOdd = async (lines: Parameters<typeof orderLines>[0]) => {
		const odd = await given({
			config: 'complete_through: 2025-12-31',
			rows: { order_lines: orderLines(lines) },
			today: '2026-01-02',
		});
		const { rows } = await odd.ask('white_space', { level: 'account' });
		const claims = (await odd.ask('evidence', { level: 'account' })).rows.filter(({ claim }) =>
			['win_back', 'never_bought'].includes(claim),
		);
		odd.close();
		return { rows, claims };
	};

	it('is empty without categories, and says that there were none', async () => {
		const { rows, claims } = await askOdd([
			['A', '2021-01-01', 10],
			['A', '2025-06-01', 10],
		]);
		expect(rows).toEqual([]);
		expect(claims.map(({ verdict, reason }) => [verdict, reason])).toEqual([
			['do_not_use', 'there were no such categories'],
			['do_not_use', 'there were no such categories'],
		]);
	});

	it('is empty where all buy the one category, and where nobody has revenue left', async () => {
		const { rows } = await askOdd([
			['A', '2025-03-01', 10, { category: 'x' }],
			['B', '2025-04-01', 10, { category: 'x' }],
			// Credits outweigh what C bought: an account without revenue has no cells.
			['C', '2025-05-01', 10, { category: 'y' }],
			['C', '2025-06-01', -30, { category: 'y' }],
		]);
		expect(rows).toEqual([]);
	});

	it('tells neither chance nor amount where all values are equal and the history is short', async () => {
		const { rows, claims } = await askOdd(
			['A', 'B', 'C', 'D'].flatMap((account, i) => [
				[account, '2025-03-01', 10, { category: i < 2 ? 'x' : 'y' }] as const,
				[account, '2025-07-01', 10, { category: i < 2 ? 'x' : 'y' }] as const,
			]),
		);
		expect(
			rows.map(({ account_id, list, category, chance, expected_amount, peers, peer_share }) => ({
				account_id,
				list,
				category,
				chance,
				expected_amount,
				peers,
				peer_share,
			})),
		).toEqual(
			['A', 'B', 'C', 'D'].map((account_id, i) => ({
				account_id,
				list: 'never_bought',
				category: i < 2 ? 'y' : 'x',
				chance: null,
				expected_amount: null,
				peers: 3,
				peer_share: 2 / 3,
			})),
		);
		expect(claims.map(({ reason }) => reason)).toEqual([
			'a check needs 48 months of history; there are 5',
			'a check needs 36 months of history; there are 5',
		]);
	});
});

/** The three cells of each account that are expected to bring most; ties by peers, then by category. */
function bestOfEach<Cell extends RoadCell & { amount: number }>(cells: readonly Cell[]): Cell[] {
	const byAccount = new Map<string, Cell[]>();
	for (const cell of cells) byAccount.set(cell.account, [...(byAccount.get(cell.account) ?? []), cell]);
	return [...byAccount.values()].flatMap((own) => own.sort((p, q) => q.amount - p.amount).slice(0, 3));
}

function rowOf(rows: readonly WhiteSpaceRow[], cell: RoadCell): WhiteSpaceRow {
	const row = rows.find((each) => each.account_id === cell.account && each.category === cell.category);
	expect(row, `${cell.account}, ${cell.category}`).toBeDefined();
	return row!;
}

/** Of all pairs of a cell that was bought and one that was not, those whose chances are in that order; equal ones count half. */
function pairsInOrder(chance: Float64Array, came: Float64Array): number {
	let [right, pairs] = [0, 0];
	chance.forEach((bought, i) => {
		if (came[i]! <= 0) return;
		chance.forEach((other, j) => {
			if (came[j]! > 0) return;
			pairs++;
			right += bought > other ? 1 : bought === other ? 0.5 : 0;
		});
	});
	return right / pairs;
}
