import { contributionOf } from '../support/second-road/answers.ts';
import { money, type RoadLevel, type RoadLine, type RoadWindow } from '../support/second-road/lines.ts';
import type { Holder } from '../support/second-road/windows.ts';
import type { CheckedCompany } from './checked-company.ts';

/** The summary where no account is known: nothing is summed, and what is counted is 0. */
export function nobody(window: RoadWindow): Record<string, number | null> {
	const counts = { known_accounts: 0, accounts: 0, active_accounts: 0, orders: 0, order_days: 0 };
	const moved = window.prior === null ? null : 0;
	const sums = { revenue: null, prior_revenue: null, growth_rate: null, margin: null, grr: null, nrr: null };
	return { ...counts, ...sums, new_accounts: moved, lost_accounts: moved, logo_retention: null };
}

/** Who an account or group is. The companies give no names, so that ids stand in for them. */
export function identityOf(
	id: string,
	level: RoadLevel,
	all: readonly RoadLine[],
	{ segments }: CheckedCompany,
): Record<string, unknown> {
	if (level === 'account') {
		const group_id = all.find((line) => line.account_id === id)!.group_id;
		return { name: id, group_id, group_name: group_id, branch_count: 1, segment: segments.get(id) ?? null };
	}
	const branches = [...new Set(all.filter((line) => line.group_id === id).map((line) => line.account_id))];
	return { name: id, group_id: id, group_name: id, branch_count: branches.length };
}

/** What serving an account costs, and what it leaves; null where no rate is given. */
export function costOf(holder: Holder, { order_cost }: CheckedCompany): Record<string, number | null> {
	if (order_cost === null) return { cost_to_serve: null, contribution: null };
	const { cost, contribution } = contributionOf(holder, order_cost);
	return {
		cost_to_serve: money(cost),
		contribution: contribution === null ? null : money(contribution),
	};
}

/** Days from one to another; null where there is no first one. */
export function daysSince(day: string | null, as_of: string): number | null {
	return day === null ? null : (Date.parse(as_of) - Date.parse(day)) / 86_400_000;
}
