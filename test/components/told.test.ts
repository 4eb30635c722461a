import { describe, expect, it } from 'vitest';
import type { RiskToldRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { toldLevels, toldWords } from '../../src/routes/risk/record/told-words.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'group', many: 'groups' };
const told = (told_of: string, changes: Partial<RiskToldRow>): RiskToldRow => ({
	told_of,
	told_on: told_of,
	is_reconstructed: false,
	is_made: false,
	risk_level: 'high',
	place: 2,
	accounts: 10,
	known_accounts: 10,
	predicted_share: 0.3,
	silent_share: 0.2,
	stay_year: null,
	silent_stay_year: null,
	expected_loss: null,
	gone_accounts: 0,
	...changes,
});
const words = (rows: RiskToldRow[]) => toldWords(rows, format, noun);

describe('what was said, and what came', () => {
	it('adds up a level over month ends by those whose time has passed', () => {
		const rows = [
			told('2026-01-31', {}),
			told('2026-02-28', { accounts: 40, known_accounts: 30, predicted_share: 0.4, silent_share: 0.5 }),
			told('2026-03-31', { known_accounts: 0, predicted_share: null, silent_share: null }),
		];
		const high = toldLevels(rows).find(({ key }) => key === 'high')!;
		expect(high).toMatchObject({ told: 60, known: 40 });
		// (10 × .3 + 30 × .4) ÷ 40, and (10 × .2 + 30 × .5) ÷ 40.
		expect(high.foretold).toBeCloseTo(0.375, 12);
		expect(high.came).toBeCloseTo(0.425, 12);
		expect(toldLevels(rows)[0]).toMatchObject({ key: 'very_high', told: 0, foretold: null, came: null });
		expect(words(rows)[1]).toMatch(/^At 2 of them, groups were told a chance whose time has passed\./);
	});

	it('leaves out month ends that no build saw, and says so', () => {
		const rows = [told('2026-01-31', { is_reconstructed: true, silent_share: 1 }), told('2026-02-28', {})];
		expect(toldLevels(rows).find(({ key }) => key === 'high')!.came).toBeCloseTo(0.2, 12);
		expect(words(rows).at(-1)).toBe('1 month end was seen by no build in time and counts for nothing.');
	});

	it('says what builds of past days told, that nobody was told it', () => {
		const made = told('2026-01-31', { is_made: true });
		expect(words([made]).at(-1)).toMatch(/^All of it was made afterwards/);
		expect(words([made, told('2026-02-28', {})]).at(-1)).toMatch(/^Of these, 1 was made afterwards/);
	});

	it('says so where no chance was told, and where none is known yet', () => {
		const none = told('2026-01-31', { risk_level: null, known_accounts: 0 });
		expect(words([none])[1]).toMatch(/^No chance was told/);
		expect(words([told('2026-01-31', { known_accounts: 0 })])[1]).toMatch(/^What was told is judged when/);
		expect(words([])).toEqual([]);
	});
});
