import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTITIES } from '../../src/lib/contract/entities.ts';
import { SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import { readProject } from '../../src/lib/server/sources/config.ts';
import { makeSample, type MadeSample, type Row } from './made-sample.ts';

/** Rows and an order-free hash of all their values, by table. */
async function fingerprints(sample: MadeSample): Promise<Row> {
	const found: Row = {};
	for (const table of sample.tables) {
		const { print } = await sample.row(
			`select count(*) || ' rows, ' || sum(hash(t)::hugeint)::varchar as print from ${table} as t`,
		);
		found[table] = print!;
	}
	return found;
}

const TRAILING_YEAR = `
	select coalesce(accounts.group_no, customer_no) as holder, net_value * if(lines.currency = 'GBP', 1.16, 1) as revenue,
		net_value, cost_value
	from lines join accounts using (customer_no)
	where order_date >= date '2025-11-01' and order_date < date '2026-11-01'`;

describe('the same seed', () => {
	it('gives the same rows on one thread and on two, and other rows for another seed', async () => {
		const samples = await Promise.all([
			makeSample({ threads: 1 }),
			makeSample({ threads: 2 }),
			makeSample({ threads: 2, seed: 43 }),
		]);
		const [one, two, other] = await Promise.all(samples.map(fingerprints));
		for (const sample of samples) sample.remove();
		expect(two).toEqual(one);
		for (const table of Object.keys(one!)) expect(other![table]).not.toBe(one![table]);
	});

	it('makes a tenth of the company', async () => {
		const small = await makeSample({ scale: 0.1 });
		expect((await small.row('select count(*) as accounts from accounts'))['accounts']).toBeLessThan(200);
		expect((await small.row('select count(distinct customer_no) as n from lines'))['n']).toBeGreaterThan(80);
		small.remove();
	});
});

describe.each([42, 7])('the sample company with seed %i', (seed) => {
	let sample: MadeSample;
	beforeAll(async () => {
		sample = await makeSample({ seed });
	});
	afterAll(() => sample.remove());

	it('has about 1,200 accounts in 900 groups and 100,000 to 150,000 lines over 36 months and an open one', async () => {
		const found = await sample.row(`
			select count(*) as lines, min(order_date) as first_on, max(order_date) as last_on, max(entry_date) as entered_on,
				(select count(*) from accounts) as accounts,
				(select count(distinct coalesce(group_no, customer_no)) from accounts) as holders,
				(select count(distinct customer_name) from accounts) as account_names
			from lines`);
		expect(found).toMatchObject({
			first_on: '2023-11-01',
			last_on: '2026-11-18',
			entered_on: '2026-11-18',
			account_names: found['accounts'],
		});
		expect(found['lines']).toBeGreaterThan(100_000);
		expect(found['lines']).toBeLessThan(150_000);
		expect(found['accounts']).toBeGreaterThan(1_150);
		expect(found['accounts']).toBeLessThan(1_300);
		expect(found['holders']).toBe(900);
	});

	it('rests on few: three quarters of revenue on a fifth of groups, one above 10 % and below 15 %', async () => {
		const found = await sample.row(`
			with holders as (
				select sum(revenue) as revenue from (${TRAILING_YEAR}) group by holder having sum(revenue) > 0
			),
			ranked as (
				select revenue / sum(revenue) over () as share, row_number() over (order by revenue desc) as place, count(*) over () as n
				from holders
			)
			select sum(share) filter (place <= 0.2 * n) as top_fifth, max(share) as largest,
				count(*) filter (share > 0.1) as above_tenth
			from ranked`);
		expect(found['top_fifth']).toBeGreaterThan(0.72);
		expect(found['top_fifth']).toBeLessThan(0.78);
		expect(found['largest']).toBeGreaterThan(0.1);
		expect(found['largest']).toBeLessThan(0.15);
		expect(found['above_tenth']).toBe(1);
	});

	it('earns about 31 % on the 95 % of lines that carry a cost', async () => {
		const found = await sample.row(`
			select 1 - sum(cost_value) / sum(net_value) filter (cost_value is not null) as margin_share,
				avg(if(cost_value is null, 0, 1)) as costed, avg(if(list_price is null, 0, 1)) as listed
			from lines where order_date >= date '2025-11-01' and order_date < date '2026-11-01'`);
		expect(found['margin_share']).toBeGreaterThan(0.295);
		expect(found['margin_share']).toBeLessThan(0.325);
		expect(found['costed']).toBeCloseTo(0.95, 1.7);
		expect(found['listed']).toBeGreaterThan(0.93);
	});

	it('grows a little, wins accounts every quarter and loses about one in eight a year', async () => {
		const years = await sample.row(`
			with years as (
				select customer_no,
					sum(net_value) filter (order_date < date '2024-11-01') as first_year,
					sum(net_value) filter (order_date >= date '2024-11-01' and order_date < date '2025-11-01') as second_year,
					sum(net_value) filter (order_date >= date '2025-11-01' and order_date < date '2026-11-01') as third_year
				from lines group by customer_no
			)
			select sum(second_year) / sum(first_year) - 1 as second_growth, sum(third_year) / sum(second_year) - 1 as third_growth,
				count(*) filter (second_year is null and first_year is not null) / count(first_year) as second_lost,
				count(*) filter (third_year is null and second_year is not null) / count(second_year) as third_lost
			from years`);
		for (const growth of [years['second_growth'], years['third_growth']]) {
			expect(growth).toBeGreaterThan(-0.02);
			expect(growth).toBeLessThan(0.12);
		}
		for (const lost of [years['second_lost'], years['third_lost']]) {
			expect(lost).toBeGreaterThan(0.09);
			expect(lost).toBeLessThan(0.15);
		}
		const quarters = await sample.rows(`
			with firsts as (select customer_no, min(order_date) as first_on from lines group by customer_no)
			select count(*) as won from firsts where first_on >= date '2024-05-01' and first_on < date '2026-10-01'
			group by date_trunc('quarter', first_on)`);
		for (const { won } of quarters) expect(won).toBeGreaterThan(8);
	});

	it('orders in rhythms of its own: gaps from a week to four months, regular and irregular', async () => {
		const found = await sample.row(`
			with days as (select distinct customer_no, order_date from lines where line_type = 'S'),
			gaps as (
				select customer_no, order_date - lag(order_date) over (partition by customer_no order by order_date) as gap from days
			),
			rhythms as (
				select avg(gap) as mean_gap, stddev(gap) / avg(gap) as variation from gaps where gap is not null
				group by customer_no having count(*) >= 8
			)
			select quantile_cont(mean_gap, 0.05) as short, quantile_cont(mean_gap, 0.95) as long,
				quantile_cont(variation, 0.1) as regular, quantile_cont(variation, 0.9) as irregular
			from rhythms`);
		expect(found['short']).toBeLessThan(10);
		expect(found['long']).toBeGreaterThan(70);
		expect(found['regular']).toBeLessThan(0.5);
		expect(found['irregular']).toBeGreaterThan(0.9);
	});

	it('keeps its promises of integrity: every number named elsewhere exists, and no key twice', async () => {
		const orphan = (table: string, column: string, of: string): string => `
			select '${table}.${column}' as place, count(*) as orphans from ${table}
			where ${column} is not null and not exists (select 1 from ${of} as held where held.${column} = ${table}.${column})`;
		const twice = (table: string, key: string): string => `
			select '${table}, twice' as place, count(*) - count(distinct (${key})) as orphans from ${table}`;
		const withAccounts = sample.tables.filter((table) => table !== 'fx_rates' && table !== 'accounts');
		const found = await sample.rows(
			[
				...withAccounts.map((table) => orphan(table, 'customer_no', 'accounts')),
				...['deliveries', 'invoices', 'quotes', 'service_cases'].map((table) =>
					orphan(table, 'order_no', 'orders'),
				),
				orphan('agreements', 'group_no', 'accounts'),
				`select 'lines.order_no' as place, count(*) as orphans from lines where line_type = 'S'
					and not exists (select 1 from orders where orders.order_no = lines.order_no and orders.customer_no = lines.customer_no)`,
				`select 'referred_by' as place, count(*) as orphans from accounts as a where referred_by is not null
					and not exists (select 1 from accounts as b where b.customer_no = a.referred_by and b.customer_since < a.customer_since)`,
				twice('lines', 'order_no, line_no'),
				twice('accounts', 'customer_no'),
				twice('orders', 'order_no'),
				twice('quotes', 'quote_no'),
				twice('deliveries', 'delivery_no'),
				twice('invoices', 'invoice_no'),
				twice('agreements', 'agreement_no'),
				twice('service_cases', 'case_no'),
				twice('touchpoints', 'customer_no, contact_date, level, direction, kind, team'),
				twice('plans', 'customer_no, period_start'),
				twice('ratings', 'customer_no, criterion, department, rated_on'),
				twice('fx_rates', 'currency, valid_from'),
			].join(' union all '),
		);
		expect(found.filter((row) => row['orphans'] !== 0)).toEqual([]);
	});

	it('takes no order on weekends and closures, and knows nothing after its last day', async () => {
		const { config } = readProject(SAMPLE_DIR);
		const closures = config.closures.map((day) => `date '${day}'`).join(', ');
		expect(
			await sample.row(`select count(*) as n from lines where line_type = 'S'
				and (isodow(order_date) > 5 or order_date in (${closures}))`),
		).toEqual({ n: 0 });
		const dated = {
			lines: 'order_date',
			quotes: 'quote_date',
			deliveries: 'delivery_date',
			invoices: 'invoice_date',
		};
		const later = {
			service_cases: 'opened_date',
			touchpoints: 'contact_date',
			ratings: 'rated_on',
			plans: 'period_start',
		};
		for (const [table, column] of Object.entries({ ...dated, ...later })) {
			const { newest } = await sample.row(`select max(${column}) as newest from ${table}`);
			expect(String(newest) <= '2026-11-18', `${table}.${column}`).toBe(true);
		}
	});

	it('warns before it loses an account, not always and not only then', async () => {
		// Silence: no order in the 120 days after one of six cut-offs, for accounts that ordered in the 91 days before.
		const found = await sample.row(`
			with order_days as (select distinct customer_no, order_date from lines where line_type = 'S'),
			cuts as (select (date '2026-07-20' - 91 * unnest(range(6))::integer) as cut_on),
			live as (
				select cut_on, customer_no,
					not coalesce(bool_or(order_date > cut_on and order_date <= cut_on + 120), false) as is_silent
				from cuts cross join order_days group by cut_on, customer_no
				having bool_or(order_date <= cut_on and order_date > cut_on - 91) and count(*) filter (order_date <= cut_on) >= 4
			),
			late as (
				select cut_on, customer_no, avg(if(delivery_date > promised_date, 1, 0)) > 0.35 as is_late
				from cuts join deliveries on delivery_date between cut_on - 120 and cut_on group by cut_on, customer_no
			)
			select avg(is_silent::integer) filter (is_late) as silent_after_late,
				avg(is_silent::integer) filter (not is_late) as silent_otherwise
			from live join late using (cut_on, customer_no)`);
		expect(Number(found['silent_after_late'])).toBeGreaterThan(2 * Number(found['silent_otherwise']));
		expect(found['silent_after_late']).toBeLessThan(0.5);
	});
});

describe('the source statements of the sample', () => {
	it('give every column of every entity, and every file of vital-few.yaml is read', async () => {
		const sample = await makeSample({ scale: 0.1 });
		const unread = new Set(sample.tables);
		for (const { name, columns } of ENTITIES) {
			const sql = readFileSync(join(SAMPLE_DIR, 'sources', `${name}.sql`), 'utf8');
			const described = await sample.rows(`describe ${sql}`);
			const given = described.map((row) => row['column_name']);
			expect(given, name).toEqual(expect.arrayContaining(columns.map((column) => column.name)));
			for (const table of [...unread])
				if (new RegExp(`(from|join)\\s+${table}\\b`).test(sql)) unread.delete(table);
		}
		sample.remove();
		expect([...unread]).toEqual([]);
	});
});

describe('the data dictionary', () => {
	it('has every table and column, in order, with its type, and marks what is never null', async () => {
		const sample = await makeSample({ scale: 0.5 });
		const readme = readFileSync(join(SAMPLE_DIR, 'README.md'), 'utf8');
		for (const table of sample.tables) {
			const section = readme.split(`\n### ${table}\n`)[1]?.split('\n### ')[0] ?? '';
			const documented = [...section.matchAll(/^\| `(\w+)`( \*)? \| ([^|]+) \|/gm)].map((match) => ({
				column_name: match[1],
				is_never_null: match[2] !== undefined,
				column_type: match[3]!.replace('text', 'varchar').replace(', ', ',').toUpperCase(),
			}));
			const real = await sample.rows(`
				select s.column_name, s.null_percentage = 0 as is_never_null, s.column_type from (summarize ${table}) as s`);
			expect(documented, table).toEqual(real);
		}
		sample.remove();
	});
});
