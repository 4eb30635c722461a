import type { ConcentrationStressRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

/** What is always asked: the loss of the largest, of the three and of the five largest. */
const ALWAYS = ['top:1', 'top:3', 'top:5'];

/** The scenarios to ask for. */
export function scenarios(lost: readonly string[]): string[] {
	return [...ALWAYS, ...lost];
}

/** A scenario in words. */
export function scenarioName(
	row: ConcentrationStressRow,
	noun: { one: string; many: string },
	format: Format,
): string {
	const top = /^top:(\d+)$/.exec(row.scenario)?.[1];
	if (top === '1') return `the largest ${noun.one}`;
	if (top !== undefined) return `the ${format.count(Number(top))} largest`;
	if (row.scenario === 'accounts')
		return `${format.count(row.lost_accounts)} chosen ${plural(row.lost_accounts, noun.one, noun.many)}`;
	return row.scenario;
}
