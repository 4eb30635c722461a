import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import type { QueryFile } from '../../src/lib/server/warehouse/query-file.ts';
import { EDGES_SEGMENT_ONE, edgesCompany } from '../support/edges-company.ts';
import { given } from '../support/given.ts';
import { randomCompany } from '../support/random-company.ts';
import { CHECKED, expectAnswer, type CheckedCompany } from './answer-checks.ts';
import { drawMutants, type Mutant } from './mutants.ts';
import { SURVIVORS } from './survivors.ts';

/** How many mutants are tried: `npm run mutate` asks for 200. The suite tries none, it holds the answers themselves. */
const COUNT = Number(process.env['MUTANTS'] ?? 0);
const SEED = 20260131;

const answers = catalog().answers as Map<string, QueryFile>;
let companies: CheckedCompany[];
beforeAll(async () => {
	const edges = edgesCompany();
	const random = randomCompany(5, { accounts: 12, lines: 160 });
	companies = [
		{ built: await given(edges.given), lines: edges.lines, isOne: (id) => EDGES_SEGMENT_ONE.has(id) },
		{
			built: await given(random.given),
			lines: random.lines,
			isOne: (id) => random.segments.get(id) === 'one',
		},
	];
});
afterAll(() => companies.forEach(({ built }) => built.close()));

/** Holds an answer to its second road in every company, with a statement in place of its own. */
async function judge(name: string, sql?: string): Promise<unknown> {
	const own = answers.get(name)!;
	// Stored rows were made by the statement as it is: the one that is tried is run.
	answers.set(name, { ...own, is_stored: false, sql: sql ?? own.sql });
	try {
		for (const company of companies) await expectAnswer(name, company);
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
			const unexplained = survivors.filter((name) => SURVIVORS[name] === undefined);
			if (COUNT > 100) console.log(`${tried} mutants, ${survivors.length} survive\n${survivors.join('\n')}`);
			expect(tried).toBe(COUNT);
			expect(unexplained).toEqual([]);
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
