import { z } from 'zod';
import { CRITERIA, DEPARTMENTS, criterionNames } from '../../contract/tier-criteria.ts';
import { isoDate } from './iso-date.ts';

const points = z
	.number()
	.min(0, 'must not be negative')
	.max(100, 'must be at most 100')
	.refine((value) => Number(value.toFixed(4)) === value, 'must have at most four decimals');
const threshold = z.number().gt(0, 'must be over 0').max(100, 'must be at most 100');
const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower case letters, digits and _');

/** A bare number stands for the points. */
const pointsOrMore = (value: unknown): unknown => (typeof value === 'number' ? { points: value } : value);

const figureShape = z.strictObject({
	points,
	label: z.string().min(1).max(60).optional(),
	scale: z.enum(['log', 'linear']).optional(),
	low: z.number().optional(),
	high: z.number().optional(),
});
const judgedShape = z.strictObject({
	points,
	label: z.string().min(1).max(60).optional(),
	departments: z.array(name).min(1, 'must name at least one department').optional(),
	scores: z.partialRecord(z.enum(['1', '2', '3', '4', '5']), z.string().min(1)).optional(),
});
const figures = (axis: 'value' | 'potential') =>
	z.strictObject(
		Object.fromEntries(
			criterionNames(axis, 'figure').map((key) => [key, z.preprocess(pointsOrMore, figureShape).optional()]),
		),
	);
const judgedCriteria = z.strictObject(
	Object.fromEntries(
		criterionNames('potential', 'judged').map((key) => [
			key,
			z.preprocess(pointsOrMore, judgedShape).optional(),
		]),
	),
);
const tierShape = z.strictObject({ entry: threshold, exit: threshold });
const tiersShape = z.strictObject({ key: tierShape, growth: tierShape });
const gatesShape = z.strictObject({
	contribution_floor: z.number().nullable().default(0),
	price_realisation_floor: z.number().min(0).max(2).nullable().optional(),
	thin_share: z.number().gt(0, 'must be over 0').max(1, 'must be at most 1').nullable().optional(),
	emerging_orders: z.int().min(0).default(3),
	emerging_months: z.int().min(0).max(36).default(12),
});
const sizeShape = z.strictObject({
	key: tierShape.default({ entry: 50, exit: 30 }),
	develop: tierShape.default({ entry: 20, exit: 10 }),
});
const scoreShape = z.strictObject({
	value: figures('value').optional(),
	potential: figures('potential').optional(),
	judged: judgedCriteria.optional(),
	thresholds: z.strictObject({ key: tierShape, develop: tierShape.optional() }),
});
const silenceShape = z.strictObject({
	days: z.int().min(1, 'must be at least 1'),
	gaps: z.number().min(0, 'must not be negative'),
});
const label = z.string().min(1).max(40);
const labelsShape = z.strictObject({
	key: label.default('Key'),
	develop: label.default('Develop'),
	standard: label.default('Standard'),
	emerging: label.default('Emerging'),
});

const versionShape = z.strictObject({
	version: z
		.string()
		.regex(
			/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
			'must be a short name of letters, digits, points and hyphens',
		),
	valid_from: isoDate,
	valid_to: isoDate.optional(),
	size: sizeShape.optional(),
	score: scoreShape.optional(),
	value: figures('value').optional(),
	potential: figures('potential').optional(),
	judged: judgedCriteria.optional(),
	departments: z
		.record(name, z.number().gt(0, 'must be over 0'))
		.default(Object.fromEntries(DEPARTMENTS.map((key) => [key, 1]))),
	half_life_days: z.number().gt(0, 'must be over 0').default(180),
	disagreement_range: z.number().gt(0).max(4).default(2),
	tiers: tiersShape.optional(),
	gates: gatesShape.default({ contribution_floor: 0, emerging_orders: 3, emerging_months: 12 }),
	exit_after_quarters: z.int().min(1, 'must be 1 or 2').max(2, 'must be 1 or 2').optional(),
	minimum_stay_quarters: z.int().min(0).max(12).optional(),
	silence: silenceShape.nullable().optional(),
	labels: labelsShape.optional(),
});

const overrideShape = z.strictObject({
	account: z.string().min(1),
	gate: z.enum(['contribution', 'thin', 'price_realisation']),
	from: isoDate,
	until: isoDate,
	signed_by: z.string().min(1),
	reason: z.string().min(1),
});

const nominationShape = z.strictObject({
	account: z.string().min(1),
	level: z.enum(['account', 'group']),
	tier: z.enum(['key', 'develop']),
	from: isoDate,
	until: isoDate,
	signed_by: z.string().min(1),
	reason: z.string().min(1),
});

/** `tiers.yaml` as it is written. */
export const tierSchema = z.strictObject({
	versions: z.array(versionShape).min(1, 'must hold at least one version'),
	nominations: z.array(nominationShape).default([]),
	overrides: z.array(overrideShape).default([]),
});
export type TierFile = z.infer<typeof tierSchema>;
export type TierFileVersion = TierFile['versions'][number];
export type TierOverride = TierFile['overrides'][number];
export type TierNomination = TierFile['nominations'][number];

/** Keys of `tiers.yaml` by the place where they stand; the documentation is held to them by a test. */
export const TIER_KEYS: Readonly<Record<string, readonly string[]>> = {
	file: Object.keys(tierSchema.shape),
	version: Object.keys(versionShape.shape),
	value: criterionNames('value', 'figure'),
	potential: criterionNames('potential', 'figure'),
	judged: criterionNames('potential', 'judged'),
	figure: Object.keys(figureShape.shape),
	judgement: Object.keys(judgedShape.shape),
	tiers: Object.keys(tiersShape.shape),
	tier: Object.keys(tierShape.shape),
	gates: Object.keys(gatesShape.shape),
	size: Object.keys(sizeShape.shape),
	score: Object.keys(scoreShape.shape),
	thresholds: Object.keys(scoreShape.shape.thresholds.shape),
	silence: Object.keys(silenceShape.shape),
	labels: Object.keys(labelsShape.shape),
	nomination: Object.keys(nominationShape.shape),
	override: Object.keys(overrideShape.shape),
};

/** The keys that may stand at a place of the file, for a message about one that may not. */
export function knownTierKeys(at: readonly PropertyKey[]): readonly string[] {
	const [top, , ...rest] = at.map(String);
	if (top === undefined) return TIER_KEYS['file']!;
	if (top === 'overrides') return TIER_KEYS['override']!;
	if (top === 'nominations') return TIER_KEYS['nomination']!;
	const [section, inner] = rest[0] === 'score' && rest.length > 1 ? rest.slice(1) : rest;
	if (section === undefined) return TIER_KEYS['version']!;
	if (inner === undefined) return TIER_KEYS[section] ?? [];
	if (section === 'tiers' || section === 'size' || section === 'thresholds') return TIER_KEYS['tier']!;
	const isJudged = CRITERIA.some((criterion) => criterion.name === inner && criterion.kind === 'judged');
	return TIER_KEYS[isJudged ? 'judgement' : 'figure']!;
}
