import { seededRandom, type SeededRandom } from '../../src/lib/server/models/seeded-random.ts';

/** What is known of a simulated account and never told to the product. */
export interface SimulatedTruth {
	account_id: string;
	/** `grows` or `fades` from `from_day` on, or `steady`. */
	kind: 'steady' | 'grows' | 'fades';
	from_day: number | null;
	/** Day on which it left; null where it stayed to the end. */
	left_day: number | null;
}

/** One order day of a simulated account. */
export interface SimulatedOrder {
	account_id: string;
	/** Days from 2020-01-01. */
	day: number;
	amount: number;
	category: string;
}

export interface SimulatedCompany {
	orders: SimulatedOrder[];
	truth: SimulatedTruth[];
}

/** How the accounts of a company behave; years and shares. */
interface Behaviour {
	/** Shape of the gaps: 1 is chance alone, more is more regular. */
	shape: number;
	growing?: { share: number; rate: number; from: number; to: number };
	fading?: { share: number };
	/** Share that leaves each year. */
	leaving?: number;
	isSeasonal?: boolean;
	/** Deviation of the logarithm of an order's value. */
	spread?: number;
}

const ACCOUNTS = 800;
const DAYS = 1460;
const YEAR = 365;
const CATEGORIES = 8;
const MARGIN = 0.3;

const BEHAVIOURS = {
	sim_noise: { shape: 1 },
	sim_grow: { shape: 1, growing: { share: 0.12, rate: 0.5, from: 1, to: 3 } },
	sim_strong: { shape: 1, growing: { share: 0.15, rate: 0.5, from: 0.5, to: 1.5 }, spread: 0.5 },
	sim_fade: { shape: 1, fading: { share: 0.15 }, leaving: 0.12 },
	sim_season: { shape: 1, leaving: 0.1, isSeasonal: true },
	sim_regular: { shape: 6, fading: { share: 0.08 }, leaving: 0.12 },
} as const satisfies Record<string, Behaviour>;

export type SimulatedName = keyof typeof BEHAVIOURS;
export const SIMULATED = Object.keys(BEHAVIOURS) as SimulatedName[];
export const FIRST_DAY = '2020-01-01';

/**
 * A company whose truth is known: 800 accounts over four years with gamma gaps, log-normal order values and categories of their own.
 * Several orders of an account on a day are one.
 */
export function simulatedCompany(name: SimulatedName, seed: number): SimulatedCompany {
	const behaviour: Behaviour = BEHAVIOURS[name];
	const random = seededRandom(seed);
	const orders: SimulatedOrder[] = [];
	const truth: SimulatedTruth[] = [];
	for (let i = 0; i < ACCOUNTS; i++) {
		const account_id = `s${String(i + 1).padStart(3, '0')}`;
		const { own, days } = simulatedAccount(account_id, behaviour, random);
		truth.push(own);
		orders.push(...days);
	}
	return { orders, truth };
}

function simulatedAccount(
	account_id: string,
	behaviour: Behaviour,
	random: SeededRandom,
): { own: SimulatedTruth; days: SimulatedOrder[] } {
	const { growing, fading, leaving = 0, isSeasonal = false, spread = 0.7, shape } = behaviour;
	const rate = random.gamma(1.2) * 10 + 1.5;
	const typical = Math.exp(7 + 1.1 * random.normal());
	const tastes = Array.from({ length: CATEGORIES }, () => random.gamma(0.4));
	const drawn = random.uniform();
	const kind = drawn < (growing?.share ?? 0) ? 'grows' : drawn < (fading?.share ?? 0) ? 'fades' : 'steady';
	const { from = 1, to = 3 } = growing ?? {};
	const start = kind === 'steady' ? null : YEAR * (from + (to - from) * random.uniform());
	const left = leaving > 0 ? (-Math.log(1 - random.uniform()) / leaving) * YEAR : Infinity;
	const gap = YEAR / (isSeasonal ? 1.9 * rate : rate) / shape;
	const byDay = new Map<number, { amount: number; category: string }>();
	// The clock of an account has run before the history opens: its first order is no beginning.
	for (let at = random.uniform() * gap * shape; at < Math.min(DAYS, left); at += gap * random.gamma(shape)) {
		const years = start === null || at < start ? 0 : Math.min(3, (at - start) / YEAR);
		if (kind === 'fades' && random.uniform() >= Math.exp(-1.2 * years)) continue;
		const wave = Math.cos(2 * Math.PI * ((at % YEAR) / YEAR - 0.9));
		if (isSeasonal && random.uniform() >= (1 + 0.9 * wave) / 1.9) continue;
		const drift =
			kind === 'grows' ? Math.exp(growing!.rate * years) : kind === 'fades' ? Math.exp(-0.7 * years) : 1;
		const factor = drift * (isSeasonal ? 1 + 0.5 * wave : 1);
		const amount = typical * factor * Math.exp(spread * random.normal() - (spread * spread) / 2);
		const day = Math.floor(at);
		const before = byDay.get(day);
		byDay.set(day, {
			amount: (before?.amount ?? 0) + amount,
			category: before?.category ?? pick(tastes, random),
		});
	}
	return {
		own: { account_id, kind, from_day: start, left_day: left < DAYS ? left : null },
		days: [...byDay].map(([day, order]) => ({ account_id, day, ...order })),
	};
}

function pick(weights: readonly number[], random: SeededRandom): string {
	let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
	const chosen = weights.findIndex((weight) => (left -= weight) < 0);
	return `c${Math.max(0, chosen) + 1}`;
}

/** The orders as the CSV file of a source: order_id, account_id, ordered_on, category, net_amount, cost_amount. */
export function simulatedCsv({ orders }: SimulatedCompany): string {
	const first = Date.parse(`${FIRST_DAY}T00:00:00Z`);
	const rows = orders.map(({ account_id, day, amount, category }) => {
		const on = new Date(first + day * 86_400_000).toISOString().slice(0, 10);
		const net = Math.max(0.01, Math.round(amount * 100) / 100);
		return `${account_id}-${day},${account_id},${on},${category},${net.toFixed(2)},${(net * (1 - MARGIN)).toFixed(2)}`;
	});
	return `order_id,account_id,ordered_on,category,net_amount,cost_amount\n${rows.join('\n')}\n`;
}
