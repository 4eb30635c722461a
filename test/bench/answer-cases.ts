import { ask } from '../../src/lib/server/warehouse/ask/ask.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { isFilterable } from '../../src/lib/server/warehouse/ask/compose.ts';
import type { QueryFile } from '../../src/lib/server/warehouse/query-file.ts';
import { recordParts } from '../../src/lib/server/warehouse/ask/record.ts';
import type { Warehouse } from '../../src/lib/server/warehouse/warehouse.ts';

type Pair = [string, string];
export type CaseKind = 'month end' | 'filtered' | 'by category' | 'custom window' | 'record';

/** One way to ask for one thing; each path of it differs from the others, so that none can be served from memory. */
export interface AnswerCase {
	answer: string;
	level: 'group' | 'account';
	kind: CaseKind;
	paths: string[];
}

/** A page as the screens ask for it. */
const PAGE = '100';
const WINDOW_MONTHS = 6;
const RECORDS = 24;

/** Every answer of the catalog at both levels: at month ends, filtered by a dimension and by category, and over other windows. */
export async function answerCases(warehouse: Warehouse): Promise<AnswerCase[]> {
	const { months, dimensions } = await warehouse.facts();
	const complete = months.filter((month) => month.is_complete && month.is_held);
	const ends = complete.slice(-Math.min(24, complete.length)).map((month) => month.month_end_on);
	const windows = complete
		.slice(0, -WINDOW_MONTHS)
		.map((month, i): Pair[] => [
			['from', month.month_on],
			['to', complete[i + WINDOW_MONTHS]!.month_on],
		])
		.slice(-24);
	const dimension = ['segment', 'region', 'country', ...dimensions].find((name) => dimensions.includes(name));
	const values = dimension === undefined ? [] : await valuesOf(warehouse, dimension);
	const categories = await valuesOf(warehouse, 'category');
	const filtered = crossed(
		ends,
		values.map((value) => [dimension!, value]),
	);
	const byCategory = crossed(
		ends,
		categories.map((value) => ['category', value]),
	);
	const kinds: [CaseKind, (file: QueryFile) => Pair[][]][] = [
		['month end', () => ends.map((as_of) => [['as_of', as_of]])],
		['filtered', (file) => (isFilterable(file) ? filtered : [])],
		['by category', (file) => (isFilterable(file) && file.has_category_filter ? byCategory : [])],
		['custom window', () => windows],
	];
	return [...catalog().answers.values()]
		.filter((file) => !file.parameters.some(({ name }) => name === 'account_id'))
		.flatMap((file) =>
			(['group', 'account'] as const).flatMap((level) =>
				kinds.map(([kind, pairs]) => ({
					answer: file.name,
					level,
					kind,
					paths: pairs(file).map((own) => pathOf(file.name, [...own, ['level', level], ['limit', PAGE]])),
				})),
			),
		)
		.filter((each) => each.paths.length > 0);
}

/** The record of accounts of all sizes: its head and each of its parts. */
export async function recordCases(warehouse: Warehouse): Promise<AnswerCase[]> {
	const { rows } = await ask(warehouse, 'accounts', [
		['level', 'account'],
		['sort', '-revenue'],
	]);
	const stride = Math.max(1, Math.floor(rows.length / RECORDS));
	const ids = rows.filter((_, i) => i % stride === 0).map((row) => String(row['account_id']));
	return ['', ...recordParts(catalog()).keys()].map((part) => ({
		answer: `record ${part === '' ? 'head' : part}`,
		level: 'account',
		kind: 'record',
		paths: ids.map((id) =>
			pathOf(`accounts/${encodeURIComponent(id)}${part === '' ? '' : `/${part}`}`, [['level', 'account']]),
		),
	}));
}

function pathOf(name: string, pairs: readonly Pair[]): string {
	return `/api/v1/${name}?${new URLSearchParams(pairs.map((pair) => [...pair])).toString()}`;
}

/** Each month end with one of the values, turn about. */
function crossed(ends: readonly string[], values: readonly Pair[]): Pair[][] {
	if (values.length === 0) return [];
	return ends.map((as_of, i) => [['as_of', as_of], values[i % values.length]!]);
}

async function valuesOf(warehouse: Warehouse, dimension: string): Promise<string[]> {
	const { rows } = await ask(warehouse, 'dimension_values', [
		['dimension', dimension],
		['limit', '5'],
	]);
	return rows.map((row) => String(row['value'])).filter((value) => value !== 'null');
}
