import { orderLines, type Given, type GivenRow } from './given.ts';
import { roadLine, withOrders, type RoadLine } from './second-road/lines.ts';

/** Accounts that buy in another currency: its units of the reporting one, before and from a month on. */
export interface ForeignTrade {
	currency: string;
	from: string;
	rate_before: number;
	rate: number;
}

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
	/** Every fourth account buys in this currency. */
	foreign?: ForeignTrade;
	/** Further lines of `vital-few.yaml`. */
	config?: string;
	/** Further order lines, of accounts of their own. */
	more?: readonly (readonly [account: string, day: string, amount: number, GivenRow])[];
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
		foreign,
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
	const isForeign = (account: string): boolean => foreign !== undefined && ids.indexOf(account) % 4 === 1;
	const rows = orderLines([...drawn, ...(options.more ?? [])]).map((row) =>
		isForeign(String(row['account_id'])) ? { ...row, ...inCents(row), currency: foreign!.currency } : row,
	);
	const lineOf = (row: GivenRow): RoadLine => {
		const own = { ...row, group_id: groups.get(String(row['account_id'])) ?? null };
		if (row['currency'] === undefined) return roadLine(own as never);
		const rate = String(row['ordered_on']) < foreign!.from ? foreign!.rate_before : foreign!.rate;
		const local = roadLine(own as never);
		const converted = (units: number | null): number | null =>
			units === null ? null : Math.round(units * rate);
		return {
			...local,
			currency: foreign!.currency,
			local_amount: local.amount,
			amount: converted(local.amount),
			cost_amount: converted(local.cost_amount),
			list_amount: converted(local.list_amount),
		};
	};
	return {
		given: {
			config: [`complete_through: ${completeThrough}`, options.config ?? ''].join('\n'),
			rows: {
				order_lines: rows,
				accounts: ids.map((account_id) => ({
					account_id,
					group_id: groups.get(account_id) ?? null,
					segment: segments.get(account_id) ?? null,
				})),
				...(foreign && {
					fx_rates: [
						{ currency: foreign.currency, valid_on: '2020-01-01', rate: foreign.rate_before },
						{ currency: foreign.currency, valid_on: foreign.from, rate: foreign.rate },
					],
				}),
			},
		},
		lines: withOrders(rows.map(lineOf)),
		segments,
	};
}

/** The amounts of a line with two decimals, so that they are exact in any currency. */
function inCents(row: GivenRow): GivenRow {
	const names = ['net_amount', 'cost_amount', 'list_amount'];
	return Object.fromEntries(
		names.map((name) => [name, row[name] === null ? null : Number(row[name]).toFixed(2)]),
	);
}
