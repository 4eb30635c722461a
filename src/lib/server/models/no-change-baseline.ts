import { logGamma } from './special-functions.ts';

/** Revenue and order days of an account in the prior window. */
export interface EarlierOrders {
	revenue: number;
	orders: number;
}

/** How orders of the company vary. */
export interface OrderVariation {
	/** Squared coefficient of variation of the values of an account's orders. */
	value_spread: number;
	/** Shape of a gamma distribution of the gaps; 1 = random. */
	regularity: number;
}

/** What retention shows if nothing but the timing and the size of orders varies. */
export interface NoChange {
	/** Expected gross retention. */
	kept: number;
	/** Standard deviations of gross and of net retention. */
	kept_sd: number;
	bought_sd: number;
}

/** Moments of what an account buys in two like windows, X and Y, in units of its expected revenue. */
export interface KeptMoments {
	/** E[min(X, Y)] / E[X] */
	kept: number;
	/** Var[min(X, Y)], Cov[min(X, Y), X] and Var[X]. */
	variance_kept: number;
	covariance: number;
	variance_bought: number;
}

const DEVIATIONS = 1.96;

/** So many equal orders at random times vary as much as `orders` do. */
export function effectiveOrders(orders: number, { value_spread, regularity }: OrderVariation): number {
	return orders / (1 / regularity + value_spread);
}

/**
 * Moments of X and Y, independent gammas of shape `kappa`: E min / E X = 1 − G with G their Gini coefficient,
 * Γ(κ + ½) / (√π Γ(κ + 1)); min = (X + Y) min(U, 1 − U) with U a beta variable that X + Y does not depend on.
 */
export function keptMoments(kappa: number): KeptMoments {
	const gini = Math.exp(logGamma(kappa + 0.5) - logGamma(kappa + 1)) / Math.sqrt(Math.PI);
	const sumSquared = 2 * kappa * (2 * kappa + 1);
	const squared = sumSquared * (1 / 4 - gini / 2 + 1 / (4 * (2 * kappa + 1)));
	const mixed = (sumSquared / 2) * (1 / 2 - gini / 2);
	return {
		kept: 1 - gini,
		variance_kept: (squared - (kappa * (1 - gini)) ** 2) / kappa ** 2,
		covariance: (mixed - kappa ** 2 * (1 - gini)) / kappa ** 2,
		variance_bought: 1 / kappa,
	};
}

/** Retention of all accounts together, each weighted by its revenue; null where none had both revenue and an order. */
export function noChange(accounts: readonly EarlierOrders[], variation: OrderVariation): NoChange | null {
	const held = accounts.filter(({ revenue, orders }) => revenue > 0 && orders >= 1);
	if (held.length === 0) return null;
	const total = held.reduce((sum, { revenue }) => sum + revenue, 0);
	const parts = held.map(({ revenue, orders }) => ({
		weight: revenue / total,
		...keptMoments(effectiveOrders(orders, variation)),
	}));
	const sum = (of: (part: (typeof parts)[number]) => number) =>
		parts.reduce((whole, part) => whole + of(part), 0);
	const kept = sum((part) => part.weight * part.kept);
	const bought = sum((part) => part.weight ** 2 * part.variance_bought);
	const variance = sum(
		(part) =>
			part.weight ** 2 * (part.variance_kept - 2 * kept * part.covariance + kept ** 2 * part.variance_bought),
	);
	return { kept, kept_sd: Math.sqrt(Math.max(variance, 0)), bought_sd: Math.sqrt(2 * bought) };
}

/**
 * The range in which 95 of 100 companies without change would lie, by gaps that are random and by gaps as regular as the company's:
 * the lower of both lower ends, the higher of both upper ends. Null where {@link noChange} is, or values vary nobody knows how much.
 */
export function noChangeRange(
	accounts: readonly EarlierOrders[],
	{ value_spread, regularity }: { value_spread: number | null; regularity: number },
): { grr_low: number; grr_high: number; nrr_low: number; nrr_high: number } | null {
	if (value_spread === null) return null;
	const ways = [1, regularity].flatMap(
		(each) => noChange(accounts, { value_spread, regularity: each }) ?? [],
	);
	if (ways.length === 0) return null;
	const bought = Math.max(...ways.map((way) => way.bought_sd));
	return {
		grr_low: Math.max(0, Math.min(...ways.map((way) => way.kept - DEVIATIONS * way.kept_sd))),
		grr_high: Math.min(1, Math.max(...ways.map((way) => way.kept + DEVIATIONS * way.kept_sd))),
		nrr_low: Math.max(0, 1 - DEVIATIONS * bought),
		nrr_high: 1 + DEVIATIONS * bought,
	};
}

/** Fewest orders of an account whose values are compared, fewest such accounts, and the widest spread that one may add. */
const VALUES = { orders: 3, accounts: 5, spread: 25 };
const GAPS = { pairs: 100, most_regular: 4 };

/**
 * How orders of a company vary, from the values of each account's orders in two years and from each account's last two gaps.
 * Spread: variance ÷ mean², each account weighted by its orders less one; null under five accounts. Regularity: by Wheat and Morrison,
 * held to 1 to 4; 1 under a hundred pairs.
 */
export function orderVariation(
	values: readonly (readonly number[])[],
	pairs: readonly (readonly [before: number, last: number])[],
): { value_spread: number | null; regularity: number } {
	let [accounts, weights, weighted] = [0, 0, 0];
	for (const own of values) {
		const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
		if (own.length < VALUES.orders || mean <= 0) continue;
		const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (own.length - 1);
		accounts++;
		weights += own.length - 1;
		weighted += (own.length - 1) * Math.min(VALUES.spread, variance / mean ** 2);
	}
	return {
		value_spread: accounts < VALUES.accounts ? null : sixDecimals(weighted / weights),
		regularity: regularityOf(pairs),
	};
}

function regularityOf(pairs: readonly (readonly [before: number, last: number])[]): number {
	if (pairs.length < GAPS.pairs) return 1;
	const variance =
		pairs.reduce((sum, [before, last]) => sum + (last / (last + before) - 0.5) ** 2, 0) / pairs.length;
	if (variance === 0) return GAPS.most_regular;
	return sixDecimals(Math.min(GAPS.most_regular, Math.max(1, (1 - 4 * variance) / (8 * variance))));
}

/** As the warehouse keeps it: a mean of fractions depends on their order in its last digits. */
function sixDecimals(value: number): number {
	return Math.round(value * 1e6) / 1e6;
}
