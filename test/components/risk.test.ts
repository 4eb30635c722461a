import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/lib/components/phrase.ts';
import { riskList, whySentences } from '../../src/lib/components/risk-lists.ts';
import type { RiskListsRow, RiskModelRow, RiskRecordRow, RiskRow } from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { recordClaim, riskFinding } from '../../src/routes/risk/risk-finding.ts';
import { recordFinding, recordWords } from '../../src/routes/risk/record/record-words.ts';

const format = createFormat('en-GB', 'EUR');
const noun = { one: 'group', many: 'groups' };
const list = (changes: Partial<RiskListsRow>) =>
	({
		accounts: 870,
		late_accounts: 115,
		explained_accounts: 42,
		unknown_accounts: 37,
		revenue_at_risk: 2.4e6,
		...changes,
	}) as RiskListsRow;
const all = list({});
const atRisk = list({ accounts: 166, explained_accounts: 9, revenue_at_risk: 1.14e6, unknown_accounts: 0 });
const model = { rung: '4', reason: 'Model: lowest Brier score.' } as RiskModelRow;
const sentence = (changes: Partial<Parameters<typeof riskFinding>[0]>) =>
	plainText(riskFinding({ all, atRisk, model, asOf: '2026-10-31', noun, ...changes }, format));

describe('the sentence that opens risk', () => {
	it('says how many may be going quiet, what is at stake and how many are explained', () => {
		expect(sentence({})).toBe(
			'166 groups may be going quiet, with €1.14\u00a0m a year at risk; for 9 of them something explains it.',
		);
	});

	it('leaves out the money where no line has an amount, and what is explained where nothing is', () => {
		const bare = list({ accounts: 1, explained_accounts: 0, revenue_at_risk: null, unknown_accounts: 0 });
		expect(sentence({ atRisk: bare })).toBe('1 group may be going quiet.');
	});

	it('says that nobody is at risk', () => {
		expect(sentence({ atRisk: list({ accounts: 0 }) })).toBe(
			'No group is at risk: none is late against its own rhythm or of medium or high risk.',
		);
	});

	it('says why nothing can be said, and who is late all the same', () => {
		const none = { rung: null, reason: 'Cannot say: no earlier cut-off has closed.' } as RiskModelRow;
		expect(sentence({ all: list({ unknown_accounts: 870 }), model: none })).toBe(
			'115 groups are late against their own rhythm; what is at risk cannot be said: no earlier cut-off has closed.',
		);
		expect(sentence({ all: list({ unknown_accounts: 870, late_accounts: 0 }) })).toBe(
			'What is at risk cannot be said: no account has a rhythm yet.',
		);
	});

	it('says so where nobody had ordered, nobody matches, or the day is no longer kept', () => {
		const nobody = list({ accounts: 0 });
		expect(sentence({ all: nobody })).toContain('no group had ordered by then.');
		expect(sentence({ all: nobody, model: null })).toContain('kept for the newest three years only.');
	});
});

describe('why an account is on a list', () => {
	const row = {
		reason_1: 'One.',
		reason_2: null,
		reason_3: null,
		cadence_state: 'late',
		cannot_say: null,
		is_eroding: false,
		revenue: 34_000,
		prior_revenue: 78_000,
		days_since_order: 400,
		last_order_on: '2025-09-26',
	} as RiskRow;

	it('is told by its reasons', () => {
		expect(whySentences(row, 'at_risk', format)).toEqual(['One.']);
	});

	it('is told by both years where it erodes, by its silence where it has lapsed', () => {
		expect(whySentences(row, 'eroding', format)).toEqual([
			'It brought €34.0\u00a0k in the year, €78.0\u00a0k in the year before.',
			'One.',
		]);
		expect(whySentences({ ...row, reason_1: null, cadence_state: 'lapsed' }, 'lapsed', format)).toEqual([
			'No order for 400 days, since 26 Sep 2025.',
		]);
	});

	it('is told by what is missing where nothing can be foretold', () => {
		const one = { ...row, reason_1: null, cannot_say: 'one order: no rhythm yet' };
		expect(whySentences(one, 'all', format)).toEqual(['Nothing can be foretold: one order: no rhythm yet.']);
	});

	it('stands on the first list where the address names none', () => {
		expect(riskList('nothing').key).toBe('at_risk');
	});
});

describe('the record in words', () => {
	const used = {
		model: 'in_use',
		accounts: 7606,
		auc: 0.906,
		auc_low: 0.893,
		auc_high: 0.916,
		auc_live: 0.785,
		auc_live_low: 0.764,
		auc_live_high: 0.803,
		precision_at_k: 0.606,
		revenue_captured: 0.648,
		predicted_share: 0.229,
		actual_share: 0.224,
		predicted_revenue_share: 0.053,
		actual_revenue_share: 0.046,
	} as RiskRecordRow;
	const naive = {
		model: 'silent_60',
		auc: 0.867,
		flags: 1360,
		precision_at_k: 0.532,
		revenue_captured: 0.399,
		lead_days_mean: 13.6,
		flagged_share: 0.265,
	} as RiskRecordRow;
	const often = {
		model: 'in_use_as_often',
		lead_cut_on: '2025-10-31',
		episodes: 113,
		lead_days_mean: 16.7,
		flagged_share: 0.336,
	} as RiskRecordRow;
	const chosen = {
		rung: '4',
		label: 'Model',
		reason: 'Model: lowest Brier score.',
		model_on: '2026-10-31',
		high_from: 0.179,
		medium_from: 0.124,
		false_alert_budget: 0.1,
		is_proven: true,
	} as RiskModelRow;
	const facts = { model: chosen, records: [used, naive, often], backtests: [], noun };
	const textOf = (head: string) => recordWords(facts, format).find((words) => words.head === head)?.text;

	it('opens with how often the right one of two came first', () => {
		expect(plainText(recordFinding(facts))).toBe(
			'Of two groups, one of which fell silent, it put the right one first in 91 of 100 cases, the days since the last order alone in 87.',
		);
	});

	it('says what AUC means, and what it is among live accounts', () => {
		expect(textOf('Telling them apart')).toContain(
			'in 91 of 100 cases (95% interval 89 to 92); a coin does in 50.',
		);
		expect(textOf('Telling them apart')).toContain('in the 91 days before, in 79 (95% interval 76 to 80).');
	});

	it('holds it against the rule of 60 days at as many flags', () => {
		expect(textOf('Against a rule of 60 days')).toBe(
			'Flagging everybody who was silent for 60 days would have raised 1,360 flags, of which 53% were right. Of as many with the highest chances, 61% were. As many, taken by money at stake, hold 65% of the revenue that fell silent; the rule’s hold 40%.',
		);
	});

	it('says how many silences came without a warning', () => {
		expect(textOf('Days of warning')).toContain('16.7 days before a silence was confirmed');
		expect(textOf('Days of warning')).toContain('no warning at all for 66%');
	});

	it('promises no warning where none came', () => {
		const none = { ...facts, records: [used, naive, { ...often, flagged_share: 0, lead_days_mean: 0 }] };
		expect(recordWords(none, format).find(({ head }) => head === 'Days of warning')?.text).toContain(
			'So expect no warning before a silence is confirmed.',
		);
	});

	it('says what is in use, and from which chance on it flags', () => {
		expect(textOf('What is in use now')).toBe(
			'Since 31 Oct 2026: Model: lowest Brier score. Risk is high from a chance of 18% on, where at most 10% of the live groups that stayed would have been flagged, and medium from 12%, with twice as many.',
		);
	});

	it('is honest where there is none', () => {
		const young = {
			...chosen,
			reason: 'Buy-till-you-die model, unproven here: 0 of the 2 cut-offs that learning needs have closed.',
		};
		expect(plainText(recordFinding({ ...facts, model: young, records: [] }))).toBe(
			'There is no record yet, so judge what is flagged with care: Buy-till-you-die model, unproven here: 0 of the 2 cut-offs that learning needs have closed.',
		);
		expect(recordClaim([], format)).toBeNull();
	});

	it('is claimed in one sentence on the list', () => {
		expect(recordClaim([used, naive], format)).toContain(
			'61% of those with the highest chances fell silent, against 53% of as many',
		);
	});
});
