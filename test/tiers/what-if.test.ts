import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CRITERIA } from '../../src/lib/contract/tier-criteria.ts';
import { pointsOfCsv, pointsOfRows, TIER_NAMES, type TierPoints } from '../../src/lib/client/tier-points.ts';
import { changedRules, rulesOf, whatIf, type TierRules } from '../../src/lib/client/tier-what-if.ts';
import {
	parseTierThresholds,
	parseTierWeights,
	writeTierThresholds,
	writeTierWeights,
	type TierChanges,
} from '../../src/lib/contract/tier-what-if.ts';
import { SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import { runRecipe } from '../../src/lib/server/sources/recipe.ts';
import { buildProject, type Built } from '../support/given.ts';

let dir: string;
let built: Built;
let points: TierPoints;
let rules: TierRules;
beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-what-if-'));
	for (const name of ['vital-few.yaml', 'tiers.yaml', 'sources', 'recipe'])
		cpSync(join(SAMPLE_DIR, name), join(dir, name), { recursive: true });
	mkdirSync(join(dir, 'generated'));
	await runRecipe({ recipeDir: join(dir, 'recipe'), outDir: join(dir, 'generated'), scale: 0.2, seed: 42 });
	built = await buildProject(dir, '2026-11-22');
	points = pointsOfRows((await built.ask('tier_points')).rows);
	rules = rulesOf((await built.ask('tier_model')).rows)!;
});
afterAll(() => built.close());

/** Who would move, by the browser's function. */
const movers = (changes: TierChanges) => {
	const made = whatIf(points, changedRules(rules, changes));
	return points.ids.flatMap((id, i) =>
		made.tiers[i] === points.tiers[i]
			? []
			: [`${id} ${TIER_NAMES[points.tiers[i]!]} to ${TIER_NAMES[made.tiers[i]!]} at ${made.score[i]}`],
	);
};
/** The same by the server's statement. */
const asked = async ({ weights, size, thresholds }: TierChanges) =>
	(
		await built.ask('tier_what_if', {
			weights: writeTierWeights(weights),
			size_thresholds: writeTierThresholds(size),
			thresholds: writeTierThresholds(thresholds),
		})
	).rows.map((row) => `${row.account_id} ${row.tier} to ${row.tier_if} at ${row.score_if}`);

describe('a what-if', () => {
	it('without a change moves nobody, and gives every account the score that the review gave', async () => {
		const same = whatIf(points, rules);
		expect(same.moved).toBe(0);
		expect([...same.score]).toEqual([...points.score]);
		expect([...same.potential]).toEqual([...points.potential]);
		expect(await asked({ weights: {}, size: {}, thresholds: {} })).toEqual([]);
	});

	it('moves the same accounts in the browser and in the server, whatever is changed', async () => {
		let moved = 0;
		const scores = fc.integer({ min: 30, max: 95 });
		await fc.assert(
			fc.asyncProperty(
				fc.dictionary(fc.constantFrom(...CRITERIA.map(({ name }) => name)), fc.integer({ min: 0, max: 60 }), {
					maxKeys: 4,
				}),
				fc.option(fc.tuple(scores, scores), { nil: undefined }),
				fc.option(fc.tuple(scores, scores), { nil: undefined }),
				async (weights, key, large) => {
					const edges = (pair?: [number, number]) =>
						pair ? { key: { entry: Math.max(...pair), exit: Math.min(...pair) } } : {};
					const changes = { weights, size: edges(large), thresholds: edges(key) };
					const here = movers(changes);
					moved += here.length;
					expect(here.toSorted()).toEqual((await asked(changes)).toSorted());
				},
			),
			{ numRuns: 25, seed: 7 },
		);
		expect(moved).toBeGreaterThan(50);
	});

	it('gives the tiers that a review by the changed model gives', async () => {
		const changed = mkdtempSync(join(tmpdir(), 'vital-few-what-if-'));
		cpSync(dir, changed, { recursive: true, filter: (path) => !path.includes('.vital-few') });
		const manifest = join(changed, 'desk', 'tiers', 'manifest.json');
		const kept = JSON.parse(readFileSync(manifest, 'utf8')) as { quarters: { as_of: string }[] };
		kept.quarters = kept.quarters.filter(({ as_of }) => as_of < '2026-10-31');
		writeFileSync(manifest, JSON.stringify(kept));
		const yaml = readFileSync(join(SAMPLE_DIR, 'tiers.yaml'), 'utf8')
			.replace('contribution: { points: 50, label', 'contribution: { points: 38, label')
			.replace('planned_growth: 10\n', 'planned_growth: 22\n')
			.replace('key: { entry: 50, exit: 30 }', 'key: { entry: 40, exit: 35 }')
			.replace('key: { entry: 70, exit: 60 }', 'key: { entry: 60, exit: 50 }');
		writeFileSync(join(changed, 'tiers.yaml'), yaml);
		const again = await buildProject(changed, '2026-11-22');
		const given = (await again.ask('tiers')).rows;
		const before = new Map((await built.ask('tiers')).rows.map((row) => [row.account_id, row]));
		const moved = given.flatMap((row) =>
			row.tier === before.get(row.account_id)!.tier
				? []
				: [`${row.account_id} ${before.get(row.account_id)!.tier} to ${row.tier} at ${row.score}`],
		);
		again.close();
		expect(moved.length).toBeGreaterThan(3);
		expect(
			movers({
				weights: { contribution: 38, planned_growth: 22 },
				size: { key: { entry: 40, exit: 35 } },
				thresholds: { key: { entry: 60, exit: 50 } },
			}).toSorted(),
		).toEqual(moved.toSorted());
	});

	it('never lowers a score for a better figure, and moves nobody else', () => {
		const better = structuredClone(points);
		const [account, criterion] = [3, 0];
		better.criteria[account * CRITERIA.length + criterion] = 1;
		const [plain, raised] = [whatIf(points, rules), whatIf(better, rules)];
		expect(raised.score[account]).toBeGreaterThanOrEqual(plain.score[account]!);
		const others = (made: typeof plain) => [...made.score].filter((_, i) => i !== account);
		expect(others(raised)).toEqual(others(plain));
	});

	it('reads the same columns from CSV', async () => {
		const { rows } = await built.ask('tier_points');
		const head = Object.keys(rows[0]!);
		const cell = (value: unknown) =>
			value === null
				? ''
				: typeof value === 'string' && /[",\n]/.test(value)
					? `"${value.replaceAll('"', '""')}"`
					: String(value);
		rows[0]!.name = 'A "quoted", name';
		const csv = [head, ...rows.map((row) => Object.values(row).map(cell))]
			.map((line) => line.join(','))
			.join('\r\n');
		expect(pointsOfCsv(csv)).toEqual(pointsOfRows(rows));
	});
});

describe('what an address says of a what-if', () => {
	it('survives being written and read', () => {
		const weights = { contribution: 12.5, referrals: 0 };
		const thresholds = { key: { entry: 80, exit: 70.5 } };
		expect(parseTierWeights(writeTierWeights(weights)!)).toEqual(weights);
		expect(parseTierThresholds(writeTierThresholds(thresholds)!)).toEqual(thresholds);
		expect([writeTierWeights({}), writeTierThresholds({})]).toEqual([undefined, undefined]);
	});

	it.each([
		['weights', 'charm:3', 'weights=charm:3: there is no criterion charm. Criteria: contribution, revenue,'],
		[
			'weights',
			'revenue:-3',
			'weights=revenue:-3: revenue:-3 gives no points: write revenue: and a number from 0 to 100.',
		],
		['weights', 'revenue:1,revenue:2', 'weights=revenue:1,revenue:2: revenue is given twice; give it once.'],
		[
			'thresholds',
			'emerging:3-2',
			'thresholds=emerging:3-2: emerging has no thresholds. Tiers: key, develop.',
		],
		[
			'thresholds',
			'key:70',
			'thresholds=key:70: key:70 gives no thresholds: write key: and two scores from 0 to 100,',
		],
		['thresholds', 'key:70-71', 'thresholds=key:70-71: the exit 71 of key must not be above its entry 70.'],
	])('%s=%s is refused', async (name, text, sentence) => {
		await expect(built.ask('tier_what_if', { [name]: text })).rejects.toThrow(sentence);
	});
});
