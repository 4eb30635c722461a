import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { PurchaseHistories } from '../../src/lib/server/models/purchase-histories.ts';

/** Order events of one account: days since 1970-01-01, ascending and distinct, with the amount of each. */
export interface AccountEvents {
	account_id: string;
	days: number[];
	amounts: number[];
}

/** Days since 1970-01-01 of a date such as `2007-06-30`. */
export function dayOf(date: string): number {
	return Math.round(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / 86_400_000);
}

/** The named columns of a CSV text without line breaks inside quotes, one array per record; the first line has the names. */
export function csvColumns(text: string, names: readonly string[]): string[][] {
	const lines = text.split(/\r?\n/).filter((line) => line !== '');
	const header = csvFields(lines[0] ?? '');
	const places = names.map((name) => header.indexOf(name));
	return lines.slice(1).map((line) => {
		const fields = csvFields(line);
		return places.map((place) => fields[place] ?? '');
	});
}

function csvFields(line: string): string[] {
	if (!line.includes('"')) return line.split(',');
	return [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map((field) =>
		(field[1] as string).replace(/^"|"$/g, '').replaceAll('""', '"'),
	);
}

/** Text of a file, unzipped where its name ends in `.gz`. */
export function readText(file: string): string {
	const bytes = readFileSync(file);
	return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Fold lines into order events, same-day lines into one. */
export function orderEvents(
	lines: Iterable<{ account_id: string; day: number; amount: number }>,
): AccountEvents[] {
	const byAccount = new Map<string, Map<number, number>>();
	for (const { account_id, day, amount } of lines) {
		const days = byAccount.get(account_id) ?? new Map<number, number>();
		days.set(day, (days.get(day) ?? 0) + amount);
		byAccount.set(account_id, days);
	}
	return [...byAccount].map(([account_id, days]) => {
		const sorted = [...days].sort((p, q) => p[0] - q[0]);
		return { account_id, days: sorted.map(([day]) => day), amounts: sorted.map(([, amount]) => amount) };
	});
}

/** What each account had done by the end of a day, in weeks; accounts without an order by then are left out. */
export function historiesBy(
	events: readonly AccountEvents[],
	cut: number,
): PurchaseHistories & { events: AccountEvents[] } {
	const known = events
		.map((e) => ({ ...e, days: e.days.filter((day) => day <= cut) }))
		.filter((e) => e.days.length > 0);
	const weeks = (days: number): number => days / 7;
	return {
		events: known,
		repeats: known.map((e) => e.days.length - 1),
		last: known.map((e) => weeks((e.days.at(-1) as number) - (e.days[0] as number))),
		age: known.map((e) => weeks(cut - (e.days[0] as number))),
		logGaps: known.map((e) => gapsOf(e.days).reduce((sum, gap) => sum + Math.log(weeks(gap)), 0)),
	};
}

/** Days between successive order events. */
export function gapsOf(days: readonly number[]): number[] {
	return days.slice(1).map((day, i) => day - (days[i] as number));
}
