import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnswerMeta, Row } from '../../src/lib/server/warehouse/ask/ask.ts';
import { ask } from '../../src/lib/server/warehouse/ask/ask.ts';
import { isFilterable } from '../../src/lib/server/warehouse/ask/compose.ts';
import { askDrill } from '../../src/lib/server/warehouse/ask/drill.ts';
import { selectionDrillNames } from '../../src/lib/server/warehouse/ask/drill-files.ts';
import { measuresOf } from '../../src/lib/server/warehouse/ask/measure-role.ts';
import { recordParts } from '../../src/lib/server/warehouse/ask/record.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { given, type Built } from '../support/given.ts';
import { everyEntityCompany } from '../support/every-entity-company.ts';

type Pairs = [string, string][];
type Asking = (pairs: Pairs) => Promise<{ meta: AnswerMeta; rows: Row[] }>;

let built: Built;
beforeAll(async () => {
	built = await given(everyEntityCompany());
});
afterAll(() => built.close());

/** The accounts and groups, asked once. */
const known: Partial<Record<string, Row[]>> = {};
const LEVELS = ['account', 'group'] as const;
const number = (value: unknown): number | null =>
	typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : null;
const queries = catalog();
const answers = [...queries.answers.keys()];
const drills = selectionDrillNames(queries);
const parts = [...recordParts(queries).keys()];
const fileOf = (name: string) => queries.answers.get(name) ?? queries.drill.get(name)!;

/** A value between the smallest and the largest of a column; null where the column has no two values. */
function middle(rows: readonly Row[], column: string): number | null {
	const values = [...new Set(rows.map((row) => number(row[column])).filter((value) => value !== null))].sort(
		(a, b) => a - b,
	);
	if (values.length < 2) return null;
	const at = Math.floor((values.length - 1) / 2);
	// Money is written with four decimals, so that a number between two is none of them.
	return (values[at]! + values[at + 1]!) / 2;
}

const text = (value: number): string => value.toFixed(12);

/** Expects a comparison and its opposite to part the rows that have a figure, and each row to be as it was asked. */
async function expectRowsHeld(
	asking: Asking,
	all: { rows: Row[] },
	column: string,
	name: string,
): Promise<number> {
	const value = middle(all.rows, column);
	if (value === null) return 0;
	const below = await asking([[column, `<${text(value)}`]]);
	const above = await asking([[column, `>=${text(value)}`]]);
	for (const { meta } of [below, above]) {
		expect(meta.filters_not_applied, name).toEqual([]);
		expect(meta.measures, name).toHaveLength(1);
	}
	for (const row of below.rows) expect(number(row[column]), `${name}.${column} below`).toBeLessThan(value);
	for (const row of above.rows)
		expect(number(row[column]), `${name}.${column} above`).toBeGreaterThanOrEqual(value);
	const known = all.rows.filter((row) => number(row[column]) !== null);
	expect(below.rows.length + above.rows.length, `${name}.${column}: rows`).toBe(known.length);
	expect(below.meta.total_rows, `${name}.${column}: rows in all`).toBe(below.rows.length);
	return below.rows.length + above.rows.length;
}

describe.each(LEVELS)('by %s', (level) => {
	const answer =
		(name: string): Asking =>
		(pairs) =>
			ask(built.warehouse, name, [['level', level], ...pairs]);
	/** The largest account is a group of several, too. */
	const id = level === 'group' ? 'g0' : 'a00';
	const part =
		(name: string): Asking =>
		(pairs) =>
			askDrill(built.warehouse, name, id, [['level', level], ...pairs]);
	/** A dimension that names each account, or each group: it selects exactly whom a comparison selects. */
	const mark = level === 'group' ? 'mark_group' : 'mark';

	describe.each(parts)('the part %s of a record', (name) => {
		test('compares its own rows with every number that it takes', async () => {
			const all = await part(name)([]);
			let held = 0;
			for (const column of ownChosen(measuresOf(recordParts(queries).get(name)!), name))
				held += await expectRowsHeld(part(name), all, column, name);
			if (name === 'orders' || name === 'months') expect(held, name).toBeGreaterThan(0);
		});

		test('refuses a number that its rows do not have', async () => {
			const own = measuresOf(recordParts(queries).get(name)!);
			for (const column of measuresOf(fileOf('accounts')).filter((each) => !own.includes(each))) {
				await expect(part(name)([[column, '>0']]), column).rejects.toThrow('is not a parameter here');
			}
			await expect(part(name)([['account.revenue', '>0']])).rejects.toThrow('is not a parameter here');
		});

		test('says of every filter by dimension whether it holds', async () => {
			await expectDimensionsSaid(part(name), name);
		});
	});

	describe.each([...answers, ...drills])('%s', (name) => {
		test('compares its rows, or selects accounts, by every number that it takes', async () => {
			const file = fileOf(name);
			const accounts = (known[level] ??= (await answer('accounts')([])).rows);
			const isList = file.columns.some((column) => column.name === 'account_id') || drills.includes(name);
			const measured = measuresOf(fileOf('accounts'));
			const all = await answer(name)([]);
			for (const column of ownChosen(measuresOf(file), name)) {
				const isSelecting =
					measured.includes(column) && isFilterable(file) && (!isList || name === 'accounts');
				if (!isSelecting) await expectRowsHeld(answer(name), all, column, name);
			}
			if (!isFilterable(file)) return;
			for (const [i, column] of chosen(measured, name, measuresOf(file)).entries()) {
				const value = middle(accounts, column);
				if (value === null) continue;
				for (const isQualified of i === 0 ? [false, true] : [false]) {
					const named = isQualified ? `account.${column}` : column;
					const isRow = isList && !isQualified && measuresOf(file).includes(column);
					const asked = await answer(name)([[named, `<${text(value)}`]]);
					expect(asked.meta.measures, `${name}?${named}`).toHaveLength(1);
					expect(asked.meta.filters_not_applied).toEqual([]);
					if (isRow) {
						for (const row of asked.rows) expect(number(row[column]), `${name}?${named}`).toBeLessThan(value);
						continue;
					}
					const selected = accounts.filter((row) => {
						const figure = number(row[column]);
						return figure !== null && figure < value;
					});
					const same = await answer(name)(selected.map((row) => [mark, String(row['account_id'])]));
					expect(same.meta.filters_not_applied).toEqual([]);
					expect(asked.rows, `${name}?${named}<${value}`).toEqual(same.rows);
					if (name === 'accounts') expect(asked.rows).toHaveLength(selected.length);
				}
			}
		});

		test('says of every filter by dimension whether it holds', async () => {
			await expectDimensionsSaid(answer(name), name);
		});
	});
});

/** Every nth of a list, another start for each answer: what all answers together go over is the whole list. */
function some(list: readonly string[], name: string, count: number): string[] {
	const at = [...answers, ...drills, ...parts].indexOf(name);
	return Array.from(
		{ length: Math.min(count, list.length) },
		(_, i) => list[(at * count + i) % list.length]!,
	);
}

/** The numbers of an answer that are held to its rows: those that accounts have under the same name, and a few more. */
function ownChosen(own: readonly string[], name: string): string[] {
	const shared = own.filter((column) => measuresOf(fileOf('accounts')).includes(column));
	return [...new Set([...(name === 'accounts' ? [] : shared.slice(0, 6)), ...some(own, name, 2)])];
}

/** The figures of an account by which an answer's selection is asked: those that it has too, and a few more. */
function chosen(measured: readonly string[], name: string, own: readonly string[]): string[] {
	if (name === 'accounts') return some(measured, name, 12);
	return [
		...new Set([
			...measured.filter((column) => own.includes(column)).slice(0, 3),
			...some(measured, name, 1),
		]),
	];
}

/** Expects a filter that is said to hold to leave no row of nobody, and one that is said not to hold to leave all. */
async function expectDimensionsSaid(asking: Asking, name: string): Promise<void> {
	const all = await asking([]);
	for (const dimension of ['segment', 'category', 'tier']) {
		const { meta, rows } = await asking([[dimension, 'nobody']]);
		const isHeld = Object.keys(meta.filters).includes(dimension);
		const isRefused = meta.filters_not_applied.includes(dimension);
		expect(isHeld !== isRefused, `${name}?${dimension}: held ${isHeld}, refused ${isRefused}`).toBe(true);
		if (isRefused) expect(rows, `${name}?${dimension}`).toEqual(all.rows);
		else if (all.rows.length > 0 && hasFigures(all.rows))
			expect(rows, `${name}?${dimension}`).not.toEqual(all.rows);
	}
}

/** Whether any row tells an amount or a count other than zero. */
function hasFigures(rows: readonly Row[]): boolean {
	return rows.some((row) => Object.values(row).some((value) => (number(value) ?? 0) !== 0));
}

test('one word at two grains: below zero are the orders of a record, and the accounts of a summary', async () => {
	const orders = await askDrill(built.warehouse, 'orders', 'a00', [
		['level', 'account'],
		['revenue', '<0'],
	]);
	expect(orders.rows.length).toBeGreaterThan(0);
	for (const row of orders.rows) expect(Number(row['revenue'])).toBeLessThan(0);
	expect(orders.meta.measures).toEqual(['revenue<0']);
});

test('where a category leaves a figure unsaid, a comparison with it is named as not applied', async () => {
	for (const name of ['accounts', 'summary', 'concentration']) {
		const pairs: Pairs = [
			['category', 'x'],
			['orders', '>=2'],
		];
		const { meta, rows } = await ask(built.warehouse, name, pairs);
		expect(meta.filters_not_applied, name).toEqual(['orders']);
		expect(meta.measures, name).toEqual([]);
		expect(rows, name).toEqual((await ask(built.warehouse, name, [['category', 'x']])).rows);
	}
});
