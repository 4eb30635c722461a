import { byHolder, money, monthStart, type RoadLevel, type RoadLine } from './lines.ts';

/** One completed cell of the cohort triangle. */
export interface RoadCell {
	cohort_on: string;
	age: number;
	accounts: number;
	active_accounts: number;
	revenue: number;
	revenue_per_acquired: number;
}

/** The completed cells of the answer `cohorts`, for periods of so many months, counted from a fiscal year's first, up to a month. */
export function cohortsOf(
	lines: readonly RoadLine[],
	level: RoadLevel,
	lastMonth: number,
	months: 1 | 3 | 12,
	yearStarts: number,
): RoadCell[] {
	const period = (month: number): number => Math.floor((month - yearStarts + 1) / months);
	const last = period(lastMonth + 1) - 1;
	const holders = [
		...byHolder(
			lines.filter((line) => line.month <= lastMonth),
			level,
		).values(),
	].flatMap((own) => {
		const sales = own.filter((line) => line.is_sale).map((line) => line.month);
		return sales.length === 0 ? [] : [{ own, first: Math.min(...sales), sales: new Set(sales.map(period)) }];
	});
	const cohorts = [...new Set(holders.map((holder) => period(holder.first)))].sort((a, b) => a - b);
	return cohorts.flatMap((cohort) => {
		const members = holders.filter((holder) => period(holder.first) === cohort);
		let cumulative = 0;
		return Array.from({ length: Math.max(0, last - cohort + 1) }, (_, age) => {
			const revenue = members
				.flatMap((member) => member.own.filter((line) => period(line.month) === cohort + age))
				.reduce((total, line) => total + (line.amount ?? 0), 0);
			cumulative += revenue;
			return {
				cohort_on: monthStart(cohort * months + yearStarts - 1),
				age,
				accounts: members.length,
				active_accounts: members.filter((member) => member.sales.has(cohort + age)).length,
				revenue: money(revenue),
				revenue_per_acquired: money(cumulative) / members.length,
			};
		});
	});
}
