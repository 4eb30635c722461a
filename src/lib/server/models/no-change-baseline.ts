import { scaledBessel } from './special-functions.ts';

/**
 * Share of last year's revenue that an account of unchanging rhythm is expected to keep by the rule of gross
 * retention, E[min(X, Y)] / E[X] for two independent Poisson counts: timing noise alone makes it less than 1.
 *
 * `ordersPerYear` is the account's number of orders in the prior year. Null where that is not positive.
 * Formula: 1 − exp(−2l) (I₀(2l) + I₁(2l)).
 */
export function noChangeRetention(ordersPerYear: number): number | null {
	if (!(ordersPerYear > 0)) return null;
	const [zero, one] = scaledBessel(2 * ordersPerYear);
	return 1 - zero - one;
}
