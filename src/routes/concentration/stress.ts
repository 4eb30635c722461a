import type { ConcentrationStressRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

/** What is always asked: the loss of the largest, of the three and of the five largest. */
const ALWAYS = ['top:1', 'top:3', 'top:5'];

/** Accounts taken away by hand, in an address: one parameter, however the ids are written. */
export function parseLost(text: string | undefined): string[] {
	return (text ?? '').split(',').filter(Boolean).map(readable);
}

/** The address's text for accounts taken away; undefined where there are none. */
export function writeLost(ids: readonly string[]): string | undefined {
	return ids.map((id) => encodeURIComponent(id)).join(',') || undefined;
}

/** One account taken away, or put back where it was away. */
export function toggleLost(ids: readonly string[], id: string): string[] {
	return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}

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

function readable(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
