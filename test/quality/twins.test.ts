import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildFromFiles } from '../support/drafted.ts';
import type { Built } from '../support/given.ts';
import { workbookBytes } from '../support/workbook.ts';

interface Line {
	order: string;
	account: string;
	name: string;
	day: string;
	product: string;
	quantity: number;
	/** Cents. */
	amount: number;
}

const NAMES = ['Müller & Söhne', 'Größe 12 GmbH', 'Blue Ltd', 'Œuvre; Sàrl', '"Zur Post"'];

/** 600 lines of 23 accounts over two and a half years, returns among them. */
const LINES: readonly Line[] = Array.from({ length: 600 }, (_, i) => {
	const account = (i * i + 7 * i) % 23;
	const month = i % 30;
	const quantity = i % 41 === 0 ? -2 : 1 + (i % 9);
	return {
		order: `R${10_000 + Math.floor(i / 2)}`,
		account: String(account).padStart(5, '0'),
		name: `${NAMES[account % NAMES.length]!} ${account}`,
		// Days beyond the twelfth tell which part is the month.
		day: `${2023 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${String(1 + ((i * 11) % 28)).padStart(2, '0')}`,
		product: `P${i % 17}`,
		quantity,
		amount: quantity * (1999 + ((i * 7919) % 250_000)),
	};
});

const decimal = (cents: number) =>
	`${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
const german = (cents: number) =>
	decimal(cents)
		.replace('.', ',')
		.replace(/\B(?=(\d{3})+,)/g, '.');
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** The same lines as four offices would hand them over. */
const WRITERS: Record<string, (path: string) => Promise<void>> = {
	'plain.csv': async (path) =>
		writeFileSync(
			path,
			[
				'order_id,customer_id,customer_name,order_date,product_id,quantity,net_amount',
				...LINES.map((line) =>
					[
						line.order,
						line.account,
						quoted(line.name),
						line.day,
						line.product,
						line.quantity,
						decimal(line.amount),
					].join(','),
				),
				'',
			].join('\n'),
		),
	'buero.csv': async (path) =>
		writeFileSync(
			path,
			Buffer.from(
				[
					'Auftragsnummer;Kundennummer;Kundenname;Auftragsdatum;Artikelnummer;Menge;Nettoumsatz',
					...LINES.map((line) =>
						[
							line.order,
							line.account,
							quoted(line.name.replace('Œ', 'Oe')),
							line.day.split('-').reverse().join('.'),
							line.product,
							line.quantity,
							german(line.amount),
						].join(';'),
					),
					'',
				].join('\r\n'),
				'latin1',
			),
		),
	'book.xlsx': async (path) =>
		writeFileSync(
			path,
			await workbookBytes({
				Orders: [
					['Order ID', 'Customer ID', 'Customer Name', 'Order Date', 'Product ID', 'Quantity', 'Net Amount'],
					...LINES.map((line) => [
						line.order,
						line.account,
						line.name,
						new Date(`${line.day}T00:00:00Z`),
						line.product,
						line.quantity,
						line.amount / 100,
					]),
				],
			}),
		),
	'lines.parquet': async (path) => {
		const instance = await DuckDBInstance.create(':memory:');
		const connection = await instance.connect();
		const rows = LINES.map(
			(line) =>
				`('${line.order}', '${line.account}', '${line.name}', date '${line.day}', '${line.product}', ${line.quantity}, ${decimal(line.amount)}::decimal(12, 2))`,
		);
		await connection.run(
			`copy (select * from (values ${rows.join(', ')}) as l (order_id, customer_id, customer_name, order_date, product_id, quantity, net_amount)) to '${path}' (format parquet)`,
		);
		connection.closeSync();
		instance.closeSync();
	},
};

/** Answers that a figure of the file reaches, with everything that a build or a name of its own would change taken out. */
async function answersOf(built: Built): Promise<unknown> {
	const rows = [];
	for (const answer of ['summary', 'concentration', 'accounts', 'growth_bridge'] as const) {
		for (const level of ['account', 'group']) rows.push((await built.ask(answer, { level })).rows);
	}
	const { rows: meta } = await built.ask('meta');
	const { watermark_on, as_of, first_on, rows_read, rows_rejected, amount_read } = meta[0]!;
	return JSON.parse(
		JSON.stringify([
			rows,
			{ watermark_on, as_of, first_on, rows_read, rows_rejected, amount_read },
		]).replaceAll('Œ', 'Oe'),
	);
}

describe('the same lines, from another office', () => {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-twins-'));
	const builds = new Map<string, Built>();
	beforeAll(async () => {
		for (const [name, write] of Object.entries(WRITERS)) {
			await write(join(dir, name));
			builds.set(name, await buildFromFiles([join(dir, name)]));
		}
	});
	afterAll(() => builds.forEach((built) => built.close()));

	test('reads as it was written', async () => {
		const total = LINES.reduce((sum, line) => sum + line.amount, 0);
		expect(builds.get('plain.csv')!.report.reconciliation).toMatchObject([
			{ rows_read: 600, rows_used: 600, rows_rejected: 0, amount_used: `${decimal(total)}00` },
		]);
		expect(builds.get('plain.csv')!.report.accounts).toBe(new Set(LINES.map((line) => line.account)).size);
	});

	test.each(['buero.csv', 'book.xlsx', 'lines.parquet'])(
		'%s gives the same answers to the last digit',
		async (name) => {
			expect(await answersOf(builds.get(name)!)).toEqual(await answersOf(builds.get('plain.csv')!));
		},
	);
});
