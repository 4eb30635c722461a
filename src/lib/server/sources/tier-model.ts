import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CRITERIA, type CriterionKnown } from '../../contract/tier-criteria.ts';
import type { Fault } from '../fault.ts';
import { checkedYaml } from './checked-yaml.ts';
import {
	knownTierKeys,
	tierSchema,
	type TierFile,
	type TierFileVersion,
	type TierNomination,
	type TierOverride,
} from './tier-schema.ts';

/** One criterion as a version of the model counts it. */
export interface TierCriterion extends CriterionKnown {
	/** Anchors that the file gives; null where they are taken from the reference snapshot. */
	low: number | null;
	high: number | null;
	/** Departments that are asked; none for figures. */
	departments: readonly string[];
	/** What a score from 1 to 5 means, for those who rate. */
	scores: Readonly<Record<string, string>>;
}

/** One version of the tier model, complete. */
export interface TierVersion {
	version: string;
	valid_from: string;
	valid_to: string | null;
	criteria: readonly TierCriterion[];
	departments: Readonly<Record<string, number>>;
	half_life_days: number;
	disagreement_range: number;
	/** Thresholds of the score in a version without tiers by size; null in one with them. */
	tiers: NonNullable<TierFileVersion['tiers']> | null;
	gates: TierGates;
	minimum_stay_quarters: number;
	/** Tiers by size and what goes with them; null in a version of the rule before. */
	size: SizeRule | null;
}

/** Entry and exit of one tier. */
export type TierEdges = NonNullable<TierFileVersion['size']>['key'];

/** What keeps an account out of key; null where a gate is off. */
export interface TierGates {
	contribution_floor: number | null;
	price_realisation_floor?: number | null;
	thin_share?: number | null;
	emerging_orders: number;
	emerging_months: number;
}

/** The rule of a version with tiers by size, and optionally by score. */
export interface SizeRule {
	key: TierEdges;
	develop: TierEdges;
	/** Thresholds of the score; null where no tier is given by score. */
	score: { key: TierEdges; develop?: TierEdges | undefined } | null;
	exit_after_quarters: number;
	silence: { days: number; gaps: number } | null;
	labels: { key: string; develop: string; standard: string; emerging: string };
}

/** The tier model of a project: its versions by first day, and gates that somebody signed away. */
export interface TierModel {
	/** The file, or null where the defaults hold. */
	path: string | null;
	versions: readonly TierVersion[];
	overrides: readonly TierOverride[];
	nominations: readonly TierNomination[];
}

export const TIER_MODEL_NAME = 'tiers.yaml';
const ALL_POINTS = 100;

/** The model of a project's folder: its `tiers.yaml`, else the defaults. Throws {@link Fault} `input` with file and line. */
export function readTierModel(dir: string): TierModel {
	const path = join(dir, TIER_MODEL_NAME);
	return existsSync(path) ? parseTierModel(readFileSync(path, 'utf8'), path) : DEFAULT_TIER_MODEL;
}

/** Parses the text of a `tiers.yaml`. Throws {@link Fault} `input`, with file and line, for the first thing that is wrong. */
export function parseTierModel(text: string, path: string): TierModel {
	const { value, complain } = checkedYaml(text, path, tierSchema, knownTierKeys);
	value.versions.forEach((version, i) =>
		refuseWrongVersion(version, (at, sentence) => complain(['versions', i, ...at], sentence)),
	);
	refuseOverlap(value, complain);
	value.overrides.forEach((override, i) => {
		if (override.until < override.from)
			throw complain(
				['overrides', i, 'until'],
				`the override ends on ${override.until}, before it begins on ${override.from}.`,
			);
	});
	const versions = value.versions.map(completed).toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
	refuseWrongNominations(value.nominations, complain);
	return { path, versions, overrides: value.overrides, nominations: value.nominations };
}

/** What a sentence on the model says: its file and the version in force on a day. For `vital-few check`. */
export function checkTierModel(dir: string, today: string): string {
	const model = readTierModel(dir);
	const held = versionOn(model, today);
	const where =
		model.path === null
			? `no ${TIER_MODEL_NAME}, so the defaults hold`
			: `${model.path} holds ${model.versions.length === 1 ? 'one version' : `${model.versions.length} versions`}`;
	const rule =
		held.size === null
			? `key from ${held.tiers!.key.entry} of 100 points, develop from ${held.tiers!.growth.entry}`
			: `key by size from a value score of ${held.size.key.entry}, develop from ${held.size.develop.entry}${held.size.score === null ? '' : `, key by score from ${held.size.score.key.entry} of 100 points`}`;
	return `Tiers: ${where}; ${held.version} is in force: ${rule}.`;
}

/** The version in force on a day: the last that has begun, else the first. */
export function versionOn(model: TierModel, day: string): TierVersion {
	return model.versions.findLast((version) => version.valid_from <= day) ?? model.versions[0]!;
}

/** Names a version's content: the same for the same rules, another after any change that could move a tier. */
export function modelId(version: TierVersion): string {
	const {
		version: label,
		tiers,
		gates,
		departments,
		half_life_days,
		disagreement_range,
		minimum_stay_quarters,
	} = version;
	const criteria = version.criteria.map(({ name, points, scale, low, high, departments: asked }) => ({
		name,
		points,
		scale,
		low,
		high,
		asked,
	}));
	const text = JSON.stringify({
		tiers,
		gates,
		departments,
		half_life_days,
		disagreement_range,
		minimum_stay_quarters,
		criteria,
		...(version.size === null ? {} : { size: { ...version.size, labels: undefined } }),
	});
	return `${label}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}

type Complain = (path: readonly PropertyKey[], sentence: string) => Fault;

function refuseWrongVersion(version: TierFileVersion, complain: Complain): void {
	const { version: name } = version;
	const isOld = isOldRule(version);
	if (isOld && (version.size !== undefined || version.score !== undefined)) {
		const old = (['tiers', 'value', 'potential', 'judged'] as const).find(
			(key) => version[key] !== undefined,
		)!;
		throw complain(
			[old],
			`version ${name} has size or score and ${old}; ${old === 'tiers' ? 'give size and score.thresholds in place of tiers' : `points stand below score: score.${old}`}.`,
		);
	}
	for (const key of ['exit_after_quarters', 'silence'] as const)
		if (isOld && version[key] !== undefined)
			throw complain(
				[key],
				`${key} belongs to a version with size; version ${name} has tiers by points alone.`,
			);
	if (isOld && version.gates.thin_share !== undefined)
		throw complain(
			['gates', 'thin_share'],
			`thin_share belongs to a version with size; version ${name} has tiers by points alone.`,
		);
	if (!isOld && version.gates.price_realisation_floor !== undefined)
		throw complain(
			['gates', 'price_realisation_floor'],
			`price_realisation_floor is no gate of a version with size; thin_share tells who is large but thin, in money.`,
		);
	if (version.valid_to !== undefined && version.valid_to < version.valid_from)
		throw complain(
			['valid_to'],
			`version ${version.version} ends on ${version.valid_to}, before it begins on ${version.valid_from}.`,
		);
	const whole = completed(version);
	const { criteria } = whole;
	const inFile = (...at: string[]): string[] => (isOld ? at : ['score', ...at]);
	for (const criterion of criteria) {
		const at = inFile(criterion.kind === 'judged' ? 'judged' : criterion.axis, criterion.name);
		const { low, high } = criterion;
		if ((low === null) !== (high === null))
			throw complain(at, `${criterion.name} has one anchor; give both low and high, or neither.`);
		if (low !== null && high !== null && low >= high)
			throw complain(
				[...at, 'low'],
				`the low anchor ${low} of ${criterion.name} must be under the high anchor ${high}.`,
			);
		if (low !== null && low <= 0 && criterion.scale === 'log')
			throw complain(
				[...at, 'low'],
				`${criterion.name} is on a log scale, whose low anchor must be over 0, not ${low}.`,
			);
		const stranger = criterion.departments.find(
			(department) => version.departments[department] === undefined,
		);
		if (stranger !== undefined)
			throw complain(
				[...at, 'departments'],
				`${stranger} is not among the departments of version ${version.version}: ${Object.keys(version.departments).join(', ')}.`,
			);
	}
	const { size } = whole;
	if (size !== null) refuseCrossing(size, complain);
	if (size !== null && size.score === null) return;
	const sum = criteria.reduce((total, { points }) => total + points, 0);
	if (Math.abs(sum - ALL_POINTS) > 1e-9)
		throw complain(
			[],
			`the points of version ${version.version} sum to ${Number(sum.toFixed(6))}, not to ${ALL_POINTS}.`,
		);
	if (!criteria.some(({ axis, points }) => axis === 'potential' && points > 0))
		throw complain(
			[],
			`version ${version.version} gives no points to potential, by which young accounts are scored.`,
		);
	const { tiers } = whole;
	if (tiers === null) return;
	for (const tier of ['key', 'growth'] as const) {
		const { entry, exit } = tiers[tier];
		if (exit > entry)
			throw complain(
				['tiers', tier, 'exit'],
				`the exit ${exit} of ${tier} must not be above its entry ${entry}.`,
			);
	}
	for (const edge of ['entry', 'exit'] as const) {
		if (tiers.growth[edge] >= tiers.key[edge])
			throw complain(
				['tiers', 'growth', edge],
				`the ${edge} ${tiers.growth[edge]} of growth must be under that of key, ${tiers.key[edge]}.`,
			);
	}
}

/** Whether a version is of the rule before: thresholds of the score, or points outside `score`. */
function isOldRule({ tiers, value, potential, judged }: TierFileVersion): boolean {
	return [tiers, value, potential, judged].some((given) => given !== undefined);
}

function refuseCrossing(size: SizeRule, complain: Complain): void {
	const routes = [
		{ at: ['size'], what: 'by size', key: size.key, develop: size.develop },
		{
			at: ['score', 'thresholds'],
			what: 'by score',
			key: size.score?.key,
			develop: size.score?.develop,
		},
	];
	for (const { at, what, ...tiers } of routes) {
		for (const tier of ['key', 'develop'] as const) {
			const edges = tiers[tier];
			if (edges !== undefined && edges.exit > edges.entry)
				throw complain(
					[...at, tier, 'exit'],
					`the exit ${edges.exit} of ${tier} ${what} must not be above its entry ${edges.entry}.`,
				);
		}
		const { key, develop } = tiers;
		if (key === undefined || develop === undefined) continue;
		for (const edge of ['entry', 'exit'] as const)
			if (develop[edge] >= key[edge])
				throw complain(
					[...at, 'develop', edge],
					`the ${edge} ${develop[edge]} of develop ${what} must be under that of key, ${key[edge]}.`,
				);
	}
}

function refuseWrongNominations(nominations: readonly TierNomination[], complain: Complain): void {
	nominations.forEach(({ account, level, from, until }, i) => {
		if (until < from)
			throw complain(
				['nominations', i, 'until'],
				`the nomination of ${account} ends on ${until}, before it begins on ${from}.`,
			);
		const other = nominations.findIndex(
			(each, j) =>
				j < i && each.account === account && each.level === level && each.from <= until && from <= each.until,
		);
		if (other >= 0)
			throw complain(
				['nominations', i, 'from'],
				`${account} is nominated twice from ${from > nominations[other]!.from ? from : nominations[other]!.from}; end one nomination before the next begins.`,
			);
	});
}

function refuseOverlap({ versions }: TierFile, complain: Complain): void {
	const ordered = versions
		.map((version, i) => ({ version, i }))
		.toSorted((a, b) => (a.version.valid_from < b.version.valid_from ? -1 : 1));
	ordered.forEach(({ version, i }, place) => {
		const twin = versions.findIndex((other) => other.version === version.version);
		if (twin !== i)
			throw complain(
				['versions', i, 'version'],
				`there are two versions called ${version.version}; give each its own name.`,
			);
		const before = ordered[place - 1]?.version;
		if (before === undefined) return;
		const isInside = before.valid_to !== undefined && version.valid_from <= before.valid_to;
		if (version.valid_from === before.valid_from || isInside) {
			throw complain(
				['versions', i, 'valid_from'],
				`version ${version.version} begins on ${version.valid_from}, before ${before.version} ends${before.valid_to === undefined ? '' : ` on ${before.valid_to}`}.`,
			);
		}
	});
}

/** A version of the file with everything that it leaves out. Where it names no criterion at all, the default points hold. */
function completed(file: TierFileVersion): TierVersion {
	const isOld = isOldRule(file);
	const points = isOld ? file : file.score;
	const given: Record<string, CriterionGiven | undefined> = {
		...points?.value,
		...points?.potential,
		...points?.judged,
	};
	const isSilent =
		isOld && file.value === undefined && file.potential === undefined && file.judged === undefined;
	const { contribution_floor, emerging_orders, emerging_months } = file.gates;
	const departments = Object.keys(file.departments);
	return {
		version: file.version,
		valid_from: file.valid_from,
		valid_to: file.valid_to ?? null,
		criteria: CRITERIA.map((known) => {
			const said = given[known.name];
			return {
				...known,
				points: said?.points ?? (isSilent ? known.points : 0),
				label: said?.label ?? known.label,
				scale: said?.scale ?? known.scale,
				low: said?.low ?? null,
				high: said?.high ?? null,
				departments: known.kind === 'judged' ? (said?.departments ?? departments) : [],
				scores: said?.scores ?? {},
			};
		}),
		departments: file.departments,
		half_life_days: file.half_life_days,
		disagreement_range: file.disagreement_range,
		tiers: isOld ? (file.tiers ?? { key: { entry: 80, exit: 70 }, growth: { entry: 60, exit: 50 } }) : null,
		gates: isOld
			? {
					contribution_floor,
					price_realisation_floor:
						file.gates.price_realisation_floor === undefined ? 0.7 : file.gates.price_realisation_floor,
					emerging_orders,
					emerging_months,
				}
			: {
					contribution_floor,
					thin_share: file.gates.thin_share === undefined ? 0.6 : file.gates.thin_share,
					emerging_orders,
					emerging_months,
				},
		minimum_stay_quarters: file.minimum_stay_quarters ?? (isOld ? 2 : 4),
		size: isOld ? null : sizeRule(file),
	};
}

function sizeRule(file: TierFileVersion): SizeRule {
	const { size = { key: { entry: 50, exit: 30 }, develop: { entry: 20, exit: 10 } } } = file;
	return {
		...size,
		score: file.score?.thresholds ?? null,
		exit_after_quarters: file.exit_after_quarters ?? 2,
		silence: file.silence === undefined ? { days: 182, gaps: 3 } : file.silence,
		labels: file.labels ?? { key: 'Key', develop: 'Develop', standard: 'Standard', emerging: 'Emerging' },
	};
}

interface CriterionGiven {
	points: number;
	label?: string;
	scale?: 'log' | 'linear';
	low?: number;
	high?: number;
	departments?: string[];
	scores?: Record<string, string>;
}

/** The model of a project without a `tiers.yaml`. */
export const DEFAULT_TIER_MODEL: TierModel = {
	path: null,
	versions: [
		completed(
			tierSchema.parse({ versions: [{ version: 'default', valid_from: '0001-01-01' }] }).versions[0]!,
		),
	],
	overrides: [],
	nominations: [],
};
