import { type BuyTillYouDie, logLikelihood, modelName } from './buy-till-you-die.ts';
import { noFit, type FitOutcome } from './fit-outcome.ts';
import { nelderMead, type Minimum } from './nelder-mead.ts';
import {
	foldHistories,
	thinHistories,
	type FoldedHistories,
	type PurchaseHistories,
} from './purchase-histories.ts';

/** A fitted model with what is needed to judge it. */
export interface BuyTillYouDieFit extends BuyTillYouDie {
	log_likelihood: number;
	accounts: number;
	/** False where a < 0.001 or b > 1000: no dropout can be told from slow ordering, so P(alive) must be hidden. */
	has_dropout: boolean;
	/** Set where P(alive) must be hidden. */
	note: string | null;
}

export interface FitOptions {
	/** Regularity of the gaps, a whole number from 1 to 12, or `likeliest` to choose it. */
	k?: number | 'likeliest';
	/** Fewest accounts, and fewest repeats in all, that a fit is tried on. */
	fewestAccounts?: number;
	fewestRepeats?: number;
}

const LOG_LIMIT = 9;
const MOST_K = 12;
/** Folded histories on which starts are compared and k is chosen. */
const SKETCH = 2_000;
const STARTS: readonly (readonly number[])[] = [
	[0, 1.5, 0, 0.5],
	[-0.5, 2.5, -1, 1],
	[0.5, 1, -2, 0],
];

/**
 * Fit a buy-till-you-die model by maximum likelihood over log-parameters clipped to [−9, 9], from three starts.
 * Deterministic, and independent of the order of the histories. Null with its reason where there is too little to fit
 * or the search does not close. Throws a RangeError for a history that cannot be.
 */
export function fitBuyTillYouDie(
	family: 'bg' | 'mbg',
	data: PurchaseHistories,
	{ k = 1, fewestAccounts = 30, fewestRepeats = 30 }: FitOptions = {},
): FitOutcome<BuyTillYouDieFit> {
	const histories = foldHistories(data);
	const { accounts, repeatTotal } = histories;
	if (accounts < fewestAccounts)
		return noFit(
			`${accounts} ${accounts === 1 ? 'account has' : 'accounts have'} ordered; a fit needs ${fewestAccounts}`,
		);
	if (repeatTotal < fewestRepeats)
		return noFit(
			`there ${repeatTotal === 1 ? 'is 1 repeat order' : `are ${repeatTotal} repeat orders`}; a fit needs ${fewestRepeats}`,
		);
	const sketch = thinHistories(histories, SKETCH);
	const rough = k === 'likeliest' ? likeliest(family, sketch) : searchAll(family, k, sketch);
	const search = polish(family, rough.k, histories, rough.minimum.point);
	const model = modelAt(family, rough.k, search.point);
	if (!search.converged) return noFit(`the fit of ${modelName(model)} did not converge`);
	const hasDropout = model.a >= 1e-3 && model.b <= 1e3;
	const note = hasDropout ? null : 'no detectable dropout: P(alive) is hidden, P(no order) still holds';
	return {
		fit: { ...model, log_likelihood: -search.value, accounts, has_dropout: hasDropout, note },
		reason: null,
	};
}

interface Candidate {
	k: number;
	minimum: Minimum;
}

/** Climb k from 1 for as long as the likelihood rises, from the last k's end and afresh: that end may be a blind alley. */
function likeliest(family: 'bg' | 'mbg', histories: FoldedHistories): Candidate {
	let best = searchAll(family, 1, histories);
	for (let k = 2; k <= MOST_K; k++) {
		const next = searchAll(family, k, histories, [best.minimum.point, STARTS[0] as readonly number[]]);
		if (!(next.minimum.value < best.minimum.value)) break;
		best = next;
	}
	return best;
}

function searchAll(
	family: 'bg' | 'mbg',
	k: number,
	histories: FoldedHistories,
	starts: readonly (readonly number[])[] = STARTS,
): Candidate {
	const minima = starts.map((start) => search(family, k, histories, start, 0.5));
	return { k, minimum: minima.reduce((best, next) => (next.value < best.value ? next : best)) };
}

/** Search from a near point with ever more of the histories, and once more from the end, lest the simplex fell flat. */
function polish(
	family: 'bg' | 'mbg',
	k: number,
	histories: FoldedHistories,
	from: readonly number[],
): Minimum {
	const middle = search(family, k, thinHistories(histories, 5 * SKETCH), from, 0.1, 1e-9);
	return search(family, k, histories, middle.point, 0.02, 1e-12);
}

function search(
	family: 'bg' | 'mbg',
	k: number,
	histories: FoldedHistories,
	from: readonly number[],
	step: number,
	tolerance = 1e-7,
): Minimum {
	const objective = (point: readonly number[]): number =>
		-logLikelihood(modelAt(family, k, point), histories);
	return nelderMead(objective, from, { step, tolerance, maxEvaluations: 1500 });
}

function modelAt(family: 'bg' | 'mbg', k: number, point: readonly number[]): BuyTillYouDie {
	const [r, alpha, a, b] = point.map((v) => Math.exp(Math.min(LOG_LIMIT, Math.max(-LOG_LIMIT, v))));
	return { family, k, r: r as number, alpha: alpha as number, a: a as number, b: b as number };
}
