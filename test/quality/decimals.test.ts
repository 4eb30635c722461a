import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { given, orderLines, type Built } from '../support/given.ts';
import { askEverything } from '../support/every-answer.ts';
import { buildFromFiles } from '../support/drafted.ts';

/** A decimal as a whole number of units of 10^-12, so that sums and products are exact without a decimal type. */
const PLACES = 12;
function units(text: string): bigint {
	const [whole, fraction = ''] = text.replace('-', '').split('.');
	const value = BigInt(whole + fraction.padEnd(PLACES, '0'));
	return text.startsWith('-') ? -value : value;
}
function total(texts: readonly string[]): bigint {
	return texts.reduce((sum, text) => sum + units(text), 0n);
}

const dirs: string[] = [];
afterAll(() => dirs.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

/** The exact revenue of all lines, as the warehouse has it. */
async function revenueOf(built: Built): Promise<bigint> {
	const text = await built.warehouse.read(async (connection) => {
		const reader = await connection.runAndReadAll(
			'select cast(sum(net_amount) as varchar), cast(sum(quantity) as varchar) from main.account_months',
		);
		return reader.getRowsJS()[0]!.map(String);
	});
	return units(text[0]!);
}

const decimalText = (decimals: number, largest = 1_000_000) =>
	fc.tuple(fc.boolean(), fc.nat(largest), fc.nat(10 ** decimals - 1)).map(([isNegative, whole, fraction]) => {
		const digits = decimals === 0 ? '' : `.${String(fraction).padStart(decimals, '0')}`;
		return `${isNegative ? '-' : ''}${whole}${digits}`;
	});
/** Amounts of 0 to 8 decimals, mixed. */
const amounts = fc.array(
	fc.nat(8).chain((decimals) => decimalText(decimals)),
	{ minLength: 1, maxLength: 40 },
);

const day = (i: number) => `202${4 + (i % 2)}-0${1 + (i % 9)}-1${i % 10}`;
const linesOf = (texts: readonly string[]) => orderLines(texts.map((text, i) => [`A${i % 5}`, day(i), text]));

describe('amounts keep the decimals of their source', () => {
	it('whatever these are, and sums are exact: a second road in whole numbers', async () => {
		await fc.assert(
			fc.asyncProperty(amounts, async (texts) => {
				const built = await given({ rows: { order_lines: linesOf(texts) } });
				const exact = total(texts);
				const [row] = built.report.reconciliation;
				expect(units(row!.amount_read)).toBe(exact);
				expect(units(row!.amount_used)).toBe(exact);
				expect(row!.is_equal).toBe(true);
				expect(await revenueOf(built)).toBe(exact);
				built.close();
			}),
			{ numRuns: 5 },
		);
	}, 900_000);

	it('also beside sums for which eighteen digits are too few', async () => {
		const texts = ['900000000000.12345678', '800000000000.00000001', '-1.5', '0.00000001'];
		// Products of twelve decimals beside each other: every answer has to find room for theirs.
		const more = {
			quantity: '3.000001',
			list_amount: '900000000001.000000000001',
			cost_amount: '7.5',
			product_id: 'P',
			category: 'c',
			currency: 'USD',
		};
		const lines = linesOf(texts).map((line) => ({ ...more, ...line }));
		const rates = [{ currency: 'USD', valid_on: '2020-01-01', rate: '1.1' }];
		const built = await given({ rows: { order_lines: lines, fx_rates: rates } });
		expect(await revenueOf(built)).toBe((total(texts) * 11n) / 10n);
		expect(await askEverything(built)).toBeGreaterThan(0);
		built.close();
	}, 900_000);

	it('and the API gives them', async () => {
		const built = await given({ rows: { order_lines: orderLines([['A', '2025-03-01', '80.179330']]) } });
		const { rows } = await built.ask('summary');
		expect(rows[0]!.revenue).toBe(80.17933);
		built.close();
	}, 600_000);

	it('in products of a price and a quantity of six decimals', async () => {
		const prices = ['0.002345', '1.000001', '12.5', '3'];
		const quantities = ['100000', '0.333333', '1.000001', '2'];
		const built = await given({
			rows: {
				order_lines: orderLines(
					prices.map((price, i) => ['A', day(i), null, { price, quantity: quantities[i]! }] as const),
				),
			},
			statements: {
				order_lines: `select order_id, account_id, ordered_on, quantity,
					cast(quantity as decimal(38, 6)) * cast(price as decimal(18, 6)) as net_amount from order_lines_file`,
			},
		});
		// Twelve decimals: units of 10^-6 times units of 10^-6.
		const micro = (text: string) => units(text) / 10n ** 6n;
		expect(await revenueOf(built)).toBe(
			prices.reduce((sum, price, i) => sum + micro(price) * micro(quantities[i]!), 0n),
		);
		built.close();
	}, 600_000);

	it('in amounts that are converted, with the decimals of the rate', async () => {
		const texts = ['1000.01', '33.33', '0.01'];
		const built = await given({
			rows: {
				order_lines: orderLines(
					texts.map((text, i) => ['A', day(i), text, { currency: i === 2 ? 'EUR' : 'USD' }] as const),
				),
				fx_rates: [{ currency: 'USD', valid_on: '2020-01-01', rate: '0.912345' }],
			},
		});
		const rate = units('0.912345') / 10n ** 4n; // units of 10^-8
		const converted = ((units('1000.01') + units('33.33')) * rate) / 10n ** 8n + units('0.01');
		expect(await revenueOf(built)).toBe(converted);
		expect(built.report.reconciliation.every((row) => row.is_equal)).toBe(true);
		built.close();
	}, 600_000);

	it('in floats, whose noise beyond the eighth decimal is none', async () => {
		const built = await given({
			rows: {
				order_lines: orderLines([
					['A', '2025-03-01', '0.1'],
					['B', '2025-03-02', '12345678.123456'],
				]),
			},
			statements: {
				order_lines: `select order_id, account_id, ordered_on, cast(net_amount as double) * 3 as net_amount from order_lines_file`,
			},
		});
		expect(await revenueOf(built)).toBe(units('37037034.670368'));
		built.close();
	}, 600_000);
});

describe('what init drafts reads prices and quantities with all their decimals', () => {
	it('from files of different decimals', async () => {
		const dir = mkdtempSync(join(tmpdir(), 'vital-few-decimals-'));
		dirs.push(dir);
		mkdirSync(join(dir, 'in'));
		const rows = Array.from({ length: 60 }, (_, i) => ({
			quantity: i % 3 === 0 ? `${i + 1}.000001` : String(100_000 + i),
			price: (0.000001 * (i * 37 + 1)).toFixed(6),
		}));
		writeFileSync(
			join(dir, 'in', 'lines.csv'),
			`order_id,customer_id,order_date,part_no,quantity,unit_price\n${rows
				.map(({ quantity, price }, i) => `O${i},C${i % 7},${day(i)},P${i % 4},${quantity},${price}`)
				.join('\n')}\n`,
		);
		const built = await buildFromFiles([join(dir, 'in')]);
		const micro = (text: string) => units(text) / 10n ** 6n;
		expect(await revenueOf(built)).toBe(
			rows.reduce((sum, { quantity, price }) => sum + micro(quantity) * micro(price), 0n),
		);
		built.close();
	}, 900_000);

	it('but not the noise of 32-bit floats that were written as text', async () => {
		const dir = mkdtempSync(join(tmpdir(), 'vital-few-decimals-'));
		dirs.push(dir);
		const prices = Array.from({ length: 60 }, (_, i) => ((i % 19) + 1) * 1.1);
		writeFileSync(
			join(dir, 'lines.csv'),
			`order_id,customer_id,order_date,quantity,unit_price\n${prices
				.map(
					(price, i) => `O${i},C${i % 7},${day(i)},2,${Math.fround(price).toPrecision(9).replace(/0+$/, '')}`,
				)
				.join('\n')}\n`,
		);
		const built = await buildFromFiles([join(dir, 'lines.csv')]);
		const exact = prices.reduce((sum, price) => sum + units(price.toFixed(1)) * 2n, 0n);
		expect(await revenueOf(built)).toBe(exact);
		built.close();
	}, 900_000);
});
