import type { RiskRow } from '../contract/rows.ts';
import type { Format } from '../format.ts';

/** A list of the answer `risk`: what it is called, what it holds, and the figure that orders it. */
export interface RiskList {
	key: 'at_risk' | 'eroding' | 'explained' | 'lapsed' | 'all';
	label: string;
	/** Stands under the title of the list. */
	says: string;
	/** What to say where nobody is on it. */
	empty: string;
	amount: 'revenue_at_risk' | 'revenue' | 'revenue_change' | 'prior_revenue';
	amountLabel: string;
	/** Undefined where it is the answer's own order. */
	sort?: string;
}

const AT_RISK = { amount: 'revenue_at_risk', amountLabel: 'Expected loss' } as const;
/** What stands in the place of money at risk where the past bears no chance out. */
const UNTOLD = { amount: 'revenue', amountLabel: 'Revenue' } as const;

/** The lists in the order of their tabs. */
export const RISK_LISTS: readonly RiskList[] = [
	{
		key: 'at_risk',
		label: 'At risk',
		says: 'late against their own rhythm, or with a chance of silence of 10 % or more',
		empty: 'Nobody is at risk.',
		...AT_RISK,
	},
	{
		key: 'eroding',
		label: 'Eroding',
		says: 'still ordering in their rhythm, but with less than 70 % of the year before: a fact, not a forecast',
		empty: 'Nobody brings much less than the year before while ordering on.',
		amount: 'revenue_change',
		amountLabel: 'Change',
		sort: 'revenue_change',
	},
	{
		key: 'explained',
		label: 'Explained',
		says: 'quiet, but an open order, a live quote, their season or a closure explains it',
		empty: 'Nothing explains the silence of anybody.',
		...AT_RISK,
	},
	{
		key: 'lapsed',
		label: 'Lapsed',
		says: 'silent for longer than a year and than three of their horizons: no longer at risk, but gone',
		empty: 'Nobody has lapsed.',
		amount: 'prior_revenue',
		amountLabel: 'Year before',
		sort: '-prior_revenue',
	},
	{
		key: 'all',
		label: 'All',
		says: 'everybody who ever ordered',
		empty: 'Nobody has ordered yet.',
		...AT_RISK,
	},
];

/** The list of that name; the first where there is none. */
export function riskList(key: string | undefined): RiskList {
	return RISK_LISTS.find((list) => list.key === key) ?? RISK_LISTS[0]!;
}

/** A list as it reads where no chance can be told: its accounts by revenue, without money at risk, and late ones alone at risk. */
export function untoldList(list: RiskList): RiskList {
	const told = list.amount === 'revenue_at_risk' ? { ...list, ...UNTOLD } : list;
	return list.key === 'at_risk'
		? { ...told, label: 'Late', says: 'late against their own rhythm: a fact, not a forecast' }
		: told;
}

/** What is said of a group's branches: how many are at risk and have lapsed, and the one with most at stake; null for an account. */
export function branchSentence(row: RiskRow, format: Format): string | null {
	if (row.branches_at_risk === null || row.branch_count < 2) return null;
	const lapsed = row.lapsed_branches ?? 0;
	if (row.branches_at_risk === 0 && lapsed === 0) return null;
	const worst = row.worst_branch_name === null ? '' : `, first ${row.worst_branch_name}`;
	const gone = lapsed === 0 ? '' : `; ${format.count(lapsed)} have lapsed`;
	return `Of its ${format.count(row.branch_count)} branches ${format.count(row.branches_at_risk)} are at risk${worst}${gone}.`;
}

/** Why an account is on a list, one sentence each: its reasons, or the fact that put it there. */
export function whySentences(row: RiskRow, list: RiskList['key'], format: Format): string[] {
	const reasons = [row.reason_1, row.reason_2, row.reason_3].filter((reason) => reason !== null);
	if (list === 'eroding' || (reasons.length === 0 && row.is_eroding)) {
		return [
			`It brought ${format.compactMoney(row.revenue)} in the year, ${format.compactMoney(row.prior_revenue)} in the year before.`,
			...reasons,
		];
	}
	if (row.cadence_state === 'lapsed') {
		return [
			`No order for ${format.count(row.days_since_order)} days, since ${format.day(row.last_order_on)}.`,
		];
	}
	return reasons.length > 0 || row.cannot_say === null || row.overdue_ratio !== null
		? reasons
		: [`No chance: ${row.cannot_say}.`];
}
