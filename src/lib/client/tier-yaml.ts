import type { TierModelRow } from '../contract/rows.ts';
import { CRITERIA } from '../contract/tier-criteria.ts';
import type { TierThresholds } from '../contract/tier-what-if.ts';
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
	const edges = (tier: string, { entry, exit }: TierThresholds): string =>
		`${tier}: ${list([
			['entry', entry],
			['exit', exit],
		])}`;
	const pointLines = (indent: string): string[] => [
		`${indent}value:`,
		...section((row) => row.axis === 'value').map((line) => `${indent}  ${line.trim()}`),
		`${indent}potential:`,
		...section((row) => row.axis === 'potential' && !row.is_judged).map(
			(line) => `${indent}  ${line.trim()}`,
		),
		`${indent}judged:`,
		...section((row) => row.is_judged).map((line) => `${indent}  ${line.trim()}`),
	];
	const head = [
		...(first.model_version === 'default' ? ['versions:'] : []),
		`  - version: ${text(name)}`,
		`    valid_from: ${first.next_quarter_on}`,
	];
	const judging = [
		...(departments.size > 0 ? [`    departments: ${list([...departments])}`] : []),
		`    half_life_days: ${first.half_life_days}`,
		`    disagreement_range: ${first.disagreement_range}`,
	];
	const gates = (own: string): string[] => [
		'    gates:',
		`      contribution_floor: ${gate(first.contribution_floor)}`,
		`      ${own}`,
		`      emerging_orders: ${gate(first.emerging_orders)}`,
		`      emerging_months: ${gate(first.emerging_months)}`,
		`    minimum_stay_quarters: ${first.minimum_stay}`,
	];
	if (rules.size === null) {
		const { key, develop } = rules.score!;
		return [
			...head,
			...pointLines('    '),
			...judging,
			'    tiers:',
			`      ${edges('key', key)}`,
			`      ${edges('growth', develop!)}`,
			...gates(`price_realisation_floor: ${gate(first.price_realisation_floor)}`),
			'',
		].join('\n');
	}
	const { size, score } = rules;
	return [
		...head,
		'    size:',
		`      ${edges('key', size.key)}`,
		`      ${edges('develop', size.develop!)}`,
		...(score === null
			? []
			: [
					'    score:',
					...pointLines('      '),
					'      thresholds:',
					`        ${edges('key', score.key)}`,
					...(score.develop === null ? [] : [`        ${edges('develop', score.develop)}`]),
				]),
		...judging,
		`    exit_after_quarters: ${first.exit_after_quarters}`,
		`    silence: ${first.silence_days === null ? 'null' : `{ days: ${first.silence_days}, gaps: ${first.silence_gaps} }`}`,
		...gates(`thin_share: ${gate(first.thin_share)}`),
		`    labels: ${list([
			['key', text(first.key_label)],
			['develop', text(first.develop_label)],
			['standard', text(first.standard_label)],
			['emerging', text(first.emerging_label)],
		])}`,
		'',
	].join('\n');
}
