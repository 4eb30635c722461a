import { orderLines, type Given, type GivenRow } from './given.ts';
import { roadLine, withOrders, type RoadLine } from './second-road/lines.ts';

/**
 * A company that stands on every border that the answers draw: accounts at exactly a tenth of revenue, exactly four fifths
 * together, ties, an account that nets to zero, credits, days that are the first and the last of both windows, an order of
 * several days, and one of several accounts. As of 31 January 2026; the first year is 2024-02 to 2025-01.
 */
export function edgesCompany(): { given: Given; lines: RoadLine[] } {
	const costed = (share: number) => (amount: number) => ({
		cost_amount: amount * share,
		list_amount: amount * 1.25,
	});
	const [dear, cheap, losing] = [costed(0.9), costed(0.5), costed(1.5)];
	const rows = orderLines([
		// Now 1,000 together: 400 + 300 + 100 are four fifths; 100 is a tenth, twice.
		['A', '2025-02-01', 250, cheap(250)], // the first day of the window
		['A', '2026-01-31', 150, { ...dear(150), category: 'x' }], // and the last
		['A', '2025-01-31', 300, cheap(300)], // the last day of the prior window
		['B', '2025-06-10', 300, { ...losing(300), category: 'y' }],
		['B', '2024-02-01', 300, losing(300)], // the first of it: unchanged
		['C', '2025-06-10', 100, cheap(100)],
		['C', '2024-01-31', 80, cheap(80)], // the day before it: back again
		['D', '2025-07-01', 100, cheap(100)], // a tie with C, and new
		['E', '2025-03-05', 50, { category: 'x' }], // without a cost
		['E', '2024-03-05', 100, { category: 'x' }], // shrunk
		['F', '2025-04-01', 25, cheap(25)],
		['F', '2025-04-30', 25, { ...dear(25), order_id: 'F-2025-04-01' }], // the same order on a later day
		['F', '2024-04-01', 20, cheap(20)], // grown
		// Nets to zero now; bought before.
		['G', '2025-05-01', 10, cheap(10)],
		['G', '2025-05-02', -10, { kind: 'return' }],
		['G', '2024-05-01', 60, cheap(60)],
		// A credit, now and before.
		['H', '2025-08-01', -30, { kind: 'credit' }],
		['H', '2024-08-01', -5, { kind: 'credit' }],
		// Only before: lost.
		['I', '2024-09-09', 90, cheap(90)],
		// Only long ago: nothing in either window.
		['J', '2023-11-11', 70, cheap(70)],
		// A sale of zero: an order, and no revenue.
		['K', '2025-09-09', 0, cheap(0)],
		// One order number of two accounts: it is that of the first day.
		['E', '2025-10-01', 0, { order_id: 'shared' }],
		['D', '2025-10-02', 0, { order_id: 'shared' }],
		// A line without an amount.
		['A', '2025-11-11', null, {}],
	]);
	const groups: Readonly<Record<string, string>> = { A: 'P', D: 'P', G: 'Q', H: 'Q' };
	const segments: Readonly<Record<string, string>> = {
		A: 'one',
		B: 'one',
		C: 'two',
		D: 'two',
		F: 'one',
		H: 'one',
	};
	return {
		given: {
			config: 'complete_through: 2026-01-31',
			rows: {
				order_lines: rows,
				accounts: [...'ABCDEFGHIJK'].map((account_id) => ({
					account_id,
					group_id: groups[account_id] ?? null,
					segment: segments[account_id] ?? null,
				})),
			},
		},
		lines: withOrders(
			rows.map((row: GivenRow) =>
				roadLine({ ...(row as object), group_id: groups[String(row['account_id'])] ?? null } as never),
			),
		),
	};
}

/** Segment of each account of the company. */
export const EDGES_SEGMENT_ONE: ReadonlySet<string> = new Set(['A', 'B', 'F', 'H']);
