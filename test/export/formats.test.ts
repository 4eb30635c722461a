import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FORMATS, MEDIA_TYPES } from '../../src/lib/server/export/format.ts';
import { ask } from '../../src/lib/server/warehouse/ask/ask.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import type { QueryFile } from '../../src/lib/server/warehouse/query-file.ts';
import { apiOver, givenApiCompany, type Api } from '../support/api-company.ts';
import { readBack, type ReadRow } from './read-back.ts';

let api: Api;
beforeAll(async () => {
	api = apiOver(await givenApiCompany());
});
afterAll(() => api.built.close());

/** Kept ready; added up for the question, cut and with unreached columns; without a row. */
const QUESTIONS = ['', '?category=tools&level=account&as_of=2025-12-31&limit=3', '?segment=nowhere'];
const answers = [...catalog().answers.values()];

describe.each(answers)('the answer $name leaves in every format as it is asked in process', (file) => {
	test.each(QUESTIONS)('%s', async (question) => {
		const { rows } = await ask(api.built.warehouse, file.name, new URLSearchParams(question));
		for (const format of FORMATS) {
			const response = await api.get(`/api/v1/${file.name}.${format}${question}`);
			expect(response.status, format).toBe(200);
			expect(response.headers.get('content-type'), format).toContain(MEDIA_TYPES[format]);
			const bytes = Buffer.from(await response.arrayBuffer());
			expect(await readBack(format, bytes, file), format).toEqual(
				format === 'xlsx' ? rows.map((row) => asCells(row, file)) : rows,
			);
		}
	});
});

/** A row as a sheet can hold it: a list that is null leaves an empty cell, as one of nothing does. */
const asCells = (row: ReadRow, { columns }: QueryFile): ReadRow => ({
	...row,
	...Object.fromEntries(
		columns.filter(({ type, name }) => type === 'texts' && row[name] === null).map(({ name }) => [name, []]),
	),
});

test('a sort, a limit and an offset hold in every format', async () => {
	const file = catalog().answers.get('accounts')!;
	const question = '?level=account&sort=-name&limit=2&offset=1';
	const { rows } = await ask(api.built.warehouse, 'accounts', new URLSearchParams(question));
	expect(rows).toHaveLength(2);
	for (const format of FORMATS) {
		const bytes = Buffer.from(await (await api.get(`/api/v1/accounts.${format}${question}`)).arrayBuffer());
		expect(await readBack(format, bytes, file), format).toEqual(rows);
	}
});

test('CSV and Parquet carry money to the last of its four decimals', async () => {
	const csv = await (await api.get('/api/v1/accounts.csv?level=account&as_of=2025-12-31')).text();
	expect(csv).toContain('1234567.8901');
	expect(csv).toContain('40.3333');
});

test('no file of an export stays behind', async () => {
	await (await api.get('/api/v1/accounts.csv')).arrayBuffer();
	expect(readdirSync(`${api.built.dir}/.vital-few/exports`)).toEqual([]);
});

test('what a killed server was writing is removed when the next one starts, what is being written stays', () => {
	const folder = `${api.built.dir}/.vital-few/exports`;
	writeFileSync(`${folder}/old.csv`, 'half');
	utimesSync(`${folder}/old.csv`, new Date(0), new Date(0));
	writeFileSync(`${folder}/new.csv`, 'half');
	apiOver(api.built);
	expect(readdirSync(folder)).toEqual(['new.csv']);
	rmSync(`${folder}/new.csv`);
});
