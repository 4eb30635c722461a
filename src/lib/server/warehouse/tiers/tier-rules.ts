import {
	parseTierThresholds,
	parseTierWeights,
	TIER_CRITERIA,
	TIERS_WITH_THRESHOLDS,
	type TierChanges,
} from '../../../contract/tier-what-if.ts';
import { Fault } from '../../fault.ts';
import type { Relation } from '../ask/asked-relations.ts';
import type { ParameterValues } from '../engine.ts';

/**
 * Reads the parameters `weights` and `thresholds` of a what-if.
 * @throws {Fault} `parameter` for a criterion or tier that is not there, or a number that cannot be.
 */
export function parseTierChanges(weights: string | undefined, thresholds: string | undefined): TierChanges {
	const changes = {
		weights: parseTierWeights(weights ?? ''),
		thresholds: parseTierThresholds(thresholds ?? ''),
	};
	if (typeof changes.weights === 'string') throw wrong('weights', weights, changes.weights);
	if (typeof changes.thresholds === 'string') throw wrong('thresholds', thresholds, changes.thresholds);
	return changes as TierChanges;
}

function wrong(name: string, text: string | undefined, problem: string): Fault {
	return new Fault('parameter', `${name}=${text}: ${problem}`);
}

/** The relation `asked_tier_rules`, one row: points and thresholds of the last review's model, with what a what-if changes. */
export function tierRules({ weights, thresholds }: TierChanges, values: ParameterValues): Relation {
	const bound = (name: string, value: number | undefined, otherwise: string): string => {
		if (value === undefined) return otherwise;
		values[name] = value;
		return `$${name}::double`;
	};
	const points = TIER_CRITERIA.map(
		({ name }) =>
			`${bound(`weight_${name}`, weights[name], `max(c.points) filter(c.criterion = '${name}')`)} as ${name}`,
	);
	const scores = TIERS_WITH_THRESHOLDS.flatMap((tier) =>
		(['entry', 'exit'] as const).map(
			(edge) =>
				`${bound(`${tier}_${edge}`, thresholds[tier]?.[edge], `max(m.${tier}_${edge})`)} as ${tier}_${edge}`,
		),
	);
	return {
		sql: `select ${[...points, ...scores].join(', ')}
from main.tier_quarters as q
inner join main.tier_models as m on m.model_id = q.model_id
inner join main.tier_criteria as c on c.model_id = q.model_id
where q.as_of = (select max(as_of) from main.tier_quarters where as_of <= $as_of::date)`,
		reads: [],
	};
}
