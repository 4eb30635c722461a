import { describe, expect, it } from 'vitest';
import { changedRules, rulesOf } from '../../src/lib/client/tier-what-if.ts';
import { tierVersionYaml } from '../../src/lib/client/tier-yaml.ts';
import { plainText } from '../../src/lib/components/phrase.ts';
import type {
	SummaryRow,
	TierModelRow,
	TierMovesRow,
	TierSharesRow,
	TierSinceRow,
	TiersRow,
} from '../../src/lib/contract/rows.ts';
import { CRITERIA } from '../../src/lib/contract/tier-criteria.ts';
import { createFormat } from '../../src/lib/format.ts';
import { SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import {
	DEFAULT_TIER_MODEL,
	parseTierModel,
	readTierModel,
	type TierVersion,
} from '../../src/lib/server/sources/tier-model.ts';
import {
	distance,
	points,
	sinceSentence,
	stabilityReason,
	underServedReason,
} from '../../src/routes/tiers/tier-words.ts';
import { tiersFinding } from '../../src/routes/tiers/tiers-finding.ts';
import {
	changesOf,
	parametersOf,
	rulesDiff,
	toHundred,
	withPoints,
	withThreshold,
} from '../../src/routes/tiers/what-if-state.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'group', many: 'groups' };

it('what last year’s key accounts did since is a fact beside the largest', () => {
	const row = (choice: string, share_since: number | null) =>
		({ choice, accounts: 50, still_key: 36, share_since }) as TierSinceRow;
	expect(sinceSentence([row('key', 0.37), row('largest', 0.529)], noun, format)).toBe(
		'Of all revenue since, last year’s 50 key groups brought 37.0%, the largest 52.9%. 36 of them are still key.',
	);
	expect(sinceSentence([row('key', 0.37), row('largest', 0.37)], noun, format)).toContain(
		'as much as the largest: 37.0%.',
	);
	expect(sinceSentence([], noun, format)).toBe('No group was key then.');
});

describe('the sentence of the page', () => {
	const shares = (rows: Partial<TierSharesRow>[]) => rows as TierSharesRow[];
	const say = (
		rows: Partial<TierSharesRow>[],
		moves: Partial<TierMovesRow>[] = [],
		refusal: string | null = null,
	) =>
		plainText(
			tiersFinding(
				{
					shares: shares(rows),
					moves: moves as TierMovesRow[],
					summary: { key_account_share: 0.226 } as SummaryRow,
					hasTiers: rows.some((row) => row.tier !== null),
					noun,
					refusal,
				},
				format,
			),
		);

	it('says that nobody stands out where half of the value is spread over too many', () => {
		expect(
			say(
				[
					{ tier: 'key', accounts: 1 },
					{ tier: null, accounts: 661 },
				],
				[],
				'no vital few here: the larger half of the value is spread over 285 of 663',
			),
		).toBe(
			'No group stands out by size: the larger half of the value is spread over 285 of 663 groups. 1 is key by another route.',
		);
	});

	it('says how few they are, what they bring, who came and went, and what hangs on the weights', () => {
		expect(
			say(
				[
					{ tier: 'key', accounts: 27, contested: 2 },
					{ tier: 'standard', accounts: 699 },
				],
				[
					{ from_tier: 'growth', to_tier: 'key', accounts: 2 },
					{ from_tier: 'key', to_tier: 'growth', accounts: 5 },
					{ from_tier: null, to_tier: 'key', accounts: 9 },
				],
			),
		).toBe(
			'27 of 726 groups on record are key accounts and bring 22.6% of revenue; two joined and five left in the last quarter, and two would not be ones by slightly other weights.',
		);
		expect(say([{ tier: 'key', accounts: 1, contested: null }])).toBe(
			'1 of 1 group on record is a key account and brings 22.6% of revenue; none came or went in the last quarter.',
		);
	});

	it('says less where there is nothing to say', () => {
		expect(say([{ tier: 'standard', accounts: 4 }])).toBe(
			'None of 4 groups on record is a key account by the model of the last quarter.',
		);
		expect(say([{ tier: null, accounts: 4 }])).toBe(
			'No quarter was reviewed by this day, so that no group has a tier.',
		);
	});
});

describe('reasons', () => {
	const row = (given: Partial<TiersRow>) => given as TiersRow;
	it('are in plain words', () => {
		expect([points(null, format), points(0.01, format), points(2.34, format), points(-2.34, format)]).toEqual(
			['–', '0.0', '+2.3', '−2.3'],
		);
		expect(
			distance(
				row({ next_tier: 'key', points_to_next: 2.5, distance_to_next: 'EUR 8,126 more contribution' }),
				format,
			),
		).toBe('2.5 points short of key: EUR 8,126 more contribution.');
		expect(distance(row({ next_tier: null }), format)).toBe('');
		expect(
			underServedReason(
				row({ under_served_by: ['contact', 'delivery'], contacts: 8, in_time_share: 0.4 }),
				format,
			),
		).toBe(
			'8 contacts in twelve months; 40% of deliveries in time: less than the median key account, beyond chance.',
		);
		expect(stabilityReason(row({ tier: 'key', stability: 0.42, score: 83 }), { key: 74 }, format)).toBe(
			'Keeps it in 42% of weight draws.',
		);
		expect(stabilityReason(row({ tier: 'key', stability: 0.02, score: 70 }), { key: 74 }, format)).toBe(
			'Keeps it in 2% of weight draws: its score of 70.0 is under the exit of 74.0, and a second quarter there takes the tier.',
		);
	});
});

/** The rows of `tier_model` for a version. */
function modelRows(version: TierVersion): TierModelRow[] {
	return version.criteria.map(
		(criterion, i) =>
			({
				criterion: criterion.name,
				label: criterion.label,
				axis: criterion.axis,
				is_judged: criterion.kind === 'judged',
				place: i + 1,
				points: criterion.points,
				scale: criterion.scale,
				given_low: criterion.low,
				given_high: criterion.high,
				asked_departments:
					criterion.departments.length > 0
						? criterion.departments.map((name) => `${name} ${version.departments[name]!.toFixed(4)}`)
						: null,
				anchored_scores: Object.entries(criterion.scores).map(([score, meaning]) => `${score} ${meaning}`),
				tier_on: '2026-10-31',
				next_quarter_on: '2026-11-01',
				model_version: version.version,
				is_by_size: version.size !== null,
				size_key_entry: version.size?.key.entry ?? null,
				size_key_exit: version.size?.key.exit ?? null,
				size_develop_entry: version.size?.develop.entry ?? null,
				size_develop_exit: version.size?.develop.exit ?? null,
				...edgesOf(version),
				exit_after_quarters: version.size?.exit_after_quarters ?? 2,
				minimum_stay: version.minimum_stay_quarters,
				silence_days: version.size?.silence?.days ?? null,
				silence_gaps: version.size?.silence?.gaps ?? null,
				key_label: version.size?.labels.key ?? 'Key',
				develop_label: version.size?.labels.develop ?? 'Develop',
				standard_label: version.size?.labels.standard ?? 'Standard',
				emerging_label: version.size?.labels.emerging ?? 'Emerging',
				half_life_days: version.half_life_days,
				disagreement_range: version.disagreement_range,
				...{ price_realisation_floor: null, thin_share: null, ...version.gates },
			}) as TierModelRow,
	);
}

/** Thresholds of the points, by the rule before or beside tiers by size. */
function edgesOf({ tiers, size }: TierVersion) {
	const [key, develop] = [tiers?.key ?? size?.score?.key, tiers?.growth ?? size?.score?.develop];
	return {
		key_entry: key?.entry ?? null,
		key_exit: key?.exit ?? null,
		develop_entry: develop?.entry ?? null,
		develop_exit: develop?.exit ?? null,
	};
}

describe('a what-if', () => {
	const version = readTierModel(SAMPLE_DIR).versions.at(-1)!;
	const model = modelRows(version);
	const rules = rulesOf(model)!;
	const none = { weights: {}, size: {}, thresholds: {} };

	it('knows no change where a slider is back where it was', () => {
		const moved = withPoints(none, rules, 'contribution', 40);
		expect(parametersOf(moved)).toEqual({
			weights: 'contribution:40',
			size_thresholds: undefined,
			thresholds: undefined,
		});
		expect(withPoints(moved, rules, 'contribution', 50)).toEqual(none);
		expect(changesOf({ size_thresholds: 'key:60-40', thresholds: 'key:90-80' })).toEqual({
			weights: {},
			size: { key: { entry: 60, exit: 40 } },
			thresholds: { key: { entry: 90, exit: 80 } },
		});
		expect(changesOf({ weights: 'charm:40', thresholds: 'nonsense' })).toEqual(none);
	});

	it('keeps exits under entries and develop under key', () => {
		const tried = (tier: 'key' | 'develop', edge: 'entry' | 'exit', score: number) =>
			changedRules(rules, withThreshold(none, rules, 'size', tier, edge, score)).size!;
		expect(tried('key', 'entry', 25).key).toEqual({ entry: 25, exit: 25 });
		expect(tried('key', 'exit', 60).key).toEqual({ entry: 60, exit: 60 });
		expect(tried('key', 'entry', 15)).toEqual({
			key: { entry: 15, exit: 15 },
			develop: { entry: 14, exit: 10 },
		});
		expect(tried('develop', 'entry', 55)).toEqual({
			develop: { entry: 55, exit: 10 },
			key: { entry: 56, exit: 30 },
		});
		expect(tried('key', 'entry', Number.NaN).key.entry).toBe(1);
		const score = changedRules(rules, withThreshold(none, rules, 'score', 'key', 'entry', 65)).score!;
		expect(score).toEqual({ key: { entry: 65, exit: 60 }, develop: null });
	});

	it('tells what differs', () => {
		const tried = changedRules(rules, {
			weights: { contribution: 40 },
			size: { key: { entry: 60, exit: 30 } },
			thresholds: { key: { entry: 80, exit: 60 } },
		});
		expect(rulesDiff(model, rules, tried)).toEqual([
			{ label: 'Contribution after service', was: 50, is: 40 },
			{ label: 'Key by size from', was: 50, is: 60 },
			{ label: 'Key by score from', was: 70, is: 80 },
		]);
	});

	it('brings points to a sum of 100', () => {
		expect(
			toHundred([40, 12, 6, 4, 10, 8, 4, 2, 9, 5, 5, 5]).reduce((sum, each) => sum + 10 * each, 0),
		).toBeCloseTo(1000, 9);
		expect(toHundred([1, 1, 1])).toEqual([33.4, 33.3, 33.3]);
		expect(toHundred([50, 50])).toEqual([50, 50]);
		expect(toHundred([0, 0])).toEqual([0, 0]);
	});

	it.each([
		['the sample', version, readTierModel(SAMPLE_DIR).versions],
		['the rule before', readTierModel(SAMPLE_DIR).versions[0]!, readTierModel(SAMPLE_DIR).versions],
		['the defaults', DEFAULT_TIER_MODEL.versions[0]!, []],
	])('becomes a version of tiers.yaml that is %s but for what was changed', (_, from, others) => {
		const rows = modelRows(from);
		const was = rulesOf(rows)!;
		const key = { entry: 85, exit: 75 };
		const tried = changedRules(was, { weights: { contribution: 40 }, size: { key }, thresholds: { key } });
		const hundred = toHundred(tried.weights);
		const text = tierVersionYaml(rows, tried, hundred);
		const parsed = parseTierModel(others.length > 0 ? `versions:\n${text}` : text, 'tiers.yaml').versions[0]!;
		const hasPoints = from.size === null || from.size.score !== null;
		expect(parsed).toEqual({
			...from,
			version: others.length > 0 ? `${from.version}-next` : 'first',
			valid_from: '2026-11-01',
			valid_to: null,
			tiers: from.tiers && { ...from.tiers, key },
			size: from.size && { ...from.size, key, score: from.size.score && { ...from.size.score, key } },
			criteria: from.criteria.map((criterion, i) => ({
				...criterion,
				points: hasPoints ? hundred[i] : 0,
			})),
		});
		expect(CRITERIA).toHaveLength(from.criteria.length);
	});
});
