/** How strongly an account's orders gather at one time of a period. */
export interface OrderSeason {
	/** Periods in a year: 1, 2 or 4. */
	harmonic: number;
	orders: number;
	/** Length of the mean direction: 0 = evenly spread, 1 = always the same day. */
	resultant: number;
	/** Chance of as much if orders fell evenly over the year. */
	p_value: number;
	/** Day of the period about which the orders gather, 0 up to the period's length in days. */
	peak_day: number;
}

/**
 * Rayleigh's test on days of the year (1–366) folded into `harmonic` equal periods: 1 a yearly, 2 a half-yearly and
 * 4 a quarterly cycle; p ≈ exp(−n R²). Null without an order.
 */
export function orderSeason(
	daysOfYear: readonly number[],
	harmonic: 1 | 2 | 4,
	yearDays = 365.25,
): OrderSeason | null {
	const orders = daysOfYear.length;
	if (orders === 0) return null;
	const turn = (2 * Math.PI * harmonic) / yearDays;
	const cosine = daysOfYear.reduce((sum, day) => sum + Math.cos(turn * day), 0) / orders;
	const sine = daysOfYear.reduce((sum, day) => sum + Math.sin(turn * day), 0) / orders;
	const resultant = Math.min(1, Math.hypot(cosine, sine));
	const angle = Math.atan2(sine, cosine);
	return {
		harmonic,
		orders,
		resultant,
		p_value: Math.exp(-orders * resultant * resultant),
		peak_day: (angle < 0 ? angle + 2 * Math.PI : angle) / turn,
	};
}

/**
 * The plainest cycle that explains the orders: the yearly one if it is significant, else the half-yearly, else the
 * quarterly; null where none is, or under `fewestOrders` orders.
 */
export function strongestSeason(
	daysOfYear: readonly number[],
	{ significance = 0.01, fewestOrders = 6 }: { significance?: number; fewestOrders?: number } = {},
): OrderSeason | null {
	if (daysOfYear.length < fewestOrders) return null;
	const seasons = ([1, 2, 4] as const).map((harmonic) => orderSeason(daysOfYear, harmonic));
	return seasons.find((season) => season !== null && season.p_value <= significance) ?? null;
}
