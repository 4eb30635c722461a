import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { differences } from '../../src/lib/server/warehouse/build/compare-builds.ts';
import type { BuildRecord } from '../../src/lib/server/warehouse/build/build-record.ts';
import { currentBuild } from '../../src/lib/server/warehouse/build/builds.ts';
import { buildProject, orderLines, writeProject, type Built, type GivenRow } from '../support/given.ts';

/** Ten orders of 100 in each of 14 months, January 2024 to February 2025. */
const MONTHS = Array.from(
	{ length: 14 },
	(_, i) => `202${i < 12 ? 4 : 5}-${String((i % 12) + 1).padStart(2, '0')}`,
);
const LINES = MONTHS.flatMap((month) =>
	Array.from({ length: 10 }, (_, i): [string, string, number] => [
		`A${i % 4}`,
		`${month}-${String(i * 2 + 1).padStart(2, '0')}`,
		100,
	]),
).map(([account, day, amount], i) => ({ ...orderLines([[account, day, amount]])[0]!, order_id: `O${i}` }));

let dir = '';
let open: Built[] = [];
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'vital-few-held-'))));
afterEach(() => {
	open.forEach(({ warehouse }) => warehouse.close());
	open = [];
	rmSync(dir, { recursive: true, force: true });
});

async function build(
	rows: readonly GivenRow[],
	{ today = '2025-03-05', accept = false, config = '' } = {},
): Promise<Built> {
	writeProject(dir, { rows: { order_lines: [...rows] }, config });
	const built = await buildProject(dir, today, accept);
	open.push(built);
	return built;
}

/** The sentences with which a build is refused; the one in service must be the one before. */
async function refused(
	rows: readonly GivenRow[],
	options: Parameters<typeof build>[1] = {},
): Promise<string> {
	const serving = currentBuild(dir)?.build_id;
	const error: unknown = await build(rows, options).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toMatchObject({ name: 'Fault', code: 'checks' });
	expect(currentBuild(dir)?.build_id).toBe(serving);
	return (error as Error).message;
}

const isOf = (month: string) => (row: GivenRow) => String(row['ordered_on']).startsWith(month);

describe('a build is held back, and the old warehouse serves', () => {
	it('when more rows are set aside than before, by more than two points', async () => {
		await build(LINES);
		// 3 of 140 are 2.1 %; the open month, March, is the one that they are of.
		const broken = LINES.map((row, i) => (i % 47 === 3 ? { ...row, net_amount: 'n/a!' } : row));
		const said = await refused(broken, { config: 'limits: { month_amount: 1, month_lines: 1 }' });
		expect(said).toContain(
			'2.1 % of the rows of order_lines would be set aside (3 of 140), against 0 % before.',
		);
		expect(said).toContain('The old warehouse was kept and serves.');
		expect(said).toContain('vital-few build --accept');
	}, 900_000);

	it('when a complete month moved by more than 5 %, or lost more than 1 % of its lines', async () => {
		await build(LINES);
		const doubled = LINES.map((row, i) => (i === 25 ? { ...row, net_amount: 160 } : row));
		expect(await refused(doubled)).toContain('March 2024 would go from 1,000.00 to 1,060.00 EUR (+6 %).');
		const lost = LINES.filter((_, i) => i !== 25);
		expect(await refused(lost, { config: 'limits: { file_rows: 1, month_amount: 1 }' })).toContain(
			'March 2024 would go from 1,000.00 to 900.00 EUR (−10 %), from 10 lines to 9.',
		);
		// The month of the renamed heading: its amounts are nothing, its lines are there.
		const zero = LINES.map((row) => (isOf('2024-11')(row) ? { ...row, net_amount: 0 } : row));
		expect(await refused(zero)).toContain('November 2024 would go from 1,000.00 to 0.00 EUR (−100 %).');
	}, 900_000);

	it('when a file shrank', async () => {
		await build(LINES);
		expect(
			await refused(LINES.slice(0, -1), { config: 'limits: { month_lines: 1, month_amount: 1 }' }),
		).toContain('order_lines.csv shrank from 140 rows to 139.');
	}, 900_000);

	it('when the clock went back', async () => {
		await build(LINES);
		expect(await refused(LINES, { today: '2025-03-04' })).toContain(
			'The clock went back: it says 2025-03-04 12:00, but the build in service was made at 2025-03-05 12:00.',
		);
	}, 900_000);

	it('when no line can be used, accepted or not, and a first build is too', async () => {
		const days = LINES.map((row) => ({ ...row, ordered_on: '31.08.2024' }));
		const first = await refused(days);
		expect(first).toContain('None of the 140 order lines can be used. Set aside: unreadable date (140).');
		expect(first).not.toContain('old warehouse');
		await build(LINES);
		expect(await refused(days, { accept: true })).toContain('The old warehouse was kept and serves.');
	}, 900_000);
});

describe('a build is not held back', () => {
	it('for new lines, a new month, more history, and late entries within the limits', async () => {
		await build(LINES);
		const more = [
			...orderLines([
				['A1', '2025-03-02', 400],
				['A9', '2023-11-02', 50],
				['A1', '2024-05-05', 40],
			]),
			...LINES,
		];
		const built = await build(more, { today: '2025-03-06' });
		expect(built.report.accepted).toEqual([]);
	}, 900_000);

	it('when it is the first, whatever share is set aside', async () => {
		const rows = LINES.map((row, i) => (i % 2 === 0 ? { ...row, net_amount: 'n/a!' } : row));
		expect((await build(rows)).report.reconciliation[0]!.rows_rejected).toBe(70);
	}, 900_000);

	it('when somebody accepts it: that is recorded, told, and compared with next time', async () => {
		await build(LINES);
		const lost = LINES.filter((row) => !isOf('2024-11')(row));
		const built = await build(lost, { accept: true });
		expect(built.report.accepted).toEqual([
			'November 2024 would go from 1,000.00 to 0.00 EUR (−100 %), from 10 lines to 0.',
			'order_lines.csv shrank from 140 rows to 130.',
		]);
		const { build_id } = currentBuild(dir)!;
		const kept = JSON.parse(
			readFileSync(join(dir, '.vital-few', 'builds', build_id, 'read.json'), 'utf8'),
		) as BuildRecord;
		expect(kept.accepted).toEqual(built.report.accepted);
		const { rows } = await built.ask('data_quality');
		expect(rows.find((row) => row.finding === 'accepted_difference')).toMatchObject({ found_count: 2 });
		// The next one is held against what was accepted.
		expect((await build(lost, { today: '2025-03-06' })).report.accepted).toEqual([]);
	}, 900_000);

	it('where the limits in vital-few.yaml allow it', async () => {
		await build(LINES);
		const limits = 'limits: { rejected_share: 0.5, month_amount: 0.2, month_lines: 0.2, file_rows: 0.2 }';
		await build(
			LINES.slice(0, -1).filter((_, i) => i !== 25),
			{ config: limits },
		);
	}, 900_000);

	it('where the record of the build in service is of another version, or damaged', async () => {
		await build(LINES);
		const { build_id } = currentBuild(dir)!;
		writeFileSync(join(dir, '.vital-few', 'builds', build_id, 'read.json'), '{');
		await build(LINES.slice(70));
	}, 900_000);
});

describe('what counts as a difference', () => {
	const file = (name: string, rows: number, is_of_lines = true) => ({
		table: 'sales',
		file: name,
		rows,
		bytes: rows * 10,
		is_of_lines,
	});
	const record = (more: Partial<BuildRecord>): BuildRecord => ({
		built_at: '2025-03-05T12:00:00Z',
		currency: 'EUR',
		as_of: '2025-02-28',
		entities: [],
		files: [],
		months: [],
		accepted: [],
		...more,
	});
	const limits = { rejected_share: 0.02, month_amount: 0.05, month_lines: 0.01, file_rows: 0 };

	it('names a file of a set that is gone, and takes a new name of the same export for no loss', () => {
		const before = record({ files: [file('sales_01.csv', 10), file('sales_02.csv', 12)] });
		expect(differences(before, record({ files: [file('sales_01.csv', 10)] }), limits)).toEqual([
			'sales_02.csv is gone: 12 rows.',
		]);
		const renamed = record({ files: [file('sales_01.csv', 10), file('sales_feb.csv', 12)] });
		expect(differences(before, renamed, limits)).toEqual([]);
	});

	it('lets files that only describe something lose a tenth', () => {
		const before = record({ files: [file('customers.csv', 100, false)] });
		expect(differences(before, record({ files: [file('customers.csv', 90, false)] }), limits)).toEqual([]);
		expect(differences(before, record({ files: [file('customers.csv', 89, false)] }), limits)).toHaveLength(
			1,
		);
	});

	it('stands at the limit: exactly 5 %, 1 % and two points are none', () => {
		const before = record({
			months: [{ month: '2025-01-01', lines: 100, amount: '1000.00' }],
			entities: [{ entity: 'order_lines', rows_read: 100, rows_rejected: 0 }],
		});
		const at = (lines: number, amount: string, rejected: number) =>
			differences(
				before,
				record({
					months: [{ month: '2025-01-01', lines, amount }],
					entities: [{ entity: 'order_lines', rows_read: 100, rows_rejected: rejected }],
				}),
				limits,
			).length;
		expect(at(99, '950.00', 2)).toBe(0);
		expect(at(98, '950.00', 2)).toBe(1);
		expect(at(99, '949.99', 2)).toBe(1);
		expect(at(99, '950.00', 3)).toBe(1);
	});
});
