import { CRITERIA } from './tier-criteria.ts';

/** Tiers that have thresholds, the highest first. */
export const TIERS_WITH_THRESHOLDS = ['key', 'develop'] as const;
type TierWithThresholds = (typeof TIERS_WITH_THRESHOLDS)[number];

/** Scores from which a tier is entered, and under which it can be lost. */
export interface TierThresholds {
	entry: number;
	exit: number;
}

/** What a what-if changes: points by criterion, and thresholds by tier of the value score and of the points; what is not named stays. */
export interface TierChanges {
	weights: Partial<Record<string, number>>;
	size: Partial<Record<TierWithThresholds, TierThresholds>>;
	thresholds: Partial<Record<TierWithThresholds, TierThresholds>>;
}

const MOST_POINTS = 100;
const NUMBER = /^\d{1,3}(?:\.\d{1,4})?$/;

/** Reads points as an address has them, `contribution:40,revenue:10`: the points, or what is wrong, in one sentence. */
export function parseTierWeights(text: string): TierChanges['weights'] | string {
	const weights: TierChanges['weights'] = {};
	for (const part of parts(text)) {
		const [name, points, ...more] = part.split(':');
		const known = CRITERIA.find((criterion) => criterion.name === name);
		if (known === undefined)
			return `there is no criterion ${name}. Criteria: ${CRITERIA.map((criterion) => criterion.name).join(', ')}.`;
		if (more.length > 0 || !isScore(points))
			return `${part} gives no points: write ${name}: and a number from 0 to ${MOST_POINTS}.`;
		if (weights[known.name] !== undefined) return `${name} is given twice; give it once.`;
		weights[known.name] = Number(points);
	}
	return weights;
}

/** Reads thresholds, `key:80-70,develop:60-50`: entry and exit by tier, or what is wrong, in one sentence. */
export function parseTierThresholds(text: string): TierChanges['thresholds'] | string {
	const thresholds: TierChanges['thresholds'] = {};
	for (const part of parts(text)) {
		const [name, scores = ''] = part.split(':');
		// What develop was called before is read as develop.
		const tier = TIERS_WITH_THRESHOLDS.find((known) => known === (name === 'growth' ? 'develop' : name));
		if (tier === undefined) return `${name} has no thresholds. Tiers: ${TIERS_WITH_THRESHOLDS.join(', ')}.`;
		const [entry, exit, ...more] = scores.split('-');
		if (more.length > 0 || !isScore(entry) || !isScore(exit))
			return `${part} gives no thresholds: write ${name}: and two scores from 0 to ${MOST_POINTS}, entry and exit, like ${name}:80-70.`;
		if (Number(exit) > Number(entry))
			return `the exit ${exit} of ${name} must not be above its entry ${entry}.`;
		if (thresholds[tier] !== undefined) return `${name} is given twice; give it once.`;
		thresholds[tier] = { entry: Number(entry), exit: Number(exit) };
	}
	return thresholds;
}

/** Points as an address has them; undefined where none changes. */
export function writeTierWeights(weights: TierChanges['weights']): string | undefined {
	const texts = CRITERIA.flatMap(({ name }) =>
		weights[name] === undefined ? [] : [`${name}:${weights[name]}`],
	);
	return texts.join(',') || undefined;
}

/** Thresholds as an address has them; undefined where none changes. */
export function writeTierThresholds(thresholds: TierChanges['thresholds']): string | undefined {
	const texts = TIERS_WITH_THRESHOLDS.flatMap((tier) => {
		const given = thresholds[tier];
		return given === undefined ? [] : [`${tier}:${given.entry}-${given.exit}`];
	});
	return texts.join(',') || undefined;
}

const parts = (text: string): string[] => text.split(',').filter((part) => part !== '');
const isScore = (text: string | undefined): boolean =>
	text !== undefined && NUMBER.test(text) && Number(text) <= MOST_POINTS;
