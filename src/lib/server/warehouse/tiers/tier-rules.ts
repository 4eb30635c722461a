import { CRITERIA } from '../../../contract/tier-criteria.ts';
import {
	parseTierThresholds,
	parseTierWeights,
	TIERS_WITH_THRESHOLDS,
	type TierChanges,
} from '../../../contract/tier-what-if.ts';
import { Fault } from '../../fault.ts';
import type { Relation } from '../ask/asked-relations.ts';
import type { ParameterValues } from '../engine.ts';

/**
 * Reads the parameters `weights`, `size_thresholds` and `thresholds` of a what-if.
 * @throws {Fault} `parameter` for a criterion or tier that is not there, or a number that cannot be.
 */
export function parseTierChanges(
	weights: string | undefined,
	size: string | undefined,
	thresholds: string | undefined,
): TierChanges {
	const changes = {
		weights: parseTierWeights(weights ?? ''),
		size: parseTierThresholds(size ?? ''),
		thresholds: parseTierThresholds(thresholds ?? ''),
	};
	if (typeof changes.weights === 'string') throw wrong('weights', weights, changes.weights);
	if (typeof changes.size === 'string') throw wrong('size_thresholds', size, changes.size);
	if (typeof changes.thresholds === 'string') throw wrong('thresholds', thresholds, changes.thresholds);
	return changes as TierChanges;
}

function wrong(name: string, text: string | undefined, problem: string): Fault {
	return new Fault('parameter', `${name}=${text}: ${problem}`);
}

/** Relations about the criteria of the last review, one column a criterion, so that a million accounts are scored in one pass. */
export function tierRelations(changes: TierChanges, values: ParameterValues): [string, Relation][] {
	const { weights, size, thresholds } = changes;
	const bound = (name: string, value: number | undefined, otherwise: string): string => {
		if (value === undefined) return otherwise;
		values[name] = value;
		return `$${name}::double`;
	};
	const points = CRITERIA.map(
		({ name }) =>
			`cast(${bound(`weight_${name}`, weights[name], `max(c.points) filter(c.criterion = '${name}')`)} as decimal(9, 4)) as ${name}`,
	);
	const edges = (route: '' | 'size_', given: TierChanges['thresholds']): string[] =>
		TIERS_WITH_THRESHOLDS.flatMap((tier) =>
			(['entry', 'exit'] as const).map((edge) => {
				const name = `${route}${tier}_${edge}`;
				return `${bound(name, given[tier]?.[edge], `max(m.${name})`)} as ${name}`;
			}),
		);
	const scores = [...edges('size_', size), ...edges('', thresholds)];
	const ofLastReview = `from main.tier_quarters as q
inner join main.tier_models as m on m.model_id = q.model_id
inner join main.tier_criteria as c on c.model_id = q.model_id
where q.as_of = (select max(as_of) from main.tier_quarters where as_of <= $as_of::date)`;
	return [
		[
			'asked_tier_points',
			{
				sql: `select ${points.join(', ')}, bool_or(c.is_log) filter(c.criterion = 'contribution') as is_log ${ofLastReview}`,
				reads: [],
			},
		],
		['tier_rule', { sql: `select ${scores.join(', ')} ${ofLastReview}`, reads: [] }],
		['asked_tier_scores', { sql: ASKED_SCORES, reads: ['asked_tiers'] }],
		['asked_tier_strengths', { sql: ASKED_STRENGTHS, reads: ['asked_tiers', 'asked_tier_points'] }],
		['tier_standings', standings(Object.keys(weights).length > 0)],
	];
}

const ASKED_SCORES = `select account_key, ${CRITERIA.map(({ name }) => `cast(${name}_score as double) as ${name}_score`).join(', ')}
from asked_tiers`;

const knownPoints = (criteria: typeof CRITERIA): string =>
	criteria.map(({ name }) => `if(t.${name}_score is null, 0, p.${name})`).join(' + ');
const scoredPoints = (criteria: typeof CRITERIA): string =>
	criteria.map(({ name }) => `coalesce(p.${name} * t.${name}_score, 0)`).join(' + ');

const JUDGED = CRITERIA.filter(({ kind }) => kind === 'judged');
const BEST = `greatest(${JUDGED.map(({ name }) => `if(t.${name}_score is null, 0, p.${name})`).join(', ')})`;
const ofBest = (value: (name: string) => string): string =>
	`case ${BEST} ${JUDGED.map(({ name }) => `when if(t.${name}_score is null, -1, p.${name}) then ${value(name)}`).join(' ')} end`;

/** Points that the known criteria of an account carry, and the judged one of which a better judgement would bring most. */
const ASKED_STRENGTHS = `select t.account_key, cast(${knownPoints(CRITERIA)} as double) as points_known,
  cast(p.contribution as double) as contribution_points, p.is_log, cast(${BEST} as double) as best_judged_points,
  ${ofBest((name) => `'${name}'`)} as best_judged, cast(${ofBest((name) => `t.${name}_score`)} as double) as best_judged_score
from asked_tiers as t cross join asked_tier_points as p`;

/** What the last review knew of each account, with the scores that other points would give. Without other points they are the given ones. */
function standings(hasOtherPoints: boolean): Relation {
	const given =
		'select * exclude (tier_rank, size_rank, score_rank, size_held_rank, held_rank), false as is_emerging, score as given_score, potential as given_potential, tier_rank as given_rank from tier_steps';
	if (!hasOtherPoints) return { sql: given, reads: ['tier_steps'] };
	const potential = CRITERIA.filter(({ axis }) => axis === 'potential');
	// In whole units, a half of the last digit upwards, as the review rounds.
	const share = (points: string, known: string): string =>
		`cast((200 * (${points}) + ${known}) // nullif(2 * (${known}), 0) / 10000 as decimal(7, 4))`;
	const units = (sum: string, one: string): string => `cast(cast(${sum} as double) * ${one} as bigint)`;
	return {
		sql: `select * exclude (points, known, potential_points, potential_known, score, potential),
  ${share('potential_points', 'potential_known')} as potential, ${share('points', 'known')} as score
from (
  select t.*, ${units(scoredPoints(CRITERIA), '1e8')} as points, ${units(knownPoints(CRITERIA), '1e4')} as known,
    ${units(scoredPoints(potential), '1e8')} as potential_points, ${units(knownPoints(potential), '1e4')} as potential_known
  from (${given}) as t cross join asked_tier_points as p
)`,
		reads: ['tier_steps', 'asked_tier_points'],
	};
}
