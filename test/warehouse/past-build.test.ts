import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { AnswerRows } from '../../src/lib/contract/rows.ts';
import type { EntityName } from '../../src/lib/contract/entities.ts';
import { readProject } from '../../src/lib/server/sources/config.ts';
import { unchangedBuild } from '../../src/lib/server/warehouse/build/refresh.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { buildProject, given, orderLines, type Built, type GivenRow } from '../support/given.ts';
import { randomCompany } from '../support/random-company.ts';
import { dayAfter } from '../support/rhythms.ts';

const DAY = '2025-06-12';

let open: Built[] = [];
afterEach(() => {
	for (const built of open) built.close();
	open = [];
});
const made = async (asked: Parameters<typeof given>[0]): Promise<Built> => {
	const built = await given(asked);
	open.push(built);
	return built;
};

/** What a build says of itself and of the files, which differ between a whole file and one that was cut. */
const OF_THE_FILES = ['meta', 'data_quality', 'entity_columns', 'risk_told'];

describe('a build of a past day', () => {
	it('answers everything as the build of that day did, which had not seen what came later', async () => {
		const { given: whole } = randomCompany(5, {
			from: '2024-01-01',
			months: 22,
			lines: 300,
			completeThrough: '2025-05-31',
		});
		// Every third line was entered forty days late.
		const lines = (whole.rows.order_lines as GivenRow[]).map(
			(line, i): GivenRow & { entered_on: string } => ({
				...line,
				entered_on: i % 3 === 0 ? dayAfter(String(line['ordered_on']), 40) : String(line['ordered_on']),
			}),
		);
		const known = lines.filter((line) => line.entered_on <= DAY && String(line['ordered_on']) <= DAY);
		expect(known.length).toBeLessThan(lines.filter((line) => String(line['ordered_on']) <= DAY).length);
		const past = await made({
			...whole,
			rows: { ...whole.rows, order_lines: lines },
			today: DAY,
			isPast: true,
		});
		const then = await made({ ...whole, rows: { ...whole.rows, order_lines: known }, today: DAY });
		const answers = [...catalog().answers.keys()].filter((name) => !OF_THE_FILES.includes(name));
		for (const name of answers as (keyof AnswerRows)[])
			for (const level of ['account', 'group'] as const) {
				const asked = { level, limit: '1000' };
				expect((await past.ask(name, asked)).rows, `${name}, by ${level}`).toEqual(
					(await then.ask(name, asked)).rows,
				);
			}
		expect(past.report.later).toEqual([
			{ entity: 'order_lines', left_out: lines.length - known.length, undone: 0 },
		]);
		expect(past.report.rejections).toEqual(then.report.rejections);
	});

	it('undoes what later days told of every other entity', async () => {
		const built = await made({
			today: DAY,
			isPast: true,
			rows: {
				order_lines: orderLines([
					['a', '2025-01-10', 100, { order_id: 'o1' }],
					['a', '2025-06-01', 100, { order_id: 'o2' }],
					['b', '2025-06-02', 100, { order_id: 'o3' }],
					['b', '2025-07-01', 100, { order_id: 'o4' }],
				]),
				accounts: [
					{ account_id: 'a', since_on: '2024-01-01' },
					{ account_id: 'b', since_on: '2025-07-01' },
				],
				orders: [
					{ order_id: 'o1', account_id: 'a', status: 'closed' },
					{ order_id: 'o2', account_id: 'a', status: 'closed' },
					{ order_id: 'o3', account_id: 'b', status: 'cancelled' },
					{ order_id: 'o4', account_id: 'b', status: 'open' },
				],
				deliveries: [
					delivery('d1', 'o1', '2025-01-12', '2025-01-14'),
					delivery('d2', 'o2', '2025-06-10', '2025-06-15'),
					delivery('d4', 'o4', '2025-07-02', '2025-07-03'),
				],
				quotes: [
					quote('q1', '2025-01-02', 'won', { order_id: 'o1' }),
					quote('q2', '2025-06-01', 'won', { order_id: 'o4', valid_until: '2025-07-15' }),
					quote('q3', '2025-06-01', 'lost', { valid_until: '2025-06-05' }),
					quote('q4', '2025-06-01', 'lost', { valid_until: '2025-06-30' }),
					quote('q5', '2025-06-01', 'lost', {}),
					quote('q6', '2025-06-20', 'open', {}),
				],
				invoices: [
					invoice('i1', '2025-05-01', '2025-06-01'),
					invoice('i2', '2025-06-01', '2025-07-01'),
					invoice('i3', '2025-06-20', null),
				],
				agreements: [
					{
						agreement_id: 'g1',
						account_id: 'a',
						kind: 'price',
						valid_from: '2025-01-01',
						valid_to: '2025-12-31',
					},
					{ agreement_id: 'g2', account_id: 'a', kind: 'price', valid_from: '2025-07-01', valid_to: null },
				],
				service_cases: [
					{
						case_id: 'c1',
						account_id: 'a',
						opened_on: '2025-06-01',
						closed_on: '2025-06-30',
						escalated_on: '2025-06-05',
						met_commitment: 'false',
					},
					{
						case_id: 'c2',
						account_id: 'a',
						opened_on: '2025-06-01',
						closed_on: '2025-06-10',
						escalated_on: null,
						met_commitment: 'true',
					},
					{
						case_id: 'c3',
						account_id: 'a',
						opened_on: '2025-06-13',
						closed_on: null,
						escalated_on: null,
						met_commitment: null,
					},
				],
				touchpoints: [
					{ account_id: 'a', happened_on: '2025-06-12' },
					{ account_id: 'a', happened_on: '2025-06-13' },
				],
				plans: [
					{ account_id: 'a', period_start: '2025-01-01', planned_amount: 10 },
					{ account_id: 'a', period_start: '2026-01-01', planned_amount: 10 },
				],
			},
		});
		const read = async (sql: string) =>
			(await built.warehouse.read((connection) => queryRows(connection, sql))).map((row) =>
				Object.values(row).map(String).join(' '),
			);
		expect(await read('select order_id, status from orders order by all')).toEqual([
			'o1 closed',
			'o2 shipped',
			'o3 null',
		]);
		expect(
			await read(
				'select delivery_id, cast(shipped_on as varchar), cast(delivered_on as varchar), status from deliveries order by all',
			),
		).toEqual(['d1 2025-01-12 2025-01-14 done', 'd2 2025-06-10 null null']);
		expect(await read('select quote_id, status from quotes order by all')).toEqual([
			'q1 won',
			'q2 open',
			'q3 lost',
			'q4 open',
			'q5 null',
		]);
		expect(
			await read(
				'select invoice_id, cast(paid_on as varchar), cast(paid_amount as double) from invoices order by all',
			),
		).toEqual(['i1 2025-06-01 100', 'i2 null 0']);
		expect(await read('select agreement_id from agreements')).toEqual(['g1']);
		expect(
			await read(
				'select case_id, cast(closed_on as varchar), cast(escalated_on as varchar), met_commitment from service_cases order by all',
			),
		).toEqual(['c1 null 2025-06-05 null', 'c2 2025-06-10 null true']);
		const later = Object.fromEntries(
			built.report.later.map(({ entity, left_out, undone }) => [entity, [left_out, undone]]),
		);
		expect(later).toEqual({
			order_lines: [1, 0],
			quotes: [1, 3],
			invoices: [1, 1],
			agreements: [1, 0],
			service_cases: [1, 1],
			touchpoints: [1, 0],
			plans: [1, 0],
			orders: [1, 2],
			deliveries: [1, 1],
			accounts: [0, 1],
		} satisfies Partial<Record<EntityName, number[]>>);
	});

	it('is told as made afterwards, and is no build of today', async () => {
		const { given: whole } = randomCompany(5, { from: '2024-01-01', months: 22, lines: 300 });
		const past = await made({ ...whole, today: DAY, isPast: true });
		const { rows } = await past.ask('risk_told', { level: 'account' });
		expect([...new Set(rows.map((row) => [row.told_of, row.told_on, row.is_made].join(' ')))]).toEqual([
			`2025-05-31 ${DAY} true`,
		]);
		expect(await unchangedBuild(readProject(past.dir), '2025-12-01')).toBeUndefined();
		const now = await buildProject(past.dir, '2025-12-01');
		now.warehouse.close();
		expect(await unchangedBuild(readProject(past.dir), '2025-12-01')).toBeDefined();
		rmSync(past.dir, { recursive: true, force: true });
	});
});

function delivery(delivery_id: string, order_id: string, shipped_on: string, delivered_on: string): GivenRow {
	return { delivery_id, order_id, account_id: 'a', shipped_on, delivered_on, status: 'done' };
}

function quote(quote_id: string, quoted_on: string, status: string, more: GivenRow): GivenRow {
	return {
		quote_id,
		account_id: 'a',
		quoted_on,
		amount: 50,
		status,
		order_id: null,
		valid_until: null,
		...more,
	};
}

function invoice(invoice_id: string, issued_on: string, paid_on: string | null): GivenRow {
	return {
		invoice_id,
		account_id: 'a',
		issued_on,
		amount: 100,
		paid_on,
		paid_amount: paid_on === null ? null : 100,
	};
}
