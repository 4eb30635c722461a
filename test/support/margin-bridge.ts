/** An order line as the second road reads it: texts and nulls as given. */
export interface BridgeLine {
	account_id: string;
	ordered_on: string;
	product_id?: string | null;
	category?: string | null;
	quantity?: number | null;
	net_amount?: string | number | null;
	cost_amount?: string | number | null;
	currency?: string;
}

interface Side {
	revenue: number;
	units: number;
	costedRevenue: number;
	costedUnits: number;
	cost: number;
	hasCost: boolean;
}

/**
 * The margin bridge from 2024 to 2025, worked out product by product: the second road to the answer `margin_bridge`. Amounts
 * are in the reporting currency; `rateOf` gives the one rate of a currency in a year.
 */
export function marginBridge(
	lines: readonly BridgeLine[],
	rateOf: (currency: string, year: number) => number,
): Record<string, number | null> {
	const leaves = new Map<string, BridgeLine[]>();
	for (const line of lines) {
		const key = line.product_id ?? `no product, ${line.category ?? 'no category'}`;
		leaves.set(key, [...(leaves.get(key) ?? []), line]);
	}
	const bridge: Record<string, number> = {
		start: 0,
		price: 0,
		cost: 0,
		volume: 0,
		mix: 0,
		new_products: 0,
		lost_products: 0,
		returns: 0,
		uncosted: 0,
		fx: 0,
		end: 0,
	};
	const add = (step: string, amount: number): void => void (bridge[step]! += amount);
	let [oldRevenue, constantRevenue, oldMargin, quantityEffects] = [0, 0, 0, 0];
	let [measured, continuing, costed] = [0, 0, 0];
	for (const own of leaves.values()) {
		const isMeasured =
			own[0]!.product_id != null &&
			own.every((line) => line.quantity != null || Number(line.net_amount ?? 0) < 0);
		const before = side(own, 2024, isMeasured, (currency) => rateOf(currency, 2024));
		const now = side(own, 2025, isMeasured, (currency) => rateOf(currency, 2024));
		const atTodaysRates = side(own, 2025, isMeasured, (currency) => rateOf(currency, 2025));
		const marginBefore = before.costedRevenue - before.cost;
		const marginNow = now.costedRevenue - now.cost;
		if (!before.hasCost && !now.hasCost) continue;
		costed++;
		add('start', marginBefore);
		add('end', atTodaysRates.costedRevenue - atTodaysRates.cost);
		add('fx', atTodaysRates.costedRevenue - atTodaysRates.cost - marginNow);
		const unitsBefore = Math.max(before.units, before.costedUnits);
		const unitsNow = Math.max(now.units, now.costedUnits);
		if (unitsBefore > 0 && unitsNow > 0) {
			if (before.costedUnits > 0 && now.costedUnits > 0) {
				const price = before.costedRevenue / before.costedUnits;
				const unitCost = before.cost / before.costedUnits;
				const part = before.costedUnits / unitsBefore;
				add('price', now.costedRevenue - now.costedUnits * price);
				add('cost', now.costedUnits * unitCost - now.cost);
				add('uncosted', (now.costedUnits - unitsNow * part) * (price - unitCost));
				quantityEffects += (unitsNow - unitsBefore) * part * (price - unitCost);
				oldRevenue += before.costedRevenue;
				oldMargin += marginBefore;
				constantRevenue += unitsNow * part * price;
				continuing++;
				if (isMeasured) measured++;
			} else {
				const step = before.costedUnits > 0 || now.costedUnits > 0 ? 'uncosted' : 'returns';
				add(step, marginNow - marginBefore);
			}
		} else {
			add(now.costedUnits > 0 ? 'new_products' : 'returns', marginNow);
			add(before.costedUnits > 0 ? 'lost_products' : 'returns', -marginBefore);
		}
	}
	bridge['volume'] = oldRevenue > 0 ? oldMargin * (constantRevenue / oldRevenue - 1) : 0;
	bridge['mix'] = quantityEffects - bridge['volume'];
	if (costed === 0) return Object.fromEntries(Object.keys(bridge).map((step) => [step, null]));
	return { ...bridge, price: measured > 0 || continuing === 0 ? bridge['price']! : null };
}

function side(
	lines: readonly BridgeLine[],
	year: number,
	isMeasured: boolean,
	rateOf: (currency: string) => number,
): Side {
	const sums: Side = { revenue: 0, units: 0, costedRevenue: 0, costedUnits: 0, cost: 0, hasCost: false };
	for (const line of lines) {
		if (!line.ordered_on.startsWith(String(year)) || line.net_amount == null) continue;
		const rate = rateOf(line.currency ?? 'EUR');
		const revenue = Number(line.net_amount) * rate;
		const units = isMeasured ? (line.quantity ?? 0) : revenue;
		sums.revenue += revenue;
		sums.units += units;
		if (line.cost_amount == null) continue;
		sums.hasCost = true;
		sums.costedRevenue += revenue;
		sums.costedUnits += units;
		sums.cost += Number(line.cost_amount) * rate;
	}
	return sums;
}
