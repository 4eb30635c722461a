import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/lib/server/fault.ts';
import { parseConfig } from '../../src/lib/server/sources/config.ts';
import {
	DEFAULT_TIER_MODEL,
	modelId,
	parseTierModel,
	versionOn,
} from '../../src/lib/server/sources/tier-model.ts';

const one = (more: string): string => `versions:\n  - version: '2026'\n    valid_from: 2025-11-01\n${more}`;
const parse = (text: string) => parseTierModel(text, 'tiers.yaml');
const complaint = (text: string): string => {
	try {
		parse(text);
	} catch (error) {
		if (error instanceof Fault) return error.message;
	}
	return 'nothing is wrong';
};

describe('a tier model', () => {
	it('without a file gives tiers by size and no points', () => {
		const [version] = DEFAULT_TIER_MODEL.versions;
		expect(version!.size).toEqual({
			key: { entry: 50, exit: 30 },
			develop: { entry: 20, exit: 10 },
			score: null,
			exit_after_quarters: 2,
			silence: { days: 182, gaps: 3 },
			labels: { key: 'Key', develop: 'Develop', standard: 'Standard', emerging: 'Emerging' },
		});
		expect(version!.criteria.every(({ points }) => points === 0)).toBe(true);
		expect([version!.tiers, version!.minimum_stay_quarters]).toEqual([null, 4]);
		expect(version!.gates).toEqual({
			contribution_floor: 0,
			thin_share: 0.6,
			emerging_orders: 3,
			emerging_months: 12,
		});
	});

	it('with points outside score keeps the rule before, its gates and its stay', () => {
		const [version] = parse(one('    value: { revenue: 60 }\n    potential: { growth: 40 }\n')).versions;
		expect([version!.size, version!.minimum_stay_quarters]).toEqual([null, 2]);
		expect(version!.tiers).toEqual({ key: { entry: 80, exit: 70 }, growth: { entry: 60, exit: 50 } });
		expect(version!.gates.price_realisation_floor).toBe(0.7);
	});

	it('reads nominations, and an override of a gate that is no more', () => {
		const { nominations, overrides } = parse(
			`${one('')}nominations:\n  - { account: A, level: group, tier: key, from: 2026-01-01, until: 2026-06-30, signed_by: CEO, reason: lighthouse }\n` +
				'overrides:\n  - { account: A, gate: price_realisation, from: 2026-01-01, until: 2026-06-30, signed_by: CEO, reason: old }\n',
		);
		expect(nominations).toHaveLength(1);
		expect(overrides).toHaveLength(1);
	});

	it('takes a bare number as points, and gives none to criteria that it does not name', () => {
		const { versions } = parse(
			one('    value: { revenue: 60 }\n    potential: { growth: { points: 40, low: -1, high: 1 } }\n'),
		);
		const counted = versions[0]!.criteria.filter(({ points }) => points > 0);
		expect(counted.map(({ name, points, scale, low, high }) => [name, points, scale, low, high])).toEqual([
			['revenue', 60, 'log', null, null],
			['growth', 40, 'linear', -1, 1],
		]);
	});

	it('holds from its first day until the next one begins; the first also before its own', () => {
		const model = parse(`${one('')}  - { version: '2027', valid_from: 2026-11-01 }\n`);
		expect(
			['2020-01-01', '2026-10-31', '2026-11-01', '2031-01-01'].map((day) => versionOn(model, day).version),
		).toEqual(['2026', '2026', '2027', '2027']);
	});

	it('has another id after any change that could move a tier, and the same after a new label', () => {
		const [plain, labelled, moved] = [
			'{ revenue: 60 }',
			'{ revenue: { points: 60, label: Sales } }',
			'{ revenue: { points: 60, high: 9, low: 1 } }',
		].map((value) =>
			modelId(parse(one(`    value: ${value}\n    potential: { growth: 40 }\n`)).versions[0]!),
		);
		expect(labelled).toBe(plain);
		expect(moved).not.toBe(plain);
		expect(plain).toMatch(/^2026-[0-9a-f]{8}$/);
	});
});

describe('a wrong tiers.yaml is refused with file and line', () => {
	it.each([
		[
			'points that do not sum',
			'    value: { revenue: 50 }\n    potential: { growth: 40 }\n',
			'tiers.yaml, line 2: the points of version 2026 sum to 90, not to 100.',
		],
		[
			'points of five decimals, whose sums would not be exact',
			'    value: { revenue: 60.00001 }\n    potential: { growth: 39.99999 }\n',
			'tiers.yaml, line 4: "versions.0.value.revenue.points" must have at most four decimals.',
		],
		[
			'thresholds by size that cross',
			'    size:\n      key: { entry: 20, exit: 10 }\n      develop: { entry: 20, exit: 5 }\n',
			'tiers.yaml, line 6: the entry 20 of develop by size must be under that of key, 20.',
		],
		[
			'an entry by size under its exit',
			'    size: { key: { entry: 30, exit: 50 } }\n',
			'tiers.yaml, line 4: the exit 50 of key by size must not be above its entry 30.',
		],
		[
			'an entry by score under its exit',
			'    score:\n      value: { contribution: 60 }\n      judged: { referrals: 40 }\n      thresholds: { key: { entry: 60, exit: 70 } }\n',
			'tiers.yaml, line 7: the exit 70 of key by score must not be above its entry 60.',
		],
		[
			'a score whose points do not sum',
			'    score:\n      value: { contribution: 60 }\n      thresholds: { key: { entry: 70, exit: 60 } }\n',
			'tiers.yaml, line 2: the points of version 2026 sum to 60, not to 100.',
		],
		[
			'both rules at once',
			'    size: { key: { entry: 50, exit: 30 } }\n    tiers:\n      key: { entry: 80, exit: 70 }\n      growth: { entry: 60, exit: 50 }\n',
			'tiers.yaml, line 6: version 2026 has size or score and tiers; give size and score.thresholds in place of tiers.',
		],
		[
			'points beside size instead of below score',
			'    size: { key: { entry: 50, exit: 30 } }\n    value: { revenue: 100 }\n',
			'tiers.yaml, line 5: version 2026 has size or score and value; points stand below score: score.value.',
		],
		[
			'the gate that went',
			'    gates: { price_realisation_floor: 0.7 }\n',
			'tiers.yaml, line 4: price_realisation_floor is no gate of a version with size; thin_share tells who is large but thin, in money.',
		],
		[
			'a silence in a version by points alone',
			'    value: { revenue: 60 }\n    potential: { growth: 40 }\n    silence: { days: 100, gaps: 2 }\n',
			'tiers.yaml, line 6: silence belongs to a version with size; version 2026 has tiers by points alone.',
		],
		[
			'three quarters to an exit',
			'    exit_after_quarters: 3\n',
			'tiers.yaml, line 4: "versions.0.exit_after_quarters" must be 1 or 2.',
		],
		[
			'an unknown criterion',
			'    value:\n      revenu: 50\n',
			'tiers.yaml, line 5: "versions.0.value.revenu" is not a known key; known here: contribution, revenue, price_realisation, breadth.',
		],
		[
			'a low anchor above the high one',
			'    value:\n      revenue: { points: 60, low: 9, high: 9 }\n    potential: { growth: 40 }\n',
			'tiers.yaml, line 5: the low anchor 9 of revenue must be under the high anchor 9.',
		],
		[
			'one anchor without the other',
			'    value:\n      revenue: { points: 60, low: 9 }\n    potential: { growth: 40 }\n',
			'tiers.yaml, line 5: revenue has one anchor; give both low and high, or neither.',
		],
		[
			'a log scale from zero',
			'    value:\n      revenue: { points: 60, low: 0, high: 5 }\n    potential: { growth: 40 }\n',
			'tiers.yaml, line 5: revenue is on a log scale, whose low anchor must be over 0, not 0.',
		],
		[
			'an exit above its entry',
			'    tiers:\n      key: { entry: 70, exit: 71 }\n      growth: { entry: 45, exit: 35 }\n',
			'tiers.yaml, line 5: the exit 71 of key must not be above its entry 70.',
		],
		[
			'growth above key',
			'    tiers:\n      key: { entry: 70, exit: 60 }\n      growth: { entry: 70, exit: 35 }\n',
			'tiers.yaml, line 6: the entry 70 of growth must be under that of key, 70.',
		],
		[
			'an unknown department',
			'    judged:\n      referrals: { points: 5, departments: [legal] }\n',
			'tiers.yaml, line 5: legal is not among the departments of version 2026: sales, customer_success, finance, executives.',
		],
		[
			'negative points',
			'    value:\n      revenue: -5\n',
			'tiers.yaml, line 5: "versions.0.value.revenue.points" must not be negative.',
		],
		[
			'an impossible threshold',
			'    tiers:\n      key: { entry: 170, exit: 60 }\n      growth: { entry: 45, exit: 35 }\n',
			'tiers.yaml, line 5: "versions.0.tiers.key.entry" must be at most 100.',
		],
		[
			'no date',
			'    valid_to: soon\n',
			'tiers.yaml, line 4: "versions.0.valid_to" must be a date that exists, like 2026-09-30.',
		],
		[
			'an end before the beginning',
			'    valid_to: 2025-10-31\n',
			'tiers.yaml, line 4: version 2026 ends on 2025-10-31, before it begins on 2025-11-01.',
		],
		[
			'a negative stay',
			'    minimum_stay_quarters: -1\n',
			'tiers.yaml, line 4: "versions.0.minimum_stay_quarters" Too small: expected number to be >=0.',
		],
	])('%s', (_, more, sentence) => {
		expect(complaint(one(more))).toBe(sentence);
	});

	const nominated = (...each: [from: string, until: string][]) =>
		`${one('')}nominations:\n${each.map(([from, until]) => `  - { account: A, level: group, tier: key, from: ${from}, until: ${until}, signed_by: CEO, reason: r }\n`).join('')}`;

	it('a nomination that ends before it begins, or overlaps another', () => {
		expect(complaint(nominated(['2026-06-01', '2026-01-31']))).toBe(
			'tiers.yaml, line 5: the nomination of A ends on 2026-01-31, before it begins on 2026-06-01.',
		);
		expect(complaint(nominated(['2026-01-01', '2026-06-30'], ['2026-06-30', '2026-12-31']))).toBe(
			'tiers.yaml, line 6: A is nominated twice from 2026-06-30; end one nomination before the next begins.',
		);
		expect(complaint(nominated(['2026-01-01', '2026-06-30'], ['2026-07-01', '2026-12-31']))).toBe(
			'nothing is wrong',
		);
	});

	it('a version that begins before another ends', () => {
		expect(
			complaint(`${one('    valid_to: 2026-10-31\n')}  - version: b\n    valid_from: 2026-10-31\n`),
		).toBe('tiers.yaml, line 6: version b begins on 2026-10-31, before 2026 ends on 2026-10-31.');
		expect(complaint(`${one('')}  - version: b\n    valid_from: 2025-11-01\n`)).toBe(
			'tiers.yaml, line 5: version b begins on 2025-11-01, before 2026 ends.',
		);
	});

	it('two versions of one name, no version, no YAML', () => {
		expect(complaint(`${one('')}  - version: '2026'\n    valid_from: 2026-11-01\n`)).toMatch(
			/line 4: there are two versions called 2026/,
		);
		expect(complaint('versions: []\n')).toMatch(/line 1: "versions" must hold at least one version/);
		expect(complaint('versions: [\n')).toMatch(/^tiers\.yaml, line 2: /);
		expect(complaint('')).toMatch(/^tiers\.yaml, line 1: "versions" /);
	});

	it('an override that ends before it begins', () => {
		const override =
			'overrides:\n  - { account: A, gate: contribution, from: 2026-05-01, until: 2026-04-01, signed_by: Managing Director, reason: launch }\n';
		expect(complaint(`${one('')}${override}`)).toBe(
			'tiers.yaml, line 5: the override ends on 2026-04-01, before it begins on 2026-05-01.',
		);
	});
});

describe('cost_to_serve of vital-few.yaml', () => {
	const config = (text: string): string => {
		try {
			parseConfig(`company: Given\ncost_to_serve:\n${text}`, 'vital-few.yaml');
			return 'nothing is wrong';
		} catch (error) {
			return (error as Error).message;
		}
	};

	it('names rates by driver', () => {
		const { cost_to_serve } = parseConfig(
			'company: Given\ncost_to_serve: { pool: 500, rates: { orders: 8, receivable_days: 0.08 } }\n',
			'vital-few.yaml',
		);
		expect(cost_to_serve).toEqual({
			pool: 500,
			rates: { orders: 8, receivable_days: 0.08 },
			visit_kinds: ['visit'],
		});
	});

	it('refuses an unknown driver, a negative rate and an empty pool', () => {
		expect(config('  rates: { revenue: 2 }\n')).toMatch(
			/line 3: "cost_to_serve\.rates\.revenue" is not a known key; known here: orders, lines, /,
		);
		expect(config('  rates: { orders: -2 }\n')).toMatch(
			/line 3: "cost_to_serve\.rates\.orders" must not be negative/,
		);
		expect(config('  pool: 0\n  rates: {}\n')).toMatch(/line 3: "cost_to_serve\.pool" must be over 0/);
	});
});
