import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import type { QueryFile } from '../../src/lib/server/warehouse/query-file.ts';
import { EDGES_SEGMENTS, edgesCompany } from '../support/edges-company.ts';
import { given, type Built } from '../support/given.ts';
import { randomCompany } from '../support/random-company.ts';
import { exact, monthOf } from '../support/second-road/lines.ts';
import { CHECKED, expectAnswer } from './answer-checks.ts';
import { bareCompany, expectBareAnswer } from './bare-company.ts';
import type { CheckedCompany } from './checked-company.ts';
import { drawMutants, type Mutant } from './mutants.ts';
import { SURVIVORS } from './survivors.ts';

/** How many mutants are tried: `npm run mutate` asks for 200. The suite tries none, it holds the answers themselves. */
const COUNT = Number(process.env['MUTANTS'] ?? 0);
const SEED = 20260131;
/** What an order costs to serve in the company with rates. */
const ORDER_COST = 60;
/** And what serving all of them costs in a year. */
const POOL = 5000;

const answers = catalog().answers as Map<string, QueryFile>;
let companies: CheckedCompany[];
let bare: Built;
beforeAll(async () => {
	const edges = edgesCompany();
	const random = randomCompany(5, {
		accounts: 48,
		lines: 700,
		foreign: { currency: 'GBP', from: '2025-03-01', rate_before: 1.25, rate: 2 },
		// Half of one is left of an order, and half of one is missing.
		more: [
			['b0', '2025-08-04', 2 * ORDER_COST, { order_id: 'b0', cost_amount: ORDER_COST - 0.5 }],
			['b1', '2025-08-05', 2 * ORDER_COST, { order_id: 'b1', cost_amount: ORDER_COST + 0.5 }],
		],
		config: `cost_to_serve: { pool: ${POOL}, rates: { orders: ${ORDER_COST} } }`,
	});
	const from = monthOf('2025-03-01');
	bare = await bareCompany();
	companies = [
		{
			built: await given(edges.given),
			lines: edges.lines,
			segments: new Map(Object.entries(EDGES_SEGMENTS)),
			asked_segments: [...new Set(Object.values(EDGES_SEGMENTS))],
			order_cost: null,
			pool: null,
			judgements: new Map(),
			holders: new Map(),
		},
		{
			built: await given(random.given),
			lines: random.lines,
			segments: random.segments,
			asked_segments: ['one', 'two'],
			order_cost: exact(ORDER_COST),
			pool: POOL,
			rateIn: (month) => (month < from ? 1.25 : 2),
			judgements: new Map(),
			holders: new Map(),
		},
	];
});
afterAll(() => [...companies.map(({ built }) => built), bare].forEach((built) => built.close()));

/** Holds an answer to its second road in every company, with a statement in place of its own. */
async function judge(name: string, sql?: string): Promise<unknown> {
	const own = answers.get(name)!;
	// Stored rows were made by the statement as it is: the one that is tried is run.
	answers.set(name, { ...own, is_stored: false, sql: sql ?? own.sql });
	try {
		for (const company of companies) await expectAnswer(name, company, COUNT === 0);
		await expectBareAnswer(name, bare);
		return null;
	} catch (error) {
		return error;
	} finally {
		answers.set(name, own);
	}
}

const isRefused = (error: unknown): boolean =>
	/(Parser|Binder|Catalog|Conversion|Syntax) Error|syntax error/.test(String((error as Error).message));
const nameOf = ({ answer, kind, line, before, after }: Mutant): string =>
	`${answer}:${line} ${kind} "${before}" → ${after}`;

test.each(CHECKED)('%s is what the second road makes of it', async (name) => {
	expect(await judge(name)).toBeNull();
});

describe('mutants of the answers', () => {
	test.runIf(COUNT > 0)(
		`of ${COUNT} at most one in ten survives, each explained`,
		async () => {
			const statements = new Map(CHECKED.map((name) => [name, answers.get(name)!.sql]));
			// Some are no statement at all; others are drawn in their place.
			const drawn = drawMutants(statements, COUNT * 2, SEED);
			const survivors: string[] = [];
			let tried = 0;
			for (const mutant of drawn) {
				if (tried === COUNT) break;
				const error = await judge(mutant.answer, mutant.sql);
				if (error !== null && isRefused(error)) continue;
				tried++;
				if (error === null) survivors.push(nameOf(mutant));
			}
			// An explanation of what does not survive any more is out of date.
			const outdated = Object.keys(SURVIVORS).filter((name) => !survivors.includes(name));
			const unexplained = survivors.filter((name) => SURVIVORS[name] === undefined);
			if (COUNT > 100) console.log(`${tried} mutants, ${survivors.length} survive\n${survivors.join('\n')}`);
			expect(tried).toBe(COUNT);
			expect(unexplained).toEqual([]);
			if (COUNT === 200) expect(outdated).toEqual([]);
			expect(survivors.length).toBeLessThanOrEqual(Math.max(1, COUNT / 10));
		},
		3_600_000,
	);

	test('10 % counts from 10 %', async () => {
		const own = answers.get('concentration')!.sql;
		const counted = 's.revenue >= t.large_share';
		expect(own).toContain(counted);
		expect(await judge('concentration', own.replace(counted, 's.revenue > t.large_share'))).not.toBeNull();
	});
});
