import { orderLines, type Given, type GivenRow } from './given.ts';
import { roadLine, withOrders, type RoadLine } from './second-road/lines.ts';

/** Segment of each account of the company; those that are absent have none. */
export const EDGES_SEGMENTS: Readonly<Record<string, string>> = {
	A: 'one',
	B: 'one',
	C: 'two',
	D: 'two',
	F: 'one',
	H: 'one',
	L: 'zero',
	M: 'half',
	N: 'half back',
	O: 'listed',
	R: 'listed',
	S: 'free',
	T: 'even',
	U: 'turned',
	V: 'costed',
	W: 'booked',
	X: 'late',
};

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
		// Now 1,000 together without those below zero: 400 + 300 + 100 are four fifths; 100 is a tenth, twice.
		['A', '2025-02-01', 250, cheap(250)], // the first day of the window
		['A', '2026-01-31', 150, { ...dear(150), category: 'x' }], // and the last
		['A', '2025-01-31', 300, cheap(300)], // the last day of the prior window
		['B', '2025-06-10', 300, { ...losing(300), category: 'y' }],
		['B', '2024-02-01', 300, losing(300)], // the first of it: unchanged
		['C', '2025-06-10', 100, cheap(100)],
		['C', '2024-01-31', 80, cheap(80)], // the day before it: back again
		['D', '2025-07-01', 100, cheap(100)], // a tie with C, and new
		['E', '2025-03-05', 20.5, { category: 'x' }], // without a cost
		['E', '2024-03-05', 100, { category: 'x' }], // shrunk
		['F', '2025-04-01', 15, cheap(15)],
		['F', '2025-04-30', 15, { ...dear(15), order_id: 'F-2025-04-01' }], // the same order on a later day
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
		// After the last complete day: the month is open.
		['E', '2026-02-03', 12, cheap(12)],
		// Nets to zero in both windows, with a cost, and a list price, that net to zero as well or do not.
		['L', '2025-05-01', 10, { cost_amount: 5, list_amount: 12 }],
		['L', '2025-05-02', -10, { kind: 'return', cost_amount: -4, list_amount: -12 }],
		['L', '2024-05-01', 20, { cost_amount: 5, list_amount: 22 }],
		['L', '2024-05-02', -20, { kind: 'return', cost_amount: -4, list_amount: -22 }],
		// Half of one, in both windows.
		['M', '2025-06-01', 0.5, { cost_amount: 0.25, list_amount: 0.75 }],
		['M', '2024-06-01', 0.5, { cost_amount: 0.25, list_amount: 0.75 }],
		// Half of one back, in both windows.
		['N', '2025-06-01', -0.5, { kind: 'return', cost_amount: -0.25, list_amount: -0.75 }],
		['N', '2024-06-01', -0.5, { kind: 'return', cost_amount: -0.25, list_amount: -0.75 }],
		// A list price above zero for sales that came back, and one below zero for sales that stayed.
		['O', '2025-06-01', 5, { list_amount: 9 }],
		['O', '2025-06-02', -7, { kind: 'return', list_amount: -0.5 }],
		['R', '2025-06-01', 7, { list_amount: 0.5, cost_amount: 1 }],
		['R', '2025-06-02', -5, { kind: 'return', list_amount: -1, cost_amount: -2 }],
		['R', '2024-06-01', 2, { cost_amount: 1 }],
		// A list price of zero.
		['S', '2025-06-01', 3, { list_amount: 0 }],
		// From credit to revenue, and from revenue to credit; costed sales above zero among returns without a cost, and the reverse.
		['T', '2024-06-01', -0.5, { kind: 'credit' }],
		['T', '2025-06-01', 0.5, { cost_amount: 0.5 }],
		['U', '2024-06-01', 0.5, { cost_amount: 0.5 }],
		['U', '2025-06-01', 1, { cost_amount: 0.5 }],
		['U', '2025-06-02', -2, { kind: 'return' }],
		['V', '2024-06-01', 4, { cost_amount: 2 }],
		['V', '2025-06-01', 5.5, {}],
		['V', '2025-06-02', -0.5, { kind: 'return', cost_amount: -0.25 }],
		// Revenue without an order: it was booked as a credit.
		['W', '2024-06-01', 40, { kind: 'credit' }],
		['W', '2025-06-01', 30, { kind: 'credit' }],
		// A key account by its years before: of the window's revenue it has half of one.
		...['2023-12-05', '2024-03-05', '2024-06-05', '2024-09-05', '2024-12-05', '2025-01-05', '2025-01-20'].map(
			(day): [string, string, number, GivenRow] => ['Y', day, 400, cheap(400)],
		),
		['Y', '2025-05-05', 0.5, cheap(0.5)],
		// Nothing before the last month.
		['X', '2026-01-15', 8, cheap(8)],
	]);
	const groups: Readonly<Record<string, string>> = { A: 'P', D: 'P', G: 'Q', H: 'Q' };
	const segments = EDGES_SEGMENTS;
	return {
		given: {
			config: 'complete_through: 2026-01-31',
			rows: {
				order_lines: rows,
				accounts: [...'ABCDEFGHIJKLMNORSTUVWXY'].map((account_id) => ({
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
