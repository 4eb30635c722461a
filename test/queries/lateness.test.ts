import { afterAll, beforeAll, expect, test } from 'vitest';
import { askDrill } from '../../src/lib/server/warehouse/ask/drill.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { given, orderLines, type Built, type GivenRow } from '../support/given.ts';

/** A source that notes when a delivery left and never when it arrived: all of A in time, all of B a day late. */
const shipped = (account: string, promised: string, left: string | null, more: GivenRow = {}): GivenRow => ({
	delivery_id: `${account}-${promised}-${String(left)}`,
	account_id: account,
	promised_on: promised,
	shipped_on: left,
	delivered_on: null,
	quantity: 8,
	ordered_quantity: 10,
	status: null,
	...more,
});

let built: Built;
beforeAll(async () => {
	built = await given({
		today: '2026-04-01',
		rows: {
			order_lines: orderLines([
				['A', '2025-01-31', 10],
				['A', '2026-01-31', 10],
				['B', '2026-01-31', 10],
				['C', '2026-03-31', 10],
			]),
			deliveries: [
				// Left before the promised day; left on it; left after it.
				shipped('A', '2026-01-10', '2026-01-08'),
				shipped('A', '2026-01-11', '2026-01-11'),
				shipped('B', '2026-01-12', '2026-01-13'),
				// Arrived: the day it left says nothing any more.
				shipped('B', '2026-01-20', '2026-01-18', { delivered_on: '2026-01-22' }),
				// Neither, and overdue on 1 April, the day of the calendar; and to come.
				shipped('C', '2026-03-21', null),
				shipped('C', '2026-04-30', null),
				// Over by its status on a day that nobody knows; cancelled.
				shipped('C', '2026-02-01', null, { status: 'Delivered' }),
				shipped('C', '2026-02-02', null, { status: 'cancelled' }),
				...Array.from({ length: 40 }, (_, place) =>
					shipped('A', '2026-02-10', '2026-02-09', { delivery_id: `early ${place}` }),
				),
			],
		},
	});
});
afterAll(() => built.close());

const of = async (account: string, ...columns: string[]) => {
	const { rows } = await askDrill(built.warehouse, 'deliveries', account, [
		['level', 'account'],
		['sort', 'promised_on'],
	]);
	return rows.map((row) => columns.map((column) => row[column]));
};

test('a delivery that left is measured on the day it left, where no arrival is known', async () => {
	expect((await of('A', 'days_late', 'is_late', 'is_due', 'short_quantity')).slice(0, 3)).toEqual([
		[-2, false, false, 2],
		[0, false, false, 2],
		[-1, false, false, 2],
	]);
	expect(await of('B', 'days_late', 'is_late', 'is_due')).toEqual([
		[1, true, false],
		[2, true, false],
	]);
});

test('what has neither left nor arrived is due, and late once its day is over; a status ends it on no known day', async () => {
	expect(await of('C', 'status', 'days_late', 'is_late', 'is_due')).toEqual([
		['Delivered', null, null, false],
		['cancelled', null, null, false],
		[null, 11, true, true],
		[null, null, false, true],
	]);
});

test('seen from an earlier day, what left later was still to come', async () => {
	const { rows } = await askDrill(built.warehouse, 'deliveries', 'B', [
		['level', 'account'],
		['as_of', '2025-12-31'],
		['sort', 'promised_on'],
	]);
	expect(rows.map((row) => [row['days_late'], row['is_late'], row['is_due']])).toEqual([
		[null, false, true],
		[null, false, true],
	]);
});

test('the record, the events and the care of the tiers tell the same deliveries late', async () => {
	const events = await Promise.all(
		['A', 'B', 'C'].map(async (account) => {
			const { rows } = await askDrill(built.warehouse, 'events', account, [['level', 'account']]);
			return rows
				.filter((row) => String(row['event']) === 'delivery_late')
				.reduce((sum, row) => sum + Number(row['events']), 0);
		}),
	);
	expect(events).toEqual([0, 2, 1]);
	const care = await built.warehouse.read((connection) =>
		queryRows(
			connection,
			`select a.account_id, sum(c.deliveries_due)::integer as due, sum(c.deliveries_in_time)::integer as in_time
			from main.tier_care_months as c inner join main.accounts as a on a.account_key = c.account_key
			group by a.account_id order by a.account_id`,
		),
	);
	expect(care).toEqual([
		{ account_id: 'A', due: 42, in_time: 42 },
		{ account_id: 'B', due: 2, in_time: 0 },
		{ account_id: 'C', due: 1, in_time: 0 },
	]);
});

test('the data tells of shares that cannot be, with share and count', async () => {
	const flagged = async (rows: GivenRow[]) => {
		const odd = await given({
			rows: {
				order_lines: Array.from({ length: 40 }, (_, place) => ({
					order_id: `o${place}`,
					account_id: 'A',
					ordered_on: '2026-03-31',
					net_amount: 10,
					cost_amount: place === 0 ? 5 : null,
					category: place < 20 ? 'x' : null,
				})),
				deliveries: rows,
				invoices: Array.from({ length: 30 }, (_, place) => ({
					invoice_id: `i${place}`,
					account_id: 'A',
					issued_on: '2026-01-01',
					due_on: '2026-01-31',
					amount: 100,
					paid_amount: place === 0 ? 100 : 0,
				})),
			},
		});
		try {
			const { rows: found } = await odd.ask('data_quality');
			return found
				.filter((row) => row.found_count > 0 && row.finding.includes('nearly_all'))
				.map((row) => [row.finding, row.treatment, row.found_count, row.share, row.amount]);
		} finally {
			odd.close();
		}
	};
	const late = (count: number, of: number) =>
		Array.from({ length: of }, (_, place) =>
			shipped('A', '2026-02-10', place < count ? '2026-02-11' : '2026-02-10', {
				delivery_id: `d${place}`,
				quantity: 10,
			}),
		);
	expect(await flagged(late(37, 40))).toEqual([
		['order_lines_nearly_all_without_cost', 'flagged', 39, 39 / 40, 390],
		['deliveries_nearly_all_late', 'flagged', 37, 37 / 40, null],
		['invoices_nearly_all_overdue', 'flagged', 29, 29 / 30, 2900],
	]);
	// Nine in ten are not more than nine in ten; and among few rows a share says little.
	expect((await flagged(late(36, 40))).map(([finding]) => finding)).not.toContain(
		'deliveries_nearly_all_late',
	);
	expect((await flagged(late(19, 19))).map(([finding]) => finding)).not.toContain(
		'deliveries_nearly_all_late',
	);
});
