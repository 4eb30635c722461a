import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/lib/components/phrase.ts';
import type { ConcentrationCurveRow, ConcentrationRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { concentrationFinding } from '../../src/routes/concentration/concentration-finding.ts';
import { pointAfterKey, pointAt, pointOfRank } from '../../src/routes/concentration/curve-handle.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'group', many: 'groups' };
const now = {
	account_count: 723,
	effective_accounts: 42.9,
	accounts_over_10pct: 1,
	cr1: 0.123,
} as ConcentrationRow;
const sentence = (row: ConcentrationRow | null, prior: ConcentrationRow | null) =>
	plainText(concentrationFinding({ now: row, prior, hasAmount: true, noun }, format));

describe('the sentence that opens concentration', () => {
	it('says as how many equal accounts it is, how that moved, and who weighs most', () => {
		expect(sentence(now, { ...now, effective_accounts: 35.1 })).toBe(
			'Revenue rests as if on 42.9 equal groups, of 723 groups with revenue, less concentrated than before (35.1); one brings 12.3% of it.',
		);
	});

	it('is silent about a change of less than a twentieth', () => {
		expect(sentence({ ...now, accounts_over_10pct: 0 }, { ...now, effective_accounts: 42 })).toBe(
			'Revenue rests as if on 42.9 equal groups, of 723 groups with revenue; none brings a tenth of it.',
		);
	});

	it('counts several large ones', () => {
		expect(sentence({ ...now, accounts_over_10pct: 3 }, null)).toContain(
			'; three bring a tenth of it or more each.',
		);
	});

	it('says so where nothing can be measured', () => {
		expect(sentence(null, null)).toBe('No group brought more than it was credited in this period.');
		expect(plainText(concentrationFinding({ now: null, prior: null, hasAmount: false, noun }, format))).toBe(
			'The data holds no amounts, so concentration is not known.',
		);
	});
});

describe('the handle of the curve', () => {
	// A thinned curve of 100 accounts, with a point at these ranks.
	const points = [1, 2, 5, 20, 60, 100].map((revenue_rank) => ({ revenue_rank }) as ConcentrationCurveRow);

	it('stands on the first point at or after a rank', () => {
		expect([1, 3, 20, 61, 500].map((rank) => pointOfRank(points, rank))).toEqual([0, 2, 3, 5, 5]);
	});

	it('goes to the nearest point when it is dragged', () => {
		// .3 of 100 is rank 30: nearer to 20 than to 60; .45 is nearer to 60.
		expect([0, 0.3, 0.45, 1].map((place) => pointAt(points, place))).toEqual([0, 3, 4, 5]);
	});

	it('moves by keys and stops at the ends', () => {
		expect(pointAfterKey('ArrowRight', 2, 6)).toBe(3);
		expect(pointAfterKey('ArrowLeft', 0, 6)).toBe(0);
		expect(pointAfterKey('End', 0, 6)).toBe(5);
		expect(pointAfterKey('a', 0, 6)).toBeUndefined();
	});
});
