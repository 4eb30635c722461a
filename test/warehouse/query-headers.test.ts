import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareQuestion } from '../../src/lib/server/warehouse/ask/ask.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import type { QueryColumnType } from '../../src/lib/server/warehouse/query-file.ts';
import { given, orderLines, type Built } from '../support/given.ts';

/** Engine types that a header's type may stand for. */
const ENGINE_TYPES: Record<QueryColumnType, RegExp> = {
	id: /^VARCHAR$/,
	text: /^VARCHAR$/,
	date: /^DATE$/,
	month: /^DATE$/,
	timestamp: /^TIMESTAMP$/,
	count: /^(INTEGER|BIGINT)$/,
	integer: /^(INTEGER|BIGINT)$/,
	money: /^DECIMAL\(18,4\)$/,
	share: /^DOUBLE$/,
	ratio: /^(DOUBLE|DECIMAL\(\d+,\d+\))$/,
	days: /^(INTEGER|BIGINT|DOUBLE)$/,
	boolean: /^BOOLEAN$/,
	dates: /^DATE\[\]$/,
	texts: /^VARCHAR\[\]$/,
};

let built: Built;
beforeAll(async () => {
	built = await given({
		rows: {
			order_lines: orderLines([
				[
					'A',
					'2024-03-01',
					500,
					{ product_id: 'p1', quantity: 2, cost_amount: 300, list_amount: 550, category: 'x' },
				],
				[
					'A',
					'2025-03-01',
					400,
					{ product_id: 'p1', quantity: 2, cost_amount: 300, list_amount: 550, category: 'x' },
				],
				[
					'B',
					'2025-03-31',
					300,
					{ product_id: 'p2', quantity: 1, cost_amount: null, list_amount: null, category: 'y' },
				],
			]),
			accounts: [{ account_id: 'A', name: 'Aaa', segment: 'Trade' }],
		},
	});
});
afterAll(() => built.close());

describe('the header of every answer names its columns, in order, with their types', () => {
	test.each([...catalog().answers.keys()])('%s', async (name) => {
		const columns = await built.warehouse.read(async (connection, facts) => {
			const { composed } = prepareQuestion(name, [], facts);
			return describeStatement(connection, composed.sql, composed.values);
		});
		const file = catalog().answers.get(name)!;
		const named = columns.filter(
			(column) => !file.has_dimensions || file.columns.some((known) => known.name === column.name),
		);
		expect(named.map((column) => column.name)).toEqual(file.columns.map((column) => column.name));
		for (const [i, column] of named.entries()) {
			expect(column.type, `${name}.${column.name}`).toMatch(ENGINE_TYPES[file.columns[i]!.type]);
		}
	});
});

describe('the columns that the header of a mart names are there', () => {
	const kept = [...catalog().marts.values()].filter((mart) => mart.is_kept && !mart.is_inline);
	test.each(kept.map((mart) => mart.name))('%s', async (name) => {
		const columns = await built.warehouse.read((connection) =>
			queryRows(connection, `describe main.${name}`),
		);
		const names = columns.map((column) => column['column_name']);
		for (const column of catalog().marts.get(name)!.columns) expect(names).toContain(column.name);
	});
});

test('every query asks a question, names its grain and what it reads', () => {
	for (const [folder, queries] of Object.entries(catalog())) {
		for (const query of queries.values()) {
			const where = `queries/${folder}/${query.name}.sql`;
			expect(query.question, where).toMatch(/\?$/);
			expect(query.grain, where).not.toBe('');
			expect(query.columns.length, where).toBeGreaterThan(0);
		}
	}
});

async function describeStatement(
	connection: Parameters<typeof queryRows>[0],
	sql: string,
	values: Parameters<typeof queryRows>[2],
): Promise<{ name: string; type: string }[]> {
	const rows = await queryRows(connection, `describe ${sql}`, values);
	return rows.map((row) => ({ name: String(row['column_name']), type: String(row['column_type']) }));
}
