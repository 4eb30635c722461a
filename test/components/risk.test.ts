import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/lib/components/phrase.ts';
import { branchSentence, riskList, untoldList, whySentences } from '../../src/lib/components/risk-lists.ts';
import { chanceUntold, evidenceWords } from '../../src/lib/components/evidence-words.ts';
import type {
	EvidenceRow,
	RiskListsRow,
	RiskModelRow,
	RiskRecordRow,
	RiskRow,
} from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
import { riskFinding, sortClaim } from '../../src/routes/risk/risk-finding.ts';
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
	plainText(riskFinding({ all, atRisk, model, isTold: true, asOf: '2026-10-31', noun, ...changes }, format));

describe('the sentence that opens risk', () => {
	it('says how many may be going quiet, what is at stake and how many are explained', () => {
		expect(sentence({})).toBe(
			'166 groups are late or likely to fall silent, with an expected loss of €1.14\u00a0m in a year; for 9 of them something explains it.',
		);
	});

	it('leaves out the money where no line has an amount, and what is explained where nothing is', () => {
		const bare = list({ accounts: 1, explained_accounts: 0, revenue_at_risk: null, unknown_accounts: 0 });
		expect(sentence({ atRisk: bare })).toBe('1 group is late or likely to fall silent.');
	});

	it('says that nobody is at risk', () => {
		expect(sentence({ atRisk: list({ accounts: 0 }) })).toBe(
			'No group is at risk: none is late against its own rhythm or has a chance of silence of 10 % or more.',
		);
	});

	it('says who is late, and that nothing else can be told, where the past bears no chance out', () => {
		expect(sentence({ isTold: false })).toBe(
			'115 groups are late against their own rhythm; whether they come back cannot be told from your own past.',
		);
		expect(sentence({ isTold: false, all: list({ late_accounts: 0 }) })).toBe(
			'No group is late against its own rhythm; whether any falls silent cannot be told.',
		);
		expect(sentence({ isTold: false })).not.toMatch(/€|%/);
	});

	it('says that a selection has no chance without blaming the past, where others have one', () => {
		expect(sentence({ all: list({ accounts: 3, unknown_accounts: 3, late_accounts: 0 }) })).toBe(
			'No chance of silence can be said of these groups.',
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
		overdue_ratio: 2.5,
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
		const one = { ...row, reason_1: null, overdue_ratio: null, cannot_say: 'one order: no rhythm yet' };
		expect(whySentences(one, 'all', format)).toEqual(['No chance: one order: no rhythm yet.']);
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
	} as RiskModelRow;
	const facts = { model: chosen, records: [used, naive, often], backtests: [], noun };
	const textOf = (head: string) => recordWords(facts, format).find((words) => words.head === head)?.text;

	it('says what AUC means, and what it is among live accounts', () => {
		expect(textOf('Telling them apart')).toContain(
			'in 91 of 100 cases (95% interval 89 to 92); a coin does in 50.',
		);
		expect(textOf('Telling them apart')).toContain('in the 91 days before, in 79 (95% interval 76 to 80).');
	});

	it('holds it against the rule of 60 days at as many flags', () => {
		expect(textOf('Against a rule of 60 days')).toBe(
			'Flagging everybody who was silent for 60 days would have raised 1,360 flags, of which 53% were right. Of as many with the highest chances, 61% were.',
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

	it('says what is in use', () => {
		expect(textOf('What is in use now')).toBe('Since 31 Oct 2026: Model: lowest Brier score.');
	});

	it('opens with how many claims the past bears out, and names the chance where it does not', () => {
		const row = (claim: string, verdict: string) => ({ claim, verdict }) as EvidenceRow;
		const facts = { model: chosen, records: [], backtests: [], noun };
		expect(plainText(recordFinding([row('chance', 'use'), row('sort', 'do_not_use')], facts))).toBe(
			'Your own past bears out 1 of 2 claims.',
		);
		expect(plainText(recordFinding([row('chance', 'do_not_use')], facts))).toBe(
			'Your own past bears out none of our claims, so no chance of silence is shown.',
		);
		expect(plainText(recordFinding([], { ...facts, model: null }))).toContain('There is no record');
	});
});

describe('a claim in words', () => {
	const coin = {
		claim: 'chance',
		verdict: 'do_not_use',
		figure: 0.52,
		low: 0.48,
		high: 0.57,
		rows: 1330,
		reason: 'the chances hardly tell who fell silent',
	} as EvidenceRow;

	it('says how it was tried, against what, and why it is not shown', () => {
		const [words] = evidenceWords([coin], format);
		expect(words).toMatchObject({ title: 'Who will fall silent', verdict: 'Do not use' });
		expect(words!.text).toBe(
			'Tried on 1,330 cases of your own past, the ranking was right 52 times in 100 (48 to 57); a coin is right 50 times. Not shown: the chances hardly tell who fell silent.',
		);
		expect(chanceUntold([coin], format)).toContain('right 52 times in 100');
		expect(chanceUntold([{ ...coin, verdict: 'use' }], format)).toBeNull();
	});

	it('never writes a figure that is not there', () => {
		const young = { ...coin, figure: null, low: null, high: null, rows: 0, reason: 'a proof needs 3' };
		expect(evidenceWords([young], format)[0]!.text).toBe('Not shown: a proof needs 3.');
		const money = { ...coin, claim: 'money', figure: 0.12, rows: 0 };
		expect(evidenceWords([money], format)[0]!.text).toBe(
			'Not shown: the chances hardly tell who fell silent.',
		);
	});

	it('makes a headline of the sort only where the past bears it out', () => {
		const sort = {
			claim: 'sort',
			verdict: 'use',
			figure: 4.2,
			low: 3.4,
			high: 5.3,
			rows: 900,
		} as EvidenceRow;
		expect(sortClaim([sort], format)).toContain('fell silent 4.2 times as often as all of it (3.4 to 5.3)');
		expect(sortClaim([{ ...sort, verdict: 'do_not_use' }], format)).toBeNull();
		expect(sortClaim([], format)).toBeNull();
	});

	it('lists the late ones by revenue where no chance can be told', () => {
		expect(untoldList(riskList('at_risk'))).toMatchObject({ label: 'Late', amount: 'revenue' });
		expect(untoldList(riskList('eroding'))).toEqual(riskList('eroding'));
	});

	it('never hides a branch that is gone behind its group', () => {
		const group = {
			branch_count: 201,
			branches_at_risk: 3,
			lapsed_branches: 11,
			worst_branch_name: 'Sylvanite, MT',
		} as RiskRow;
		expect(branchSentence(group, format)).toBe(
			'Of its 201 branches 3 are at risk, first Sylvanite, MT; 11 have lapsed.',
		);
		expect(branchSentence({ ...group, branches_at_risk: null }, format)).toBeNull();
	});
});
