import { Fault } from '../../fault.ts';
import { nearestNames } from '../../sources/nearest-names.ts';
import type { Relation } from './asked-relations.ts';
import type { ParameterValues } from '../engine.ts';
import { holdsOneOf } from './part-relations.ts';
import { quoteIdentifier } from '../sql-text.ts';

/** What a stress test takes away: the largest accounts, named ones, or a share of what a value of a dimension brings. */
export type Loss =
	| { kind: 'top'; scenario: string; count: number }
	| { kind: 'accounts'; scenario: string; ids: readonly string[] }
	| { kind: 'shrink'; scenario: string; dimension: string; value: string; share: number };

const USUAL: readonly string[] = ['top:1', 'top:3', 'top:5'];
const MOST_SCENARIOS = 20;

/**
 * Reads the values of `lose`: `top:3`, `segment=Retail:0.3`, or an account_id. All accounts that are named are one scenario.
 * @throws {Fault} `parameter` for a dimension that is not there, a share outside 0..1, or more than twenty scenarios.
 */
export function parseLosses(values: readonly string[], dimensions: readonly string[]): Loss[] {
	const named: string[] = [];
	const losses: Loss[] = [];
	for (const value of values.length > 0 ? values : USUAL) {
		const loss = parseTop(value) ?? parseShrink(value, [...dimensions, 'category']);
		if (loss === undefined) named.push(value);
		else if (!losses.some((known) => known.scenario === loss.scenario)) losses.push(loss);
	}
	if (named.length > 0) losses.unshift({ kind: 'accounts', scenario: 'accounts', ids: [...new Set(named)] });
	if (losses.length > MOST_SCENARIOS) {
		throw new Fault(
			'parameter',
			`lose asks for ${losses.length} scenarios; ask for ${MOST_SCENARIOS} at most.`,
		);
	}
	return losses;
}

function parseTop(value: string): Loss | undefined {
	const match = /^top:(\d{1,9})$/.exec(value);
	return match ? { kind: 'top', scenario: value, count: Number(match[1]) } : undefined;
}

function parseShrink(value: string, dimensions: readonly string[]): Loss | undefined {
	const match = /^([^=]+)=(.+):(\d+(?:\.\d+)?)$/.exec(value);
	if (!match) return undefined;
	const [, dimension, of, text] = match as unknown as [string, string, string, string];
	if (!dimensions.includes(dimension)) {
		const near = nearestNames(dimension, dimensions)[0];
		throw new Fault(
			'parameter',
			`lose=${value}: there is no dimension ${dimension}.${near === undefined ? '' : ` Did you mean ${near}?`} Dimensions: ${dimensions.join(', ')}.`,
		);
	}
	const share = Number(text);
	if (share > 1) throw new Fault('parameter', `lose=${value}: the share that is lost lies between 0 and 1.`);
	return { kind: 'shrink', scenario: value, dimension, value: of, share };
}

/** The relations `asked_scenarios` and `asked_shrinks` of a stress test. */
export function scenarioRelations(losses: readonly Loss[], values: ParameterValues): [string, Relation][] {
	const scenarios = losses.map((loss, i) => {
		values[`scenario_${i}`] = loss.scenario;
		if (loss.kind === 'accounts') values[`lost_ids_${i}`] = loss.ids;
		const top = loss.kind === 'top' ? String(loss.count) : 'null';
		const ids = loss.kind === 'accounts' ? `$lost_ids_${i}::varchar[]` : 'null::varchar[]';
		return `select $scenario_${i}::varchar as scenario, ${i + 1} as position, ${top}::integer as top_count, ${ids} as account_ids`;
	});
	const shrinks = losses.flatMap((loss, i) => {
		if (loss.kind !== 'shrink') return [];
		const isCategory = loss.dimension === 'category';
		values[`lost_value_${i}`] = isCategory ? loss.value : [loss.value];
		const where = isCategory
			? ''
			: ` and ${holdsOneOf(quoteIdentifier(loss.dimension), loss.dimension, `lost_value_${i}`)}`;
		return [
			`select $scenario_${i}::varchar as scenario, account_key as branch_key, ${isCategory ? `$lost_value_${i}` : 'null'}::varchar as category, ${loss.share}::double as lost_share
from main.directory where level = 'account'${where}`,
		];
	});
	const none =
		'select null::varchar as scenario, null::integer as branch_key, null::varchar as category, null::double as lost_share where false';
	return [
		['asked_scenarios', { sql: scenarios.join('\nunion all\n') || 'select null where false', reads: [] }],
		['asked_shrinks', { sql: shrinks.join('\nunion all\n') || none, reads: [] }],
	];
}
