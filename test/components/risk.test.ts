import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/lib/components/phrase.ts';
import type { RiskRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { riskFinding } from '../../src/routes/risk/risk-finding.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'group', many: 'groups' };
const first = { name: 'Given', revenue_at_risk: 1.12e6 } as RiskRow;
const sentence = (changes: Partial<Parameters<typeof riskFinding>[0]>) =>
	plainText(riskFinding({ late: 14, atRisk: 2.3e6, first, noun, ...changes }, format));

describe('the sentence that opens risk', () => {
	it('says how many are late and what is at stake', () => {
		expect(sentence({})).toBe('14 groups are behind their own rhythm, with €2.30\u00a0m a year at risk.');
	});

	it('names the one that holds more than half of it', () => {
		expect(sentence({ atRisk: 2e6 })).toContain('at risk, most of it with Given.');
	});

	it('says less where no chance is known, or nobody is late', () => {
		expect(sentence({ atRisk: null })).toBe(
			'14 groups are behind their own rhythm; the history is too short to say what is at risk.',
		);
		expect(sentence({ late: 0 })).toBe('No group is behind its own rhythm.');
	});
});
