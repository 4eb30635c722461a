import { describe, expect, it } from 'vitest';
import { evidenceWords } from '../../src/lib/components/evidence-words.ts';
import { plainText } from '../../src/lib/components/phrase.ts';
import type { EvidenceRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import {
	checkSentence,
	whiteSpaceFinding,
	type SpaceList,
} from '../../src/routes/growth/white-space/white-space-finding.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'group', many: 'groups' };
const passed = { claim: 'never_bought', verdict: 'with_care', reason: null } as EvidenceRow;
const failed = {
	claim: 'win_back',
	verdict: 'do_not_use',
	reason: 'a check needs 48 months of history; there are 36',
} as EvidenceRow;
const list = (changes: Partial<SpaceList> = {}): SpaceList => ({
	rows: 9,
	expected: null,
	evidence: failed,
	...changes,
});
const priced = list({ expected: 81_000, evidence: passed });
const finding = (winBack: SpaceList, neverBought: SpaceList, hasCategory = true) =>
	plainText(whiteSpaceFinding({ winBack, neverBought }, hasCategory, noun, format));

describe('the sentence that opens white space', () => {
	it('sums what checked lists are expected to bring', () => {
		expect(finding(list(), priced)).toBe(
			'€81.0\u00a0k may come within a year of the likeliest categories that groups do not buy, counting new ones: as such purchases came in the year before.',
		);
		expect(finding(priced, priced)).toMatch(/^€162\u00a0k may .*counting either list:/);
	});

	it('says that it cannot be told where no list passed its check', () => {
		expect(finding(list(), list())).toBe(
			'What a category that is not bought would bring cannot be told from your own past. What is shown is what groups bought before, and what others of their size buy.',
		);
	});

	it('says that there is nothing to say without categories, or where all is bought', () => {
		expect(finding(list(), list(), false)).toContain('No line of the data has a category');
		expect(finding(list({ rows: 0 }), list({ rows: 0 }))).toBe(
			'Every group buys every category that others buy.',
		);
	});
});

describe('the sentence of a list', () => {
	it('prints the check where it passed', () => {
		expect(checkSentence('never_bought', { check_ratio: 1.77, chance: 0.1 }, priced, format)).toBe(
			'A year ago the same rule promised 1.8 times what came since.',
		);
	});

	it('gives the reason where it did not, and one chance for all that was bought before', () => {
		expect(checkSentence('win_back', { check_ratio: null, chance: 0.354 }, list(), format)).toBe(
			'Neither a ranking nor an amount is told because a check needs 48 months of history; there are 36. Of all such categories 35% were bought again in the last year: one chance for all.',
		);
		expect(checkSentence('win_back', { check_ratio: null, chance: null }, list(), format)).not.toContain(
			'one chance',
		);
		expect(checkSentence('never_bought', undefined, list({ evidence: null }), format)).toBe(
			'Neither a chance nor an amount is told. What others of its size buy is a fact.',
		);
	});
});

it('the record says how white space was tried', () => {
	const row = { ...passed, figure: 0.855, low: 0.82, high: 0.88, rows: 11_211 } as EvidenceRow;
	expect(evidenceWords([row], format)).toEqual([
		{
			claim: 'never_bought',
			title: 'What is bought for the first time',
			verdict: 'Read with care',
			key: 'with_care',
			text: 'Tried a year ago on 11,211 categories that accounts did not buy, the ranking was right 86 times in 100 (82 to 88); a coin is right 50 times.',
		},
	]);
});
