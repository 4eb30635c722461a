import { describe, expect, it } from 'vitest';
import type { AccountRatingsRow, TierModelRow, TiersRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { judgements, tierFacts, tierParts } from '../../src/routes/accounts/[id]/record-tier.ts';

const format = createFormat('en-GB', 'EUR');
const criterion = (name: string, points: number, more: Partial<TierModelRow> = {}) =>
	({
		...{
			criterion: name,
			label: name,
			axis: 'value',
			is_judged: false,
			points,
			scale: 'linear',
			low: 0,
			high: 1,
		},
		...{ key_exit: 74, develop_exit: 54 },
		...more,
	}) as TierModelRow;
const model = [
	criterion('contribution', 30, { scale: 'log', low: 500, high: 50_000 }),
	criterion('breadth', 0),
	criterion('growth', 10, { axis: 'potential', low: -1, high: 1 }),
	criterion('referrals', 5, { axis: 'potential', is_judged: true, low: 1, high: 5 }),
];
const row = (given: Partial<TiersRow>) =>
	({
		next_tier: null,
		stability: null,
		disputed: null,
		stale: null,
		under_served_by: null,
		referred_accounts: 0,
		...given,
	}) as TiersRow;

describe('the parts of a tier', () => {
	it('are figure, score and points of each criterion that has points', () => {
		const parts = tierParts(
			row({
				contribution: 5000,
				contribution_score: 0.5,
				growth: 0.4,
				growth_score: 0.7,
				referrals_score: null,
			}),
			model,
			format,
		);
		expect(parts.map(({ criterion: name, figure, score, brings }) => [name, figure, score, brings])).toEqual([
			['contribution', '€5.00\u00a0k', 0.5, 15],
			['growth', '+50.0%', 0.7, 7],
			['referrals', '–', null, null],
		]);
		expect(parts[0]!.between).toBe('0% at €500, 100% at €50.0\u00a0k, by its logarithm');
	});

	it('show judgement on the scale of those who judge, and growth without an end as a word', () => {
		const parts = tierParts(row({ growth: 2, growth_score: 1, referrals_score: 0.75 }), model, format);
		expect(parts.map(({ figure }) => figure)).toEqual(['–', 'new', '4.0 of 5']);
	});
});

describe('what is to be known beside them', () => {
	it('is the way up, the way down, and how sure it is', () => {
		expect(
			tierFacts(
				row({
					...{
						tier: 'growth',
						route: 'score',
						score: 50,
						next_tier: 'key',
						points_to_next: 12,
						stability: 0.6,
					},
					distance_to_next: 'no single criterion is enough',
					gate_reason: 'contribution of EUR -5 is under 0',
					...{ disputed: ['reference_value'], rating_spread: 3, confidence_share: 0.8 },
				}),
				model,
				format,
			).map(({ head, text }) => `${head}: ${text}`),
		).toEqual([
			'To the next: 12.0 points to key: no single criterion is enough',
			'To the exit: 4.0 points under it: a second quarter there takes the tier',
			'Given by: its points',
			'Gate: not key: contribution of EUR -5 is under 0',
			'Stability: contested: it keeps the tier in 60% of weight draws',
			'Stands on: 80% of the points are known and fresh',
			'Disputed: reference value: up to 3.0 of 4 points apart',
		]);
	});
});

it('the newest judgement of each department stands for it', () => {
	const rating = (department: string, score: number, rated_on: string, name = 'referrals') =>
		({ criterion: name, department, score, rated_on, rater: null, evidence: null }) as AccountRatingsRow;
	const judged = judgements(
		[
			rating('sales', 5, '2026-01-01'),
			rating('sales', 2, '2026-06-01'),
			rating('customer_success', 4, '2026-02-01'),
			rating('sales', 1, '2026-06-01', 'breadth'),
		],
		model,
	);
	expect(
		judged.map(({ label, marks }) => [label, marks.map(({ department, score }) => `${department} ${score}`)]),
	).toEqual([['referrals', ['Sales 2', 'Customer success 4']]]);
});
