/** One kind of effort and what a unit of it costs. */
export interface ServiceRate {
	driver: string;
	/** Reporting currency per unit of the driver. */
	rate: number;
}

/** An account's cost to serve, by driver; money in the reporting currency. */
export interface ServedAccount {
	account_id: string;
	/** Null where no rate applies to any of its drivers. */
	cost_to_serve: number | null;
	by_driver: Record<string, number>;
}

/** All accounts' costs with what they leave of the pool. */
export interface ServiceCosts {
	accounts: ServedAccount[];
	allocated: number;
	/** Pool less allocated: capacity paid for and not used, negative where rates claim more; null without a pool. */
	unused_capacity: number | null;
}

/**
 * Cost to serve by rate × driver (time-driven activity-based costing). Allocated + unused = pool; the unused part is
 * shown, never spread over accounts. Without rates every cost is null: revenue is no driver.
 * Receivable days come as a driver of money × days ÷ 365, with the cost of capital as its rate.
 */
export function costToServe(
	rates: readonly ServiceRate[],
	accounts: readonly { account_id: string; drivers: Readonly<Record<string, number>> }[],
	pool: number | null,
): ServiceCosts {
	const served = accounts.map(({ account_id, drivers }): ServedAccount => {
		const parts = rates.flatMap(({ driver, rate }) => {
			const units = drivers[driver];
			return units === undefined ? [] : [[driver, rate * units] as const];
		});
		const cost = parts.length === 0 ? null : parts.reduce((sum, [, amount]) => sum + amount, 0);
		return { account_id, cost_to_serve: cost, by_driver: Object.fromEntries(parts) };
	});
	const allocated = served.reduce((sum, { cost_to_serve }) => sum + (cost_to_serve ?? 0), 0);
	return { accounts: served, allocated, unused_capacity: pool === null ? null : pool - allocated };
}
