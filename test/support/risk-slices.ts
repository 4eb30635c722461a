import { boundedLogOdds } from '../../src/lib/server/models/logistic.ts';
import type { BacktestSlice, Rung, RungFeature } from '../../src/lib/server/models/out-of-time.ts';
import { fitSilenceModel, meanChanceOfSilence } from '../../src/lib/server/models/silence-model.ts';
import { silenceSurprise } from '../../src/lib/server/models/surprise.ts';
import { gapsOf, historiesBy, type AccountEvents } from './event-log.ts';

const up = (name: string): RungFeature => ({ name, sign: 1 });
const down = (name: string): RungFeature => ({ name, sign: -1 });
const free = (name: string): RungFeature => ({ name, sign: 0 });
const two = [up('log_recency'), down('log_orders')];

/** The ladder on what an event log alone can tell. */
export const ladder: readonly Rung[] = [
	{ rung: '0', label: 'days since the last order', kind: 'learned', features: [up('log_recency')] },
	{ rung: '1', label: 'overdue percentile', kind: 'learned', features: [up('overdue_percentile')] },
	{ rung: '2', label: 'buy-till-you-die model', kind: 'model', features: [] },
	{ rung: '2b', label: 'recency and number of orders', kind: 'learned', features: two },
	{
		rung: '2c',
		label: 'model, recency and number of orders',
		kind: 'anchored',
		features: [up('model_log_odds'), ...two],
	},
	{
		rung: '3',
		label: 'model and seven features',
		kind: 'anchored',
		features: [
			up('model_log_odds'),
			...two,
			up('log_overdue'),
			up('surprise'),
			free('log_gap'),
			up('gap_change'),
			down('order_trend'),
		],
	},
];

/** The cut-off itself and, one horizon before it and then every 91 days, up to eight cut-offs with 60 days of history. */
export function slicesUpTo(events: readonly AccountEvents[], cut: number, horizon: number): BacktestSlice[] {
	const first = Math.min(...events.map(({ days }) => days[0] as number));
	const earlier = Array.from({ length: 8 }, (_, i) => cut - horizon - 91 * i).filter(
		(day) => day >= first + 60,
	);
	return [cut, ...earlier].map((day) => sliceAt(events, day, horizon));
}

/** One past cut-off of an event log, with features from events by then and outcomes from the `horizon` days after it. */
export function sliceAt(all: readonly AccountEvents[], cut: number, horizon: number): BacktestSlice {
	const histories = historiesBy(all, cut);
	const { events, repeats, last, age } = histories;
	const place = new Map(all.map(({ account_id }, i) => [account_id, i]));
	const { fit } = fitSilenceModel(histories);
	const typical = median(events.flatMap(({ days }) => gapsOf(days)));
	const pooled = Float64Array.from(scaledGaps(events, typical)).sort();
	const k = Math.max(1, ...(fit?.members ?? []).map((member) => member.k));
	const rows = events.map(({ days }) => featuresOf(days, cut, typical, pooled, k));
	const names = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
	const column = (name: keyof (typeof rows)[number]): Float64Array =>
		Float64Array.from(rows, (row) => row[name]);
	const model_chance =
		fit === null
			? null
			: Float64Array.from(repeats, (x, i) =>
					meanChanceOfSilence(
						fit,
						{ repeats: x, last: last[i] as number, age: age[i] as number },
						horizon / 7,
					),
				);
	return {
		cut_day: cut,
		closed_day: cut + horizon,
		account: Int32Array.from(events, ({ account_id }) => place.get(account_id) as number),
		silent: Uint8Array.from(events, ({ account_id }) => {
			const { days } = all[place.get(account_id) as number] as AccountEvents;
			return days.some((day) => day > cut && day <= cut + horizon) ? 0 : 1;
		}),
		live: Uint8Array.from(events, ({ days }) => (cut - (days.at(-1) as number) <= 91 ? 1 : 0)),
		value: Float64Array.from(events, ({ days, amounts }) =>
			sum(amounts.filter((_, i) => (days[i] as number) > cut - 365)),
		),
		features: {
			...Object.fromEntries(names.map((name) => [name, column(name)])),
			...(model_chance === null ? {} : { model_log_odds: model_chance.map(boundedLogOdds) }),
		},
		model_chance,
	};
}

function featuresOf(days: readonly number[], cut: number, typical: number, pooled: Float64Array, k: number) {
	const gaps = gapsOf(days);
	const silence = cut - (days.at(-1) as number);
	const gap = (sum(gaps) + 2 * typical) / (gaps.length + 2);
	const recent = gaps.slice(-3);
	const earlier = gaps.slice(0, -3);
	const before = (sum(earlier) + 2 * gap) / (earlier.length + 2);
	const within = (from: number, to: number): number =>
		days.filter((day) => day > cut - to && day <= cut - from).length;
	return {
		log_recency: Math.log(silence + 1),
		log_orders: Math.log(days.length),
		log_gap: Math.log(gap),
		log_overdue: Math.log((silence + 1) / gap),
		overdue_percentile: shareUpTo(pooled, silence / gap),
		surprise: -Math.log(Math.max(1e-9, silenceSurprise(silence, gap, k) ?? 1)),
		gap_change:
			earlier.length === 0 ? 0 : Math.log((sum(recent) + 2 * before) / (recent.length + 2) / before),
		order_trend: Math.log((within(0, 91) + 1) / (within(91, 182) + 1)),
	};
}

/** Every gap over the shrunk mean of the four or more gaps before it. */
export function scaledGaps(events: readonly Pick<AccountEvents, 'days'>[], typical: number): number[] {
	return events.flatMap(({ days }) => {
		let total = 0;
		return gapsOf(days).flatMap((gap, i) => {
			const scaled = i >= 4 ? [gap / ((total + 2 * typical) / (i + 2))] : [];
			total += gap;
			return scaled;
		});
	});
}

/** Share of ascending values that are at most `limit`; 0 without values. */
function shareUpTo(sorted: Float64Array, limit: number): number {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] as number) <= limit) low = middle + 1;
		else high = middle;
	}
	return sorted.length === 0 ? 0 : low / sorted.length;
}

/** Median; 0 without values. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((p, q) => p - q);
	return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, v) => total + v, 0);
}
