import { appendFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { buildProject, given, writeProject, type Built, type GivenRow } from '../support/given.ts';

let open: Built[] = [];
afterEach(() => {
	for (const built of open) built.warehouse.close();
	if (open[0]) rmSync(open[0].dir, { recursive: true, force: true });
	open = [];
});

/** Sixty accounts that order every 20 to 40 days up to a day; every tenth stops half a year before it. */
function linesUpTo(lastOn: string): GivenRow[] {
	const end = Date.parse(`${lastOn}T00:00:00Z`) / 86_400_000;
	return Array.from({ length: 60 }, (_, account) => account).flatMap((account) => {
		const gap = 20 + (account % 21);
		const stop = account % 10 === 0 ? Date.parse('2025-03-31T00:00:00Z') / 86_400_000 : end;
		const rows: GivenRow[] = [];
		for (
			let day = Date.parse('2023-01-02T00:00:00Z') / 86_400_000 + account;
			day <= Math.min(stop, end);
			day += gap
		) {
			const ordered_on = new Date(day * 86_400_000).toISOString().slice(0, 10);
			rows.push({
				order_id: `${account}-${day}`,
				account_id: `a${account}`,
				ordered_on,
				net_amount: 100 + account,
			});
		}
		return rows;
	});
}

const build = async (dir: string | null, lastOn: string, today: string): Promise<Built> => {
	if (dir === null) {
		const built = await given({ rows: { order_lines: linesUpTo(lastOn) }, today });
		open.push(built);
		return built;
	}
	writeProject(dir, { rows: { order_lines: linesUpTo(lastOn) } });
	const built = await buildProject(dir, today);
	open.push(built);
	return built;
};
const toldFiles = (dir: string) =>
	Object.fromEntries(
		['risk', 'models', 'groups'].flatMap((part) =>
			readdirSync(join(dir, 'desk/told', part)).map((file) => [
				`${part}/${file}`,
				readFileSync(join(dir, 'desk/told', part, file)).toString('base64'),
			]),
		),
	);
const told = async (built: Built) => (await built.ask('risk_told', { level: 'account' })).rows;

describe('what was told of risk', () => {
	it('is written once, at the newest month end of a first build, and never again', async () => {
		const first = await build(null, '2025-07-31', '2025-08-02');
		expect([
			...new Set((await told(first)).map((row) => [row.told_of, row.told_on, row.is_reconstructed].join())),
		]).toEqual(['2025-07-31,2025-08-02,false']);
		const before = toldFiles(first.dir);
		expect(Object.keys(before)).toEqual([
			'risk/2025-07-31.parquet',
			'models/2025-07-31.parquet',
			'groups/2025-07-31.parquet',
		]);
		// The next month arrives, and with it a line of a month that was told.
		const second = await build(first.dir, '2025-08-31', '2025-09-02');
		const after = toldFiles(first.dir);
		for (const [file, content] of Object.entries(before)) expect(after[file]).toBe(content);
		expect([...new Set((await told(second)).map((row) => row.told_of))]).toEqual([
			'2025-08-31',
			'2025-07-31',
		]);
		// What came: of the accounts told in July, those whose horizon has ended are known.
		const july = (await told(second)).filter((row) => row.told_of === '2025-07-31');
		expect(july.reduce((sum, row) => sum + row.accounts, 0)).toBe(60);
	});

	it('marks a month end that no build saw', async () => {
		const first = await build(null, '2025-07-31', '2025-08-02');
		const later = await build(first.dir, '2025-10-31', '2025-11-02');
		const marks = new Map((await told(later)).map((row) => [row.told_of, row.is_reconstructed]));
		expect([...marks]).toEqual([
			['2025-10-31', false],
			['2025-09-30', true],
			['2025-08-31', true],
			['2025-07-31', false],
		]);
	});

	it('is an error where one byte has changed, and is not made up anew', async () => {
		const first = await build(null, '2025-07-31', '2025-08-02');
		const path = join(first.dir, 'desk/told/risk/2025-07-31.parquet');
		appendFileSync(path, 'x');
		await expect(buildProject(first.dir, '2025-08-03')).rejects.toThrow(
			/is not the file that was written; .* never made up anew/,
		);
		rmSync(path);
		await expect(buildProject(first.dir, '2025-08-03')).rejects.toThrow('is missing');
		writeFileSync(join(first.dir, 'desk/told/manifest.json'), '{');
		await expect(buildProject(first.dir, '2025-08-03')).rejects.toThrow('cannot be read');
	});
});
