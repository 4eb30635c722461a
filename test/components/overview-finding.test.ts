import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/lib/components/phrase.ts';
import type { AccountsRow, ConcentrationRow, SummaryRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { overviewFinding } from '../../src/routes/overview-finding.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'group', many: 'groups' };
const concentration = { account_count: 256, accounts_for_80pct: 66, cr1: 0.135 } as ConcentrationRow;
const summary = {
	accounts: 260,
	revenue: 48.6e6,
	margin_share: 0.3,
	margin_coverage_share: 0.97,
} as SummaryRow;
const largest = { margin_share: 0.15, margin_coverage_share: 1 } as AccountsRow;
const facts = {
	concentration,
	prior: null,
	summary,
	largest,
	cumulative: [],
	compare: 'prior_year' as const,
	beginsOn: null,
	hasAmount: true,
	noun,
};

const sentence = (changes: Partial<Parameters<typeof overviewFinding>[0]>): string =>
	plainText(overviewFinding({ ...facts, ...changes }, format));

describe('the sentence that opens the overview', () => {
	it('says on how few accounts revenue rests, how that changed, and what is special about the largest', () => {
		const prior = { ...concentration, accounts_for_80pct: 69 };
		expect(sentence({ prior })).toBe(
			'66 of 256 groups with revenue bring 80% of it, three fewer than a year ago; the largest alone brings 13.5%, at half the usual margin.',
		);
	});

	it('names the period that it compares', () => {
		expect(
			sentence({ prior: { ...concentration, accounts_for_80pct: 40 }, compare: 'prior', largest: null }),
		).toBe(
			'66 of 256 groups with revenue bring 80% of it, 26 more than in the period before; the largest alone brings 13.5%.',
		);
	});

	it('says that nothing changed where nothing did', () => {
		expect(sentence({ prior: concentration, largest: null })).toContain(', as many as a year ago;');
	});

	it('says less where nothing can be compared and no cost is known', () => {
		expect(sentence({ largest: null })).toBe(
			'66 of 256 groups with revenue bring 80% of it; the largest alone brings 13.5%.',
		);
	});

	it('is silent about a margin that is usual, or known for too little of the revenue', () => {
		expect(sentence({ largest: { ...largest, margin_share: 0.29 } })).not.toContain('margin');
		expect(sentence({ largest: { ...largest, margin_coverage_share: 0.5 } })).not.toContain('margin');
	});

	it('does not say "alone" of the one that makes the 80 %', () => {
		const one = { ...concentration, accounts_for_80pct: 1, cr1: 0.92 };
		expect(sentence({ concentration: one, largest: null })).toBe(
			'One of 256 groups with revenue brings 92.0% of it.',
		);
	});

	it('leads with the two that bring most, where 80 % take many', () => {
		const shops = { ...concentration, account_count: 263, accounts_for_80pct: 101, cr1: 0.306 };
		const cumulative = [0.306, 0.608, 0.61, 0.612, 0.613, 0.615, 0.616, 0.618, 0.619, 0.621];
		expect(sentence({ concentration: shops, cumulative, largest: null })).toBe(
			'Two of 263 groups with revenue bring 60.8% of it; the largest alone brings 30.6%.',
		);
	});

	it('says that nobody stands out where nobody does', () => {
		const shops = { ...concentration, account_count: 663, accounts_for_80pct: 490, cr1: 0.0022 };
		expect(sentence({ concentration: shops, cumulative: [0.0022, 0.0043], largest: null })).toBe(
			'Revenue is spread over 663 groups; the largest alone brings 0.2%.',
		);
	});

	it('speaks of a single account', () => {
		expect(sentence({ concentration: { ...concentration, account_count: 1, accounts_for_80pct: 1 } })).toBe(
			'One group brings all the revenue of this period.',
		);
	});

	it('counts orders where the data holds no amounts', () => {
		const events = { accounts: 5, active_accounts: 4, orders: 1, revenue: null } as SummaryRow;
		expect(sentence({ concentration: null, summary: events, hasAmount: false })).toBe(
			'4 groups placed 1 order; the data holds no amounts.',
		);
	});

	it('says that nothing was sold in an empty period', () => {
		expect(sentence({ concentration: null, summary: { accounts: 0 } as SummaryRow })).toBe(
			'Nothing was sold in this period.',
		);
	});

	it('says when the data begins, for a period before it', () => {
		expect(sentence({ concentration: null, summary: null, beginsOn: '2023-11-01' })).toBe(
			'The data begins on 1 Nov 2023, after this period.',
		);
	});

	it('says that credits outweigh every sale', () => {
		const credited = { ...concentration, account_count: 0, accounts_for_80pct: null };
		expect(sentence({ concentration: credited, summary: { ...summary, revenue: -5 } })).toBe(
			'No group brought more than it was credited in this period.',
		);
	});
});
