import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { orderLines, writeProject } from '../support/given.ts';

const MAIN = join(PACKAGE_ROOT, 'dist', 'cli', 'main.js');

let dir: string;
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-check-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function check(): { status: number | null; stdout: string; stderr: string } {
	const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'check'], {
		encoding: 'utf8',
		cwd: dir,
	});
	return { status, stdout, stderr };
}

describe('vital-few check', () => {
	test('tells what would be set aside, what is odd and what is missing, and builds nothing', () => {
		writeProject(dir, {
			rows: {
				order_lines: orderLines([
					['A', '2025-03-01', '100.10', { cost_amount: '60' }],
					['B', '2025-05-31', '50.05', { cost_amount: 'about 20' }],
					['', '2025-04-01', '7.00'],
				]),
				invoices: [
					{
						invoice_id: 'i1',
						account_id: 'A',
						issued_on: '2025-03-05',
						amount: 100,
						paid_amount: 110,
						paid_on: '2025-03-20',
					},
				],
			},
		});
		const { status, stdout } = check();
		expect(status).toBe(0);
		expect(stdout).toMatch(
			/^Given, in EUR: orders from 2025-03-01 to 2025-05-31\.\nFigures would be as of 2025-05-31\./,
		);
		expect(stdout).toMatch(/order_lines_file +order_lines\.csv +3 rows +→ order_lines/);
		expect(stdout).toMatch(/order_lines +3 +2 +1 +2025-03-01 to 2025-05-31/);
		expect(stdout).toMatch(/no account +1 +7\.00 +EUR +order_lines/);
		expect(stdout).toContain(
			'1 invoice paid beyond the amount (10.00 EUR).\n      The invoice counts as paid and is never overdue; the excess is an open amount below zero. E.g. i1 (invoices.csv, line 2)\n',
		);
		expect(stdout).toContain(
			'1 order line with a value that cannot be read.\n      The value counts as missing; the row is used. E.g. B-2025-05-31: cost_amount (order_lines.csv, line 3)\n',
		);
		expect(stdout).toMatch(/1 month between the first row and the newest without any\./);
		expect(stdout).toMatch(/order_lines\.cost_amount +1 +50\.0 % +1 of them cannot be read/);
		expect(stdout).toMatch(/order_lines\.net_amount +50\.05 +to +100\.10/);
		expect(stdout).toMatch(/ratings +judgement in tiers/);
		expect(stdout).toContain('A build would use 2 of 3 order lines. Next: vital-few build\n');
		expect(readdirSync(join(dir, '.vital-few'))).toEqual([]);
	});

	test('shows nothing of what a terminal would obey', () => {
		writeProject(dir, {
			rows: { order_lines: orderLines([['\u001b[31mred\u202E', '2025-03-31', -5, { kind: 'sale' }]]) },
		});
		const { stdout } = check();
		expect(stdout).toContain('·[31mred·-2025-03-31 (order_lines.csv, line 2)');
		expect(stdout).not.toContain('\u001b');
		expect(stdout).not.toContain('\u202E');
	});

	test('fails where no order line can be used', () => {
		writeProject(dir, { rows: { order_lines: orderLines([['', '2025-03-31', 5]]) } });
		const { status, stdout } = check();
		expect(status).toBe(1);
		expect(stdout).toContain('No order line can be used: a build would have nothing to show.');
	});

	test.each([
		[
			'a column that is missing',
			'order_lines',
			'select order_id, account_id, net_amount from order_lines_file',
			/order_lines\.sql: order_lines needs the column ordered_on/,
		],
		[
			'a statement that does not run',
			'order_lines',
			'select nothing from order_lines_file',
			/order_lines\.sql, line 1: Binder Error/,
		],
		[
			'a statement of no entity',
			'orderlines',
			'select 1',
			/orderlines\.sql: there is no entity orderlines\. Did you mean order_lines\.sql\?/,
		],
	])('refuses %s, in one sentence', (_, name, sql, sentence) => {
		writeProject(dir, { rows: { order_lines: orderLines([['A', '2025-03-31', 5]]) } });
		writeFileSync(join(dir, 'sources', `${name}.sql`), sql);
		const { status, stdout, stderr } = check();
		expect([status, stdout]).toEqual([2, '']);
		expect(stderr).toMatch(sentence);
		expect(stderr.trim().split('\n')).toHaveLength(1);
		expect(existsSync(join(dir, '.vital-few')) ? readdirSync(join(dir, '.vital-few')) : []).toEqual([]);
	});

	test.each([
		[
			'points that do not sum',
			'    value: { revenue: 50 }\n',
			'line 2: the points of version a sum to 50, not to 100.',
		],
		[
			'an unknown criterion',
			'    value: { charm: 50 }\n',
			'line 4: "versions.0.value.charm" is not a known key',
		],
		[
			'an exit above its entry',
			'    tiers: { key: { entry: 70, exit: 71 }, growth: { entry: 45, exit: 35 } }\n',
			'line 4: the exit 71 of key must not be above its entry 70.',
		],
		[
			'a version within another',
			'  - version: b\n    valid_from: 2025-01-01\n',
			'line 5: version b begins on 2025-01-01, before a ends.',
		],
	])('refuses a tiers.yaml with %s, by file and line', (_, more, sentence) => {
		writeProject(dir, { rows: { order_lines: orderLines([['A', '2025-03-01', '100']]) } });
		writeFileSync(join(dir, 'tiers.yaml'), `versions:\n  - version: a\n    valid_from: 2025-01-01\n${more}`);
		const { status, stderr } = check();
		expect(status).toBe(2);
		expect(stderr).toContain(`tiers.yaml, ${sentence}`);
	});

	test('names the tier model that is in force', () => {
		writeProject(dir, { rows: { order_lines: orderLines([['A', '2025-03-01', '100']]) } });
		expect(check().stdout).toContain(
			'Tiers: no tiers.yaml, so the defaults hold; default is in force: key by size from a value score of 50, develop from 20.',
		);
	});
});
