import { describe, expect, it } from 'vitest';
import type { AnswerMeta } from '../../src/lib/client/api.ts';
import { plainText } from '../../src/lib/components/phrase.ts';
import type { MarginBridgeRow, SummaryRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { marginFinding } from '../../src/routes/margin/margin-finding.ts';
import { marginSteps } from '../../src/routes/margin/margin-steps.ts';

const format = createFormat('en-GB', 'EUR');
const meta = {
	from: '2025-11-01',
	to: '2026-11-01',
	last_on: '2026-10-31',
	prior_from: '2024-11-01',
	prior_to: '2025-11-01',
	prior_last_on: '2025-10-31',
} as AnswerMeta;
const row = (step: string, amount: number | null): MarginBridgeRow =>
	({ step, amount, products: 2 }) as MarginBridgeRow;
// 665 at first, 80 by price, 60 less by cost, 30 by mix, 105 by new products: 820.
const bridge = [
	row('start', 665),
	row('price', 80),
	row('cost', -60),
	row('volume', 0),
	row('mix', 30),
	row('new_products', 105),
	row('lost_products', 0),
	row('end', 820),
];
const summary = { margin: 820, margin_share: 0.307 } as SummaryRow;
const sentence = (rows: MarginBridgeRow[], changes: Partial<SummaryRow> = {}) =>
	plainText(marginFinding({ ...summary, ...changes }, rows, true, format));

describe('the sentence that opens margin', () => {
	it('says how much is earned, how that moved, what moved it most and what went against it', () => {
		const against = bridge.map((each) => (each.step === 'mix' ? row('mix', -30) : each));
		expect(sentence(against)).toBe(
			'30.7% of revenue is earned, €155 more than before; new products moved it most (+€105).',
		);
		const withoutNew = bridge.filter((each) => each.step !== 'new_products');
		expect(sentence(withoutNew)).toContain('price moved it most (+€80), cost against it (−€60).');
	});

	it('says less where there is no earlier margin', () => {
		expect(sentence([row('start', null), row('end', 820)])).toBe('30.7% of revenue is earned, €820 in all.');
	});

	it('says that margin is not known where nothing has a cost', () => {
		const none = { ...summary, margin_share: null, margin: null };
		expect(plainText(marginFinding(none, [], false, format))).toBe(
			'Margin is not known: no line of the data has a cost.',
		);
		expect(plainText(marginFinding({ ...none, accounts: 2 }, [], true, format))).toBe(
			'Margin is not known: no line of this period has a cost.',
		);
		expect(plainText(marginFinding({ ...none, accounts: 0 }, [], true, format))).toBe(
			'Nothing was sold in this period.',
		);
	});
});

describe('the steps of the margin bridge', () => {
	it('name the periods at its ends and leave out what never happened', () => {
		expect(marginSteps(bridge, meta, format).map((step) => step.label)).toEqual([
			'Nov 2024\n– Oct 2025',
			'Price',
			'Cost',
			'Volume',
			'Mix',
			'New\nproducts',
			'Nov 2025\n– Oct 2026',
		]);
	});

	it('are none where an end is not known', () => {
		expect(marginSteps([row('start', null), row('end', 820)], meta, format)).toEqual([]);
	});
});
