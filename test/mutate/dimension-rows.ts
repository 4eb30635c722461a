import type { RoadLevel, RoadLine } from '../support/second-road/lines.ts';
import type { Holder } from '../support/second-road/windows.ts';
import type { CheckedCompany } from './checked-company.ts';
import type { Judgements } from './judgements.ts';

/** The answer `dimension_values`: whose branches have each value, most accounts first. */
export function dimensionRows(
	company: CheckedCompany,
	lines: readonly RoadLine[],
	level: RoadLevel,
	holders: readonly Holder[],
	judgements: Judgements,
): Record<string, unknown>[] {
	const idsOf = (of: readonly RoadLine[]): Set<string> =>
		new Set(of.map((line) => (level === 'account' ? line.account_id : line.group_id)));
	const isKnown = (id: string): boolean => holders.some((holder) => holder.id === id);
	const ids = [...idsOf(lines)].filter(isKnown);
	const rowsOf = (dimension: string, has: (id: string) => readonly unknown[]) => {
		const pairs = ids.flatMap((id) => [...new Set(has(id))].map((value) => ({ id, value })));
		const values = [...new Set(pairs.map(({ value }) => value))].filter((value) => value !== null);
		return values.map((value) => ({
			dimension,
			value: String(value),
			accounts: pairs.filter((pair) => pair.value === value).length,
		}));
	};
	const own = (id: string): RoadLine[] => lines.filter((line) => idsOf([line]).has(id));
	const rows = [
		...rowsOf('category', (id) => own(id).map((line) => line.category)),
		...rowsOf('segment', (id) => own(id).map((line) => company.segments.get(line.account_id) ?? null)),
		...rowsOf('tier', (id) => [judgements.of(id)['tier']]),
		...rowsOf('risk_level', (id) => [judgements.of(id)['risk_level']]),
	];
	return rows.sort(
		(a, b) =>
			(a.dimension < b.dimension ? -1 : a.dimension > b.dimension ? 1 : 0) ||
			b.accounts - a.accounts ||
			(a.value < b.value ? -1 : 1),
	);
}
