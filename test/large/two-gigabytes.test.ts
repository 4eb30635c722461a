import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { openEngine, queryRows } from '../../src/lib/server/warehouse/engine.ts';

/** Takes a quarter of an hour and seven gigabytes of disk. */
const isAsked = process.env['VITAL_FEW_LARGE'] === '1';
if (!isAsked) console.info('Skipped: a file of 2 GB is built where VITAL_FEW_LARGE=1 asks for it.');

const MAIN = join(PACKAGE_ROOT, 'dist', 'cli', 'main.js');
const PATIENCE_MS = 3_600_000;
const LINES = 15_200_000;
const ACCOUNTS = 20_000;

let dir: string;
let written: { lines: number; amount: number };

beforeAll(async () => {
	if (!isAsked) return;
	dir = mkdtempSync(join(tmpdir(), 'vital-few-large-'));
	written = await writeLines(join(dir, 'orders.csv'));
	vitalFew('init', 'orders.csv', '--dir', dir, '--currency', 'EUR');
	appendFileSync(join(dir, 'vital-few.yaml'), 'memory_limit: 1GB\n');
}, PATIENCE_MS);
afterAll(() => {
	if (isAsked) rmSync(dir, { recursive: true, force: true });
});

/** Four lines to an order, over three years, with the descriptions that make exports large. */
async function writeLines(file: string): Promise<typeof written> {
	const engine = await openEngine({ memoryLimit: '2GB', tempDir: dir });
	const connection = await engine.connect();
	await connection.run(
		`create view lines as select
			'SO-' || lpad(cast(i // 4 as varchar), 9, '0') as "Order No",
			'C-' || lpad(cast(hash(i // 4) % ${ACCOUNTS} as varchar), 6, '0') as "Customer No",
			date '2022-01-01' + cast((i // 4) % 1096 as integer) as "Order Date",
			'P-' || lpad(cast(hash(i, 1) % 5000 as varchar), 5, '0') as "Product No",
			'Article of the catalogue, as it is described on the order confirmation, no. ' || (hash(i, 1) % 5000) as "Description",
			1 + hash(i, 2) % 20 as "Quantity",
			cast((hash(i, 3) % 100000) / 100 as decimal(18, 2)) as "Net Amount"
		from range(${LINES}) as listed (i)`,
	);
	await connection.run(`copy lines to '${file}' (format csv, header)`);
	const [row] = await queryRows(
		connection,
		'select count(*) as lines, sum("Net Amount") as amount from lines',
	);
	connection.closeSync();
	engine.closeSync();
	return row as unknown as typeof written;
}

function vitalFew(...args: string[]): string {
	const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
		encoding: 'utf8',
		cwd: dir,
		maxBuffer: 64 * 1024 * 1024,
	});
	if (status !== 0) throw new Error(`vital-few ${args.join(' ')} ended with ${status}: ${stderr}`);
	return stdout;
}

describe.runIf(isAsked)('a file of 2 GB, with 1 GB of memory', () => {
	it('is read to the last line and the last cent', { timeout: PATIENCE_MS }, () => {
		expect(statSync(join(dir, 'orders.csv')).size).toBeGreaterThan(2_000_000_000);
		console.info(vitalFew('build', '--dir', dir));
		const rows = JSON.parse(vitalFew('export', 'meta', '--dir', dir)) as Record<string, number>[];
		expect(rows[0]).toMatchObject({
			rows_read: written.lines,
			rows_rejected: 0,
			amount_read: written.amount,
		});
	});
});
