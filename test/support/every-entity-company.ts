import type { Given, GivenRow } from './given.ts';
import { chances, randomCompany } from './random-company.ts';

/** Days from a first one, as text. */
const dayOf = (first: string, days: number): string =>
	new Date(Date.parse(`${first}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * A small company with rows of every entity, a team of owners, and two dimensions that name each account (`mark`) and each
 * group (`mark_group`), so that any choice of accounts can be asked for by a dimension.
 */
export function everyEntityCompany(seed = 11): Given {
	const company = randomCompany(seed, { accounts: 16, lines: 900 });
	const chance = chances(seed + 1);
	const pick = <T>(values: readonly T[]): T => values[Math.floor(chance() * values.length)]!;
	const accounts = (company.given.rows.accounts ?? []).map((row) => ({
		...row,
		mark: row['account_id'] ?? null,
		mark_group: row['group_id'] ?? row['account_id'] ?? null,
		region: pick(['North', 'South', null]),
		owner: pick(['Kim', 'Lee', 'Kim;Lee', null]),
	}));
	const ids = accounts.map((row) => String(row['mark']));
	const orderLines: GivenRow[] = (company.given.rows.order_lines ?? []).map((row, i) => {
		const { order_id, account_id } = row;
		const product = `p${Math.floor(chance() * 9)}`;
		return {
			...row,
			// Two lines to an order now and then, some on another day: one number, one order.
			order_id: i % 7 === 1 ? `${String(account_id)}-${i % 5}` : (order_id ?? null),
			product_id: product,
			product_name: `Product ${product}`,
			quantity: Number(row['net_amount'] ?? 1) < 0 ? -1 : 1 + Math.floor(chance() * 5),
			freight_amount: chance() < 0.5 ? '2.50' : null,
			is_rush: chance() < 0.2,
		};
	});
	const some = (count: number, row: (i: number, id: string, day: string) => GivenRow): GivenRow[] =>
		Array.from({ length: count }, (_, i) =>
			row(i, pick([ids[0]!, ids[0]!, ...ids]), dayOf('2023-06-01', Math.floor(chance() * 960))),
		);
	return {
		today: '2026-02-10',
		config: `${company.given.config ?? ''}
cost_to_serve:
  rates: { orders: 20, lines: 2, rush_lines: 5, returns: 7, service_cases: 30, visits: 100 }
  pool: 90000`,
		rows: {
			order_lines: orderLines,
			accounts,
			orders: orderLines.slice(0, 300).flatMap((row, i, rows) =>
				rows.findIndex((each) => each['order_id'] === row['order_id']) === i
					? [
							{
								order_id: row['order_id'] ?? null,
								account_id: row['account_id'] ?? null,
								status: pick(['open', 'shipped', 'closed']),
								promised_on: dayOf(String(row['ordered_on']), 14),
								amount: row['net_amount'] ?? null,
							},
						]
					: [],
			),
			quotes: some(90, (i, account_id, quoted_on) => ({
				quote_id: `q${i}`,
				account_id,
				quoted_on,
				amount: 100 + i,
				status: pick(['open', 'won', 'lost', 'expired']),
				valid_until: dayOf(quoted_on, 30 + (i % 40)),
				category: pick(['x', 'y', 'z']),
			})),
			deliveries: some(120, (i, account_id, promised_on) => ({
				delivery_id: `d${i}`,
				account_id,
				promised_on,
				shipped_on: dayOf(promised_on, (i % 9) - 5),
				delivered_on: i % 4 === 0 ? null : dayOf(promised_on, (i % 11) - 4),
				quantity: 5 + (i % 3),
				ordered_quantity: 6,
			})),
			invoices: some(120, (i, account_id, issued_on) => ({
				invoice_id: `i${i}`,
				account_id,
				issued_on,
				amount: 50 + i,
				due_on: dayOf(issued_on, 30),
				paid_amount: i % 3 === 0 ? null : 50 + i,
				paid_on: i % 3 === 0 ? null : dayOf(issued_on, 20 + (i % 25)),
			})),
			agreements: some(24, (i, account_id, valid_from) => ({
				agreement_id: `g${i}`,
				account_id,
				kind: pick(['price', 'service', 'capacity']),
				valid_from,
				valid_to: dayOf(valid_from, 200 + 9 * i),
				product_id: `p${i % 9}`,
				agreed_price: 20 + i,
				discount_share: null,
			})),
			service_cases: some(90, (i, account_id, opened_on) => ({
				case_id: `c${i}`,
				account_id,
				opened_on,
				closed_on: i % 5 === 0 ? null : dayOf(opened_on, i % 17),
				minutes: 10 + i,
				met_commitment: i % 4 !== 0,
			})),
			touchpoints: some(90, (i, account_id, happened_on) => ({
				account_id,
				happened_on,
				level: pick(['executive', 'manager', 'operational']),
				direction: pick(['ours', 'theirs']),
				kind: pick(['visit', 'call']),
				owner: `Owner ${i % 3}`,
			})),
			plans: ids.slice(0, 6).flatMap((account_id, i) =>
				['2025-02-01', '2026-02-01'].map((period_start) => ({
					account_id,
					period_start,
					planned_amount: 1000 * (i + 1),
				})),
			),
			ratings: some(60, (i, account_id, rated_on) => ({
				account_id,
				criterion: pick(['strategic_fit', 'relationship']),
				department: pick(['sales', 'service']),
				score: 1 + (i % 5),
				rated_on,
				rater: `Rater ${i % 4}`,
			})),
		},
	};
}
