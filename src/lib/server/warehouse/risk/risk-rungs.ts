import type { Rung, RungFeature } from '../../models/out-of-time.ts';

const up = (name: string): RungFeature => ({ name, sign: 1 });
const down = (name: string): RungFeature => ({ name, sign: -1 });
const either = (name: string): RungFeature => ({ name, sign: 0 });

const RECENCY_AND_COUNT = [up('log_recency'), down('log_orders')];

/** What tells of an account beside its orders. */
const SIGNALS = [
	up('categories_dropped'),
	up('late_share'),
	up('severe_cases'),
	up('quotes_unanswered'),
	up('agreement_ends'),
	down('contact_trend'),
	up('executive_quiet'),
];

/**
 * The ladder of predictions, from the model of orders alone to twelve numbers; plainer rules were below it on nearly every history tried. Each coefficient may have one sign only, the one
 * that can be said in words; a feature that would need the other is dropped.
 */
export const RUNGS: readonly Rung[] = [
	{ rung: '2', label: 'Buy-till-you-die model', kind: 'model', features: [] },
	{
		rung: '2c',
		label: 'Model, recency and number of orders',
		kind: 'anchored',
		features: [up('model_log_odds'), ...RECENCY_AND_COUNT],
	},
	{
		rung: '3',
		label: 'Model and the course of orders',
		kind: 'anchored',
		features: [
			up('model_log_odds'),
			...RECENCY_AND_COUNT,
			up('log_overdue'),
			up('surprise'),
			either('log_gap'),
			up('gap_change'),
			down('order_trend'),
			down('value_change'),
		],
	},
	{
		rung: '4',
		label: 'Model, orders and what else is known',
		kind: 'anchored',
		features: [
			up('model_log_odds'),
			down('log_orders'),
			up('surprise'),
			up('gap_change'),
			down('value_change'),
			...SIGNALS,
		],
	},
];

/** Names of all features that any rung reads, but for the model's own log-odds. */
export const FEATURES: readonly string[] = [
	...new Set(RUNGS.flatMap((rung) => rung.features.map((feature) => feature.name))),
].filter((name) => name !== 'model_log_odds');

const SIGNAL_NAMES: ReadonlySet<string> = new Set(SIGNALS.map((feature) => feature.name));

/** The rungs that a company's data can tell apart: features that never vary are left out, and a rung without any of its signals. */
export function rungsFor(varying: ReadonlySet<string>): Rung[] {
	return RUNGS.map((rung) => ({
		...rung,
		features: rung.features.filter(({ name }) => name === 'model_log_odds' || varying.has(name)),
	})).filter((rung) => rung.rung !== '4' || rung.features.some(({ name }) => SIGNAL_NAMES.has(name)));
}
