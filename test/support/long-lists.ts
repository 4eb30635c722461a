import type { Given, GivenRow } from './given.ts';

/** Rows of each entity: more than any page fetches of a list. */
export const LONG = 900;

const day = (place: number): string =>
	new Date(Date.UTC(2026, 0, 1 + (place % 300))).toISOString().slice(0, 10);
const list = (count: number, row: (place: number) => GivenRow): GivenRow[] =>
	Array.from({ length: count }, (_, place) => row(place));

/**
 * A company whose one large account has more rows of everything than any page fetches: of each entity a known part is open, due,
 * late, overdue or running, and these are the oldest, so that whoever counts among the newest counts none of them. Forty small
 * accounts stand beside it, with products and categories enough that their lists are cut, too.
 */
export function longLists(): Given {
	const isOld = (place: number): boolean => place < LONG / 3;
	return {
		today: '2026-11-22',
		rows: {
			accounts: [
				...list(3, (place) => ({
					account_id: `B${place}`,
					name: `Branch ${place}`,
					group_id: 'B',
					group_name: 'Big',
				})),
				...list(40, (place) => ({ account_id: `S${place}`, name: `Small ${place}` })),
			],
			order_lines: [
				...list(LONG, (place) => ({
					order_id: `o${String(place).padStart(4, '0')}`,
					line_no: 1,
					account_id: `B${place % 3}`,
					ordered_on: day(Math.floor(place / 3)),
					net_amount: place % 9 === 0 ? -20.25 : 100 + place / 4,
					cost_amount: 60,
					quantity: 1000,
					product_id: `p${place % 50}`,
					product_name: `Product ${place % 50}`,
					category: `category ${place % 15}`,
				})),
				...list(400, (place) => ({
					order_id: `s${place}`,
					line_no: 1,
					account_id: `S${place % 40}`,
					ordered_on: day(place % 290),
					net_amount: 50 + (place % 40),
					cost_amount: 30,
					quantity: 2,
					product_id: `p${place % 50}`,
					product_name: `Product ${place % 50}`,
					category: `category ${place % 15}`,
				})),
			],
			orders: list(LONG, (place) => ({
				order_id: `o${String(place).padStart(4, '0')}`,
				account_id: `B${place % 3}`,
				status: isOld(place) ? 'open' : 'closed',
				promised_on: day(Math.floor(place / 3) + 5),
			})),
			quotes: list(LONG, (place) => ({
				quote_id: `q${place}`,
				account_id: 'B0',
				quoted_on: day(Math.floor(place / 3)),
				amount: 10.5,
				status: isOld(place) ? 'open' : 'lost',
				valid_until: isOld(place) ? '2026-12-31' : day(Math.floor(place / 3) + 20),
			})),
			deliveries: list(LONG, (place) => ({
				delivery_id: `d${place}`,
				account_id: 'B0',
				promised_on: day(Math.floor(place / 3)),
				shipped_on: isOld(place) ? null : day(Math.floor(place / 3) + (place % 2)),
				quantity: 1,
			})),
			invoices: list(LONG, (place) => ({
				invoice_id: `i${place}`,
				account_id: 'B0',
				issued_on: day(Math.floor(place / 3)),
				amount: 100,
				due_on: day(Math.floor(place / 3) + 30),
				paid_amount: isOld(place) ? 25 : 100,
			})),
			agreements: list(60, (place) => ({
				agreement_id: `a${place}`,
				account_id: 'B0',
				kind: 'service',
				valid_from: '2025-01-01',
				valid_to: place < 20 ? '2026-12-31' : `2026-0${1 + (place % 9)}-28`,
				commitment: 'calls back',
			})),
			service_cases: list(LONG, (place) => ({
				case_id: `c${place}`,
				account_id: 'B0',
				opened_on: day(Math.floor(place / 3)),
				closed_on: isOld(place) ? null : day(Math.floor(place / 3) + 2),
				met_commitment: place % 4 === 0 ? 'false' : 'true',
			})),
			touchpoints: list(LONG, (place) => ({
				account_id: 'B0',
				happened_on: day(Math.floor(place / 3)),
				level: isOld(place) ? 'executive' : 'operational',
				kind: 'call',
			})),
			plans: list(30, (place) => ({
				account_id: 'B0',
				period_start: `20${String(place + 10)}-01-01`,
				planned_amount: 1000,
				objective: `plan ${place}`,
			})),
		},
	};
}
