import { orderLines, type Given, type GivenRow } from './given.ts';
import { roadLine, withOrders, type RoadLine } from './second-road/lines.ts';

/** A small company drawn from a seed: what a build is given, and the same lines for the second road. */
export interface RandomCompany {
	given: Given;
	lines: RoadLine[];
	/** Dimension `segment` of each account; null where it has none. */
	segments: ReadonlyMap<string, string | null>;
}

export interface RandomCompanyOptions {
	accounts?: number;
	lines?: number;
	/** First month and number of months. */
	from?: string;
	months?: number;
	/** Last day that is complete. */
	completeThrough?: string;
}

/** Numbers in 0..1 that follow from a seed. */
export function chances(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** Accounts of very different size, some in groups, some without attributes; sales, returns, credits and lines without an amount. */
export function randomCompany(seed: number, options: RandomCompanyOptions = {}): RandomCompany {
	const {
		accounts = 14,
		lines = 260,
		from = '2023-02-01',
		months = 36,
		completeThrough = '2026-01-31',
	} = options;
	const chance = chances(seed);
	const pick = <T>(values: readonly T[]): T => values[Math.floor(chance() * values.length)]!;
	const ids = Array.from({ length: accounts }, (_, i) => `a${String(i).padStart(2, '0')}`);
	const groups = new Map(ids.map((id, i) => [id, i % 3 === 0 ? `g${Math.floor(i / 6)}` : null]));
	const segments = new Map(ids.map((id) => [id, pick(['one', 'two', null])]));
	const start = Date.parse(`${from}T00:00:00Z`);
	const span = months * 30.4 * 86_400_000;
	const drawn = Array.from({ length: lines }, (_, i): [string, string, string | null, GivenRow] => {
		// The first line opens the history, so that every seed holds the same months.
		const day = new Date(start + (i === 0 ? 0 : Math.floor(chance() * span))).toISOString().slice(0, 10);
		const account = ids[Math.floor(accounts * chance() ** 2)]!;
		const kind = chance();
		const size = (1 + chance() * 400) * (chance() < 0.1 ? 8 : 1);
		const amount = (kind < 0.12 ? -size : size).toFixed(chance() < 0.2 ? 4 : 2);
		const hasCost = chance() < 0.7;
		const hasList = chance() < 0.5;
		return [
			account,
			day,
			kind > 0.97 ? null : kind > 0.95 ? '0' : amount,
			{
				// Lines of one number on several days, and of several accounts: one order, on the day of its first sale.
				order_id: i % 5 === 3 ? `m${i % 35}` : `o${i}`,
				category: pick(['x', 'y', 'z', null]),
				kind: kind < 0.06 ? 'return' : null,
				cost_amount: hasCost ? (Number(amount) * (0.4 + chance() * 0.8)).toFixed(2) : null,
				list_amount: hasList ? (Number(amount) * 1.25).toFixed(2) : null,
			},
		];
	});
	const rows = orderLines(drawn);
	return {
		given: {
			config: `complete_through: ${completeThrough}`,
			rows: {
				order_lines: rows,
				accounts: ids.map((account_id) => ({
					account_id,
					group_id: groups.get(account_id) ?? null,
					segment: segments.get(account_id) ?? null,
				})),
			},
		},
		lines: withOrders(
			rows.map((row) =>
				roadLine({ ...(row as object), group_id: groups.get(String(row['account_id'])) ?? null } as never),
			),
		),
		segments,
	};
}
