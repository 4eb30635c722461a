import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENTITIES, entity, type EntityName } from '../../src/lib/contract/entities.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { commonRules } from '../../src/lib/server/warehouse/build/quality/common-rules.ts';
import { isAskable, type QualityRule } from '../../src/lib/server/warehouse/build/quality/quality-rule.ts';
import { writtenRules } from '../../src/lib/server/warehouse/build/quality/written-rules.ts';
import { given, orderLines, type Built } from '../support/given.ts';

const rules: readonly QualityRule[] = [...commonRules('keep'), ...writtenRules()];

describe('each rule about the data', () => {
	test.each(rules.map((rule) => [rule.entity, rule.name, rule] as const))('%s: %s', (_, __, rule) => {
		expect(['kept', 'flagged', 'rejected']).toContain(rule.treatment);
		// "12 invoices paid beyond the amount." and what becomes of them.
		expect(rule.found).toMatch(/^[a-z].*[^.]$/);
		expect(rule.rule).toMatch(/^["A-Z].*\.$/s);
		for (const need of rule.needs) {
			const [name, column] = need.split('.') as [EntityName, string?];
			const columns = entity(name).columns.map((each) => each.name);
			if (column !== undefined) expect(columns, need).toContain(column);
		}
	});

	test('has a name of its own for its entity', () => {
		const names = rules.map((rule) => `${rule.entity} ${rule.name}`);
		expect(new Set(names).size).toBe(names.length);
	});

	test('gives the columns that its header names', () => {
		for (const file of catalog().quality.values()) {
			const names = file.columns.map((column) => column.name);
			expect(names, file.name).toEqual(
				['row_id', 'amount', 'source_file', 'source_line'].filter((name) => names.includes(name)),
			);
			for (const name of ['row_id', 'source_file', 'source_line']) expect(names, file.name).toContain(name);
		}
	});
});

test('a rule is asked only where what it needs is given', () => {
	const rule = rules.find((each) => each.name === 'invoices_due_before_issue')!;
	expect(isAskable(rule, new Map([['invoices', new Set(['invoice_id', 'due_on'])]]))).toBe(true);
	expect(isAskable(rule, new Map([['invoices', new Set(['invoice_id'])]]))).toBe(false);
	expect(isAskable(rule, new Map())).toBe(false);
});

describe('a company of one file of order lines', () => {
	let built: Built;
	beforeAll(async () => {
		built = await given({
			rows: {
				order_lines: orderLines([
					['A', '2025-01-31', 10, { product_name: 'x' }],
					['A', '2025-01-31', 10, { product_name: 'x' }],
					['B', '2025-03-31', 20],
				]),
			},
		});
	});
	afterAll(() => built.close());

	test('is told which entities it lacks, and what each would switch on', async () => {
		const { rows } = await built.ask('entities');
		expect(rows.map((row) => [row.entity, row.is_given])).toEqual(
			ENTITIES.map(({ name }) => [name, name === 'order_lines']),
		);
		expect(rows[0]).toMatchObject({
			rows_read: 3,
			rows_used: 3,
			rows_rejected: 0,
			first_on: '2025-01-31',
			newest_on: '2025-03-31',
		});
		expect(rows[0]!.columns_missing).toContain('cost_amount');
	});

	test('is told its copies, its gaps in time and its missing values', async () => {
		const { rows } = await built.ask('data_quality', { entity: 'order_lines' });
		expect(
			rows
				.filter((row) => row.found_count > 0)
				.map((row) => [row.finding, row.found_count, row.amount, row.examples]),
		).toEqual([
			['exact_copies', 1, 10, ['A-2025-01-31 (order_lines.csv, line 3)']],
			['months_without_rows', 1, null, ['2025-02']],
		]);
		const { rows: columns } = await built.ask('entity_columns', { entity: 'order_lines' });
		expect(columns.find((column) => column.column_name === 'product_name')).toMatchObject({
			filled_count: 2,
			missing_count: 1,
			missing_share: 1 / 3,
		});
		expect(columns.find((column) => column.column_name === 'cost_amount')).toMatchObject({
			is_given: false,
			filled_count: 0,
		});
	});

	test('a rule that found nothing says so, too', async () => {
		const { rows } = await built.ask('data_quality', { entity: 'order_lines' });
		expect(rows.find((row) => row.finding === 'order_lines_without_amount')).toMatchObject({
			found_count: 0,
			share: 0,
			examples: [],
		});
	});
});

test('an entity whose file has a header and no rows is given, empty, and told as such', async () => {
	const built = await given({
		rows: { order_lines: orderLines([['A', '2025-01-31', 10]]), accounts: [], invoices: [] },
	});
	try {
		const { rows } = await built.ask('entities');
		expect(
			rows.filter((row) => row.is_given).map((row) => [row.entity, row.rows_read, row.flagged_count]),
		).toEqual([
			['order_lines', 1, 0],
			['accounts', 0, 1],
			['invoices', 0, 1],
		]);
		const { rows: found } = await built.ask('data_quality', { entity: 'invoices' });
		expect(found[0]).toMatchObject({
			finding: 'without_rows',
			found_count: 1,
			noun: 'source',
			treatment: 'flagged',
		});
		expect((await built.ask('accounts', { level: 'account' })).rows).toMatchObject([
			{ account_id: 'A', name: 'A', revenue: 10 },
		]);
	} finally {
		built.close();
	}
});

test('copies that are set aside are told once, among the rejected rows', async () => {
	const built = await given({
		config: 'duplicates: reject',
		rows: {
			order_lines: orderLines([
				['A', '2025-01-31', 10],
				['A', '2025-01-31', 10],
				['A', '2025-01-31', 10],
			]),
		},
	});
	try {
		const { rows } = await built.ask('data_quality', { entity: 'order_lines' });
		expect(
			rows
				.filter((row) => row.found_count > 0)
				.map((row) => [row.treatment, row.finding, row.found_count, row.amount]),
		).toEqual([['rejected', 'exact copy of another line', 2, 20]]);
		expect(
			rows
				.filter((row) => row.found_count > 0)
				.map((row) => [row.found_count, row.noun, row.found].join(' ')),
		).toEqual(['2 order lines repeating another line exactly']);
		expect(built.report.reconciliation).toMatchObject([
			{ rows_used: 1, rows_rejected: 2, amount_rejected: '20.0000' },
		]);
		const used = await built.warehouse.read((connection) =>
			queryRows(connection, 'select sum(line_count) as lines from account_months'),
		);
		expect(used).toEqual([{ lines: 1 }]);
	} finally {
		built.close();
	}
});
