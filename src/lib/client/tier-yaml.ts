import type { TierModelRow } from '../contract/rows.ts';
import { CRITERIA } from '../contract/tier-criteria.ts';
import type { TierRules } from './tier-what-if.ts';

const text = (value: string): string => JSON.stringify(value);
const list = (pairs: readonly (readonly [string, unknown])[]): string =>
	`{ ${pairs.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value as string | number}`])).join(', ')} }`;

/** 'sales 1' as a name and a weight. */
function department(asked: string): [name: string, weight: number] {
	const at = asked.lastIndexOf(' ');
	return [asked.slice(0, at), Number(asked.slice(at + 1))];
}

function criterion(row: TierModelRow, points: number): string {
	const scores = (row.anchored_scores ?? []).map((each): [string, string] => [
		text(each.slice(0, 1)),
		text(each.slice(2)),
	]);
	const asked = row.asked_departments?.map((each) => department(each)[0]).join(', ');
	return `${row.criterion}: ${list([
		['points', points],
		['label', text(row.label)],
		['scale', row.is_judged ? undefined : row.scale],
		['low', row.given_low ?? undefined],
		['high', row.given_high ?? undefined],
		['departments', asked === undefined ? undefined : `[${asked}]`],
		['scores', scores.length > 0 ? list(scores) : undefined],
	])}`;
}

/**
 * A version for `tiers.yaml` that holds from the next quarter on: all of the model in force, with other points and
 * thresholds. Where there is no file yet it is a whole one, else what belongs at the end of `versions`.
 * @param points those of the rules, brought to a sum of 100
 */
export function tierVersionYaml(
	model: readonly TierModelRow[],
	rules: TierRules,
	points: readonly number[],
): string {
	const [first] = model;
	if (first === undefined) return '';
	const section = (isOf: (row: TierModelRow) => boolean): string[] =>
		CRITERIA.flatMap(({ name }, i) => {
			const row = model.find((each) => each.criterion === name);
			return row && isOf(row) ? [`      ${criterion(row, points[i] ?? 0)}`] : [];
		});
	const departments = new Map(model.flatMap((row) => (row.asked_departments ?? []).map(department)));
	const name = first.model_version === 'default' ? 'first' : `${first.model_version.slice(0, 34)}-next`;
	const gate = (value: number | null) => value ?? 'null';
	return [
		...(first.model_version === 'default' ? ['versions:'] : []),
		`  - version: ${text(name)}`,
		`    valid_from: ${first.next_quarter_on}`,
		'    value:',
		...section((row) => row.axis === 'value'),
		'    potential:',
		...section((row) => row.axis === 'potential' && !row.is_judged),
		'    judged:',
		...section((row) => row.is_judged),
		...(departments.size > 0 ? [`    departments: ${list([...departments])}`] : []),
		`    half_life_days: ${first.half_life_days}`,
		`    disagreement_range: ${first.disagreement_range}`,
		'    tiers:',
		`      key: ${list([
			['entry', rules.key.entry],
			['exit', rules.key.exit],
		])}`,
		`      growth: ${list([
			['entry', rules.growth.entry],
			['exit', rules.growth.exit],
		])}`,
		'    gates:',
		`      contribution_floor: ${gate(first.contribution_floor)}`,
		`      price_realisation_floor: ${gate(first.price_realisation_floor)}`,
		`      emerging_orders: ${gate(first.emerging_orders)}`,
		`      emerging_months: ${gate(first.emerging_months)}`,
		`    minimum_stay_quarters: ${first.minimum_stay}`,
		'',
	].join('\n');
}
