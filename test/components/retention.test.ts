import { describe, expect, it } from 'vitest';
import { retentionWords } from '../../src/lib/components/retention-words.ts';
import type { SummaryRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');
const summary = {
	grr: 0.878,
	grr_no_change_baseline_low: 0.847,
	grr_no_change_baseline_high: 0.926,
	grr_verdict: 'no_change',
	nrr_no_change_baseline_low: 0.955,
	nrr_no_change_baseline_high: 1.045,
} as SummaryRow;

describe('what is said beside retention', () => {
	it('is the range that timing and size of orders alone would give, and no verdict within it', () => {
		expect(retentionWords(summary, format)).toEqual({
			kept: 'within 85% to 93% by timing and size of orders alone',
			bought: '96% to 105% by timing and size of orders alone',
			sentence:
				'Kept 87.8%. If nothing but the timing and size of orders had varied, 85% to 93% would have been kept: no loss can be told from chance.',
		});
	});

	it('is a verdict outside of it', () => {
		expect(retentionWords({ ...summary, grr: 0.8, grr_verdict: 'fewer' }, format)).toMatchObject({
			kept: 'less than 85% to 93% by timing and size of orders alone',
			sentence: expect.stringContaining('more was lost than that explains.'),
		});
		expect(retentionWords({ ...summary, grr: 0.95, grr_verdict: 'more' }, format)).toMatchObject({
			kept: 'more than 85% to 93% by timing and size of orders alone',
			sentence: expect.stringContaining('more was kept than that explains.'),
		});
	});

	it('is nothing where the range is not known', () => {
		const nothing = { kept: null, bought: null, sentence: null };
		expect(retentionWords(null, format)).toEqual(nothing);
		expect(
			retentionWords({ ...summary, grr_no_change_baseline_low: null, grr_verdict: null }, format),
		).toEqual(nothing);
		expect(retentionWords({ ...summary, grr: null, grr_verdict: null }, format)).toEqual(nothing);
	});
});
