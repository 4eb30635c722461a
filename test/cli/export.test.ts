import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parameterPairs } from '../../src/cli/export.ts';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { givenApiCompany } from '../support/api-company.ts';
import type { Built } from '../support/given.ts';

const MAIN = join(PACKAGE_ROOT, 'dist', 'cli', 'main.js');

let built: Built;
let out: string;
beforeAll(async () => {
	built = await givenApiCompany();
	out = mkdtempSync(join(tmpdir(), 'vital-few-export-'));
});
afterAll(() => {
	built.close();
	rmSync(out, { recursive: true });
});

function run(...words: string[]): { status: number | null; stdout: string; stderr: string } {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[MAIN, 'export', ...words, '--dir', built.dir],
		{ encoding: 'utf8' },
	);
	return { status, stdout, stderr };
}

test('standard output is an array of the rows that the API gives', async () => {
	const { status, stdout } = run(
		'accounts',
		'--level',
		'account',
		'--as-of',
		'2025-12-31',
		'--segment=Trade',
		'--revenue',
		'>100',
	);
	const { rows } = await built.ask('accounts', {
		level: 'account',
		as_of: '2025-12-31',
		segment: 'Trade',
		revenue: '>100',
	});
	expect(status).toBe(0);
	expect(rows).toHaveLength(2);
	expect(JSON.parse(stdout)).toEqual(rows);
	expect(JSON.parse(run('accounts', '--segment', 'nowhere').stdout)).toEqual([]);
});

test('a file has the format of its ending, and appears whole', async () => {
	const path = join(out, 'accounts.xlsx');
	const { status, stderr } = run('accounts', '--level', 'account', '--out', path);
	expect({ status, stderr }).toEqual({ status: 0, stderr: `${path}: 5 rows\n` });
	expect(await readSheet(readFileSync(path), 1)).toHaveLength(1 + 5 + 1);
	expect(readdirSync(out)).toEqual(['accounts.xlsx']);
});

test.each([
	[['nothing'], 'There is no answer nothing.'],
	[['accounts', '--asof', '2025-12-31'], 'Did you mean as_of?'],
	[['accounts', 'segment=Trade'], 'a parameter is written --name value'],
	[['accounts', '--format', 'pdf'], 'use one of json, csv, parquet, arrow, xlsx'],
	[['accounts', '--out', '/nowhere/at/all.csv'], 'cannot be written'],
])('%j is refused in one sentence', (words, part) => {
	const { status, stdout, stderr } = run(...words);
	expect(status).toBe(2);
	expect(stdout).toBe('');
	expect(stderr).toContain(part);
	expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('a flag becomes a parameter, its dashes the underscores of the name', () => {
	expect(
		parameterPairs(['--as-of', '2025-12-31', '--sort', '-revenue', '--revenue=>=10', '--owner', 'a=b']),
	).toEqual([
		['as_of', '2025-12-31'],
		['sort', '-revenue'],
		['revenue', '>=10'],
		['owner', 'a=b'],
	]);
});
