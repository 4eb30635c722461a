import { logBeta, logGamma } from './special-functions.ts';
import type { FoldedHistories } from './purchase-histories.ts';

/**
 * A buy-till-you-die model: orders come at Erlang-`k` gaps with a rate that varies over accounts (gamma `r`, `alpha`);
 * after an order an account leaves for good with a chance that varies too (beta `a`, `b`).
 *
 * `bg` allows no leaving before the first repeat (Fader, Hardie and Lee 2005; k = 1), `mbg` does.
 * k > 1 gives the regular-gap variants of Reutterer, Platzer and Schroeder 2021.
 */
export interface BuyTillYouDie {
	family: 'bg' | 'mbg';
	/** Regularity of the gaps: whole, 1 = random. */
	k: number;
	r: number;
	/** In weeks. */
	alpha: number;
	a: number;
	b: number;
}

/** One account's history: order days after the first, weeks from the first to the last and to the cut-off. */
export interface History {
	repeats: number;
	last: number;
	age: number;
}

/** Short name of a model for people, such as "MBG/NBD" or "MBG/CNBD-2". */
export function modelName({ family, k }: Pick<BuyTillYouDie, 'family' | 'k'>): string {
	return `${family.toUpperCase()}/${k === 1 ? 'NBD' : `CNBD-${k}`}`;
}

/**
 * Log-likelihood of all histories under a model; −Infinity or NaN only for parameters that are not positive.
 * The constants of a number of repeats are computed once for all accounts that have it.
 */
export function logLikelihood(model: BuyTillYouDie, histories: FoldedHistories): number {
	const { k, r, alpha, a, b } = model;
	const flips = model.family === 'mbg' ? 1 : 0;
	const { repeats, last, age, weight } = histories;
	const start = r * Math.log(alpha) - logGamma(r) - logBeta(a, b);
	let total = (k - 1) * histories.logGapTotal - histories.repeatTotal * logGamma(k);
	let x = Number.NaN;
	let [shape, constant, leave] = [0, 0, 0];
	for (let i = 0; i < repeats.length; i++) {
		if (repeats[i] !== x) {
			x = repeats[i] as number;
			shape = r + k * x;
			constant = start + logGamma(shape) + logBeta(a, b + x + flips);
			leave = x + flips > 0 ? a / (b + x + flips - 1) : 0;
		}
		const [since, until] = [alpha + (last[i] as number), alpha + (age[i] as number)];
		const fade = since === until ? 1 : Math.exp(shape * Math.log(since / until));
		const kept = k === 1 ? fade : fade * waiting(shape, (until - since) / until, k);
		const ends = leave + kept > 0 ? Math.log(leave + kept) : shape * Math.log(since / until);
		total += (weight[i] as number) * (constant - shape * Math.log(since) + ends);
	}
	return total;
}

/**
 * Chance of no order in the next `horizon` weeks given the history: the likelihood of the same history with that much
 * more silence, divided by its likelihood now. This, not 1 − P(alive), is the score of risk.
 */
export function chanceOfSilence(model: BuyTillYouDie, history: History, horizon: number): number {
	const { shape, until, now, odds } = standing(model, history);
	if (odds === Number.POSITIVE_INFINITY) return 1;
	const later = waiting(shape, (until - (model.alpha + history.last) + horizon) / (until + horizon), model.k);
	const survives = Math.exp(shape * Math.log(until / (until + horizon))) * (later / now);
	return (odds + survives) / (odds + 1);
}

/** Chance that the account has not left for good; meaningless where the fit found no dropout. */
export function chanceAlive(model: BuyTillYouDie, history: History): number {
	return 1 / (1 + standing(model, history).odds);
}

/** The odds that the account has left against that it is still waiting, and the parts of the waiting term. */
function standing(model: BuyTillYouDie, { repeats, last, age }: History) {
	const { k, r, alpha, a, b } = model;
	const chances = repeats + (model.family === 'mbg' ? 1 : 0);
	const shape = r + k * repeats;
	const until = alpha + age;
	const now = waiting(shape, (age - last) / until, k);
	const leave = chances > 0 ? a / (b + chances - 1) : 0;
	return { shape, until, now, odds: (leave * Math.exp(shape * Math.log(until / (alpha + last)))) / now };
}

/** 1 + Σ_{0<j<k} Π_{i<j} (shape + i) shareʲ / j!: what Erlang gaps add to the chance of still waiting. */
function waiting(shape: number, share: number, k: number): number {
	let term = 1;
	let sum = 1;
	for (let j = 1; j < k; j++) {
		term *= ((shape + j - 1) * share) / j;
		sum += term;
	}
	return sum;
}
