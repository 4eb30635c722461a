import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import { makeSample, type MadeSample, type Row } from './made-sample.ts';

// The year that ends with the last whole month, 2025-11-01 to 2026-10-31.
const YEAR = (column: string): string => `${column} >= date '2025-11-01' and ${column} < date '2026-11-01'`;

/** One row an account: what the stories are told with. */
const FIGURES = `
	create temp table figures as
	with years as (
		select customer_no, sum(net_value * if(currency = 'GBP', 1.16, 1)) as revenue,
			1 - sum(cost_value) / sum(net_value) filter (cost_value is not null) as margin_share,
			count(distinct order_date) filter (line_type = 'S') as orders
		from lines where ${YEAR('order_date')} group by customer_no
	),
	order_days as (
		select distinct customer_no, order_date from lines where line_type = 'S' and order_date < date '2026-11-01'
	),
	gaps as (
		select customer_no, order_date, order_date - lag(order_date) over (partition by customer_no order by order_date) as gap
		from order_days
	),
	typical as (
		-- The mean gap, drawn towards the company's median as if by two more gaps.
		select customer_no, date '2026-10-31' - max(order_date) as days_since,
			(sum(gap) + 2 * (select median(gap) from gaps)) / (count(gap) + 2) as typical_gap
		from gaps group by customer_no
	)
	select accounts.customer_no, accounts.customer_name, accounts.group_no, revenue, margin_share, orders, days_since, typical_gap,
		days_since / typical_gap as overdue_ratio,
		row_number() over (order by revenue desc nulls last, accounts.customer_no) as place,
		(select count(*) from service_cases as c where c.customer_no = accounts.customer_no and ${YEAR('opened_date')}) as cases,
		(select avg(if(delivery_date > promised_date, 1, 0)) from deliveries as d
			where d.customer_no = accounts.customer_no and ${YEAR('delivery_date')}) as late_share,
		(select count(*) from touchpoints as t where t.customer_no = accounts.customer_no and ${YEAR('contact_date')}) as contacts,
		(select count(*) from orders as o where o.customer_no = accounts.customer_no and status = 'open'
			and order_date < date '2026-11-01') as open_orders,
		(select count(*) from quotes as q where q.customer_no = accounts.customer_no and status = 'open'
			and quote_date < date '2026-11-01') as open_quotes
	from accounts left join years using (customer_no) left join typical using (customer_no)`;

/** Past this ratio of silence to its typical gap, nine in ten accounts would have ordered again. */
const LATE_RATIO = 2;

const readme = readFileSync(join(SAMPLE_DIR, 'README.md'), 'utf8');

describe.each([42, 7])('the stories of the sample company, seed %i', (seed) => {
	let sample: MadeSample;
	let medianOfLarge: Row;
	const account = (id: string): Promise<Row> => sample.row(`from figures where customer_no = '${id}'`);

	beforeAll(async () => {
		sample = await makeSample({ seed });
		await sample.rows(FIGURES);
		medianOfLarge = await sample.row(
			`select median(cases) as cases, median(contacts) as contacts, median(late_share) as late_share from figures where place <= 60`,
		);
	});
	afterAll(() => sample.remove());

	/** The README is written for the seed that ships: its row of the account must name these figures. */
	const told = (id: string, ...figures: string[]): void => {
		if (seed !== 42) return;
		const story = readme.split('\n').find((line) => line.startsWith(`| \`${id}\``)) ?? '';
		expect(figures.filter((figure) => !story.includes(figure))).toEqual([]);
	};
	const euros = (value: unknown): string => Math.round(Number(value)).toLocaleString('en-GB');
	const percent = (value: unknown): string => `${(100 * Number(value)).toFixed(1)} %`;

	it('A-00001 is large, thin in margin and heavy in service', async () => {
		const found = await account('A-00001');
		expect(found['place']).toBeLessThanOrEqual(5);
		expect(found['margin_share']).toBeLessThan(0.16);
		expect(found['cases']).toBeGreaterThan(5 * Number(medianOfLarge['cases']));
		told(
			'A-00001',
			found['customer_name'] as string,
			euros(found['revenue']),
			percent(found['margin_share']),
			`${found['cases']} service cases`,
		);
	});

	it('A-00002 is of middle size and grows order by order', async () => {
		const found = await account('A-00002');
		const values = await sample.rows(`
			select sum(net_value) as order_value from lines where customer_no = 'A-00002' and line_type = 'S' and order_date < date '2026-11-01'
			group by order_date order by order_date`);
		const amounts = values.map((row) => Number(row['order_value']));
		const mean = (list: number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
		const { rising } = await sample.row(`
			select corr(epoch(order_date), order_value) as rising from (
				select order_date, sum(net_value) as order_value from lines where customer_no = 'A-00002' and line_type = 'S'
					and ${YEAR('order_date')} group by order_date)`);
		expect(found['orders']).toBeGreaterThanOrEqual(8);
		expect(found['place']).toBeGreaterThan(5);
		expect(mean(amounts.slice(-3))).toBeGreaterThan(2 * mean(amounts.slice(0, 3)));
		expect(rising).toBeGreaterThan(0.75);
		told(
			'A-00002',
			found['customer_name'] as string,
			euros(found['revenue']),
			`${found['orders']} orders`,
			euros(amounts[0]),
			euros(amounts.at(-1)),
		);
	});

	it('A-00003 is late against its rhythm, and an open order explains it', async () => {
		const found = await account('A-00003');
		expect(found['overdue_ratio']).toBeGreaterThan(LATE_RATIO);
		expect(found['open_orders']).toBe(1);
		const open = await sample.row(`from orders where customer_no = 'A-00003' and status = 'open'`);
		expect(open['promised_date']).toBe('2026-11-27');
		told(
			'A-00003',
			found['customer_name'] as string,
			`${found['days_since']} days`,
			euros(open['order_value']),
			'2026-11-27',
		);
	});

	it('A-00004 faded after late deliveries and is overdue, with nothing that explains it', async () => {
		const found = await account('A-00004');
		const late = await sample.row(`
			select avg(if(delivery_date > promised_date, 1, 0)) filter (delivery_date >= date '2025-11-15') as recent,
				avg(if(delivery_date > promised_date, 1, 0)) filter (delivery_date < date '2025-11-01') as before
			from deliveries where customer_no = 'A-00004'`);
		const yearly = await sample.row(`
			select count(distinct order_date) filter (order_date >= date '2026-05-01') as last_half,
				count(distinct order_date) filter (order_date between date '2025-05-01' and date '2025-10-31') as half_a_year_before
			from lines where customer_no = 'A-00004' and line_type = 'S' and order_date < date '2026-11-01'`);
		expect(found['overdue_ratio']).toBeGreaterThan(LATE_RATIO);
		expect(found['open_orders']).toBe(0);
		expect(found['open_quotes']).toBe(0);
		expect(late['recent']).toBeGreaterThan(0.4);
		expect(late['before']).toBeLessThan(0.25);
		expect(yearly['last_half']).toBeLessThan(Number(yearly['half_a_year_before']));
		told(
			'A-00004',
			found['customer_name'] as string,
			`${found['days_since']} days`,
			percent(late['recent']),
			percent(late['before']),
		);
	});

	it('A-00005 looks late and is not: it buys each spring and never later', async () => {
		const found = await account('A-00005');
		const seasons = await sample.rows(`
			select year(order_date) as year, count(distinct order_date) as orders, min(month(order_date)) as from_month, max(month(order_date)) as to_month
			from lines where customer_no = 'A-00005' and line_type = 'S' group by all order by year`);
		expect(found['overdue_ratio']).toBeGreaterThan(LATE_RATIO);
		expect(seasons.map((row) => row['year'])).toEqual([2024, 2025, 2026]);
		for (const season of seasons) {
			expect(season['orders']).toBe(4);
			expect(season['from_month']).toBeGreaterThanOrEqual(2);
			expect(season['to_month']).toBeLessThanOrEqual(4);
		}
		told('A-00005', found['customer_name'] as string, `${found['days_since']} days`, euros(found['revenue']));
	});

	it('A-00006 has a price agreement that nobody renewed and is still invoiced at its price', async () => {
		const found = await account('A-00006');
		const terms = await sample.rows(
			`from agreements where customer_no = 'A-00006' and kind = 'price' order by valid_from`,
		);
		const last = terms.at(-1)!;
		expect(terms).toHaveLength(2);
		expect(last['valid_to']).toBe('2026-03-31');
		const since = await sample.row(`
			select 1 - sum(net_value) / sum(list_price * qty) as discount_share, sum(list_price * qty) as list_amount from lines
			where customer_no = 'A-00006' and line_type = 'S' and list_price is not null
				and item_group = '${last['item_group']}' and order_date > date '2026-03-31' and order_date < date '2026-11-01'`);
		const others = await sample.row(`
			select 1 - sum(net_value) / sum(list_price * qty) as discount_share from lines where customer_no = 'A-00006'
				and line_type = 'S' and list_price is not null and item_group <> '${last['item_group']}'`);
		expect(since['discount_share']).toBeCloseTo(Number(last['discount_share']), 1.7);
		expect(Number(since['discount_share']) - Number(others['discount_share'])).toBeGreaterThan(0.03);
		told(
			'A-00006',
			found['customer_name'] as string,
			last['item_group'] as string,
			percent(since['discount_share']),
			percent(others['discount_share']),
			euros(since['list_amount']),
		);
	});

	it('A-00007 is a top account that is under-served', async () => {
		const found = await account('A-00007');
		const service = await sample.row(`
			select avg(within_commitment::integer) as met_share, (select count(*) from agreements where customer_no = 'A-00007'
				and kind = 'service' and date '2026-10-31' between valid_from and valid_to) as commitments
			from service_cases where customer_no = 'A-00007'`);
		expect(found['place']).toBeLessThanOrEqual(3);
		expect(found['late_share']).toBeGreaterThan(2.5 * Number(medianOfLarge['late_share']));
		expect(found['contacts']).toBeLessThan(Number(medianOfLarge['contacts']) / 2);
		expect(service['met_share']).toBeLessThan(0.75);
		expect(service['commitments']).toBe(2);
		told(
			'A-00007',
			found['customer_name'] as string,
			euros(found['revenue']),
			percent(found['late_share']),
			`${found['contacts']} contacts`,
			percent(service['met_share']),
		);
	});

	it('A-00008 is small itself and brought seven accounts, more than any other', async () => {
		const found = await account('A-00008');
		const brought = await sample.rows(`
			select referred_by, count(*) as accounts, sum(revenue) as revenue from accounts join figures using (customer_no)
			where referred_by is not null group by referred_by order by accounts desc, referred_by limit 2`);
		expect(brought[0]).toMatchObject({ referred_by: 'A-00008', accounts: 7 });
		expect(brought[1]!['accounts']).toBeLessThanOrEqual(3);
		expect(found['revenue']).toBeLessThan(60_000);
		told('A-00008', found['customer_name'] as string, euros(found['revenue']), euros(brought[0]!['revenue']));
	});

	it('A-00009 is late against its rhythm, and a live quote explains it', async () => {
		const found = await account('A-00009');
		expect(found['overdue_ratio']).toBeGreaterThan(LATE_RATIO);
		expect(found['open_orders']).toBe(0);
		const open = await sample.rows(`from quotes where customer_no = 'A-00009' and status = 'open'`);
		expect(open).toMatchObject([
			{ quote_date: '2026-10-12', valid_until: '2026-11-30', quote_value: 57_500 },
		]);
		told('A-00009', found['customer_name'] as string, `${found['days_since']} days`, '57,500', '2026-11-30');
	});

	it('A-00010 is a large account of the group above a tenth, at half the usual margin', async () => {
		const found = await account('A-00010');
		const shares = await sample.row(`
			select sum(revenue) filter (group_no = 'G-0001') / sum(revenue) as group_share,
				(select median(margin_share) from figures) as usual from figures`);
		expect(found['group_no']).toBe('G-0001');
		expect(found['place']).toBeLessThanOrEqual(5);
		expect(shares['group_share']).toBeGreaterThan(0.1);
		expect(Number(found['margin_share']) / Number(shares['usual'])).toBeGreaterThan(0.3);
		expect(Number(found['margin_share']) / Number(shares['usual'])).toBeLessThan(0.62);
		told(
			'A-00010',
			found['customer_name'] as string,
			euros(found['revenue']),
			percent(found['margin_share']),
			percent(shares['group_share']),
			percent(shares['usual']),
		);
	});
});
