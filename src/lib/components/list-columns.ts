import type { MakingColumn } from '../client/api.ts';
import type { CellKind, GridColumn } from './grid-column.ts';
import { labelOf } from './labels.ts';

/** How a value is written, by the type that the definition of its column gives: never by the column's place. */
const KINDS: Readonly<Record<string, CellKind>> = {
	id: 'text',
	text: 'text',
	texts: 'texts',
	date: 'day',
	dates: 'texts',
	month: 'month',
	timestamp: 'moment',
	count: 'count',
	integer: 'count',
	money: 'amount',
	share: 'share',
	ratio: 'number',
	days: 'days',
	boolean: 'yes',
};

const WIDTHS: Readonly<Record<CellKind, number>> = {
	text: 190,
	texts: 190,
	day: 120,
	month: 110,
	moment: 170,
	count: 110,
	money: 120,
	amount: 140,
	share: 110,
	bar: 186,
	growth: 110,
	number: 120,
	average: 100,
	days: 130,
	yes: 100,
	tier: 110,
	risk: 106,
};

/** The kind of a column, by its definition: a ratio that is a rate is a growth, all other ratios are plain numbers. */
export function kindOf({ name, type }: Pick<MakingColumn, 'name' | 'type'>): CellKind {
	if (type === 'ratio' && name.endsWith('_rate')) return 'growth';
	if (name === 'tier') return 'tier';
	if (name === 'risk_level') return 'risk';
	return KINDS[type] ?? 'text';
}

/** Heading of a column of a list, without what its unit says anyway. */
export function headingOf(name: string): string {
	return labelOf(name.replace(/_on$/, '').replace(/(?<=.)_days$/, ''));
}

/** Columns of a list, as the answer's header defines them, in its order; those without any value are left out. */
export function listColumns(
	defined: readonly MakingColumn[],
	filled: readonly string[] | undefined,
): GridColumn[] {
	return defined
		.filter(({ name }) => filled === undefined || filled.includes(name))
		.map((column) => {
			const kind = kindOf(column);
			const label = headingOf(column.name);
			return {
				key: column.name,
				label,
				kind,
				width: Math.max(WIDTHS[kind], label.length * 8 + 40),
				better: 'up',
			};
		});
}
