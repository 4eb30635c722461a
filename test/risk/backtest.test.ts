import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';
import { describeWithData } from '../support/real-data.ts';

/** Runs the compiled program, as a person would. */
function backtest(...options: string[]): { status: number | null; stdout: string; stderr: string } {
	const main = join(PACKAGE_ROOT, 'dist', 'cli', 'main.js');
	return spawnSync(process.execPath, [main, 'backtest', ...options], { encoding: 'utf8' });
}

/** Figures of the row of the prediction that was in use: AUC, AUC live, Brier. */
function inUse(stdout: string): { auc: number; auc_live: number; brier: number } {
	const row = stdout.split('\n').find((line) => line.startsWith('  →'))!;
	const [auc, live, brier] = [...row.matchAll(/(?<= )1?\.\d{4}/g)].map(Number);
	return { auc: auc!, auc_live: live!, brier: brier! };
}

describeWithData('the grocery log', ['grocery/BTYDplus_groceryElog.csv'], ([file]) => {
	it('cut at 2007-06-30 for 182 days is foretold with AUC ≥ .92 and Brier ≤ .082, live AUC ≥ .76', () => {
		const { status, stdout } = backtest(file!, '--cut', '2007-06-30', '--horizon', '182');
		expect(status).toBe(0);
		// 1,525 accounts, 76 % of them silent: as published for this log.
		expect(stdout).toMatch(/^By 2007-06-30, 1,525 accounts had ordered; 76\.4 % of them placed no order/);
		const { auc, auc_live, brier } = inUse(stdout);
		expect(auc).toBeGreaterThanOrEqual(0.92);
		expect(brier).toBeLessThanOrEqual(0.082);
		expect(auc_live).toBeGreaterThanOrEqual(0.76);
		expect(stdout).not.toMatch(/revenue, /);
	});
});

describeWithData('the online retail lines', ['online_retail/online_retail.csv.gz'], ([file]) => {
	it('cut at 2011-09-09 for 91 days are foretold with AUC ≥ .73 and Brier ≤ .215', () => {
		const { status, stdout } = backtest(file!, '--cut', '2011-09-09', '--horizon', '91');
		expect(status).toBe(0);
		expect(stdout).toMatch(/^By 2011-09-09, 3,370 accounts had ordered; 43\.0 % of them/);
		const { auc, brier } = inUse(stdout);
		expect(auc).toBeGreaterThanOrEqual(0.73);
		expect(brier).toBeLessThanOrEqual(0.215);
		expect(stdout).toMatch(/by revenue, \d+\.\d % and 19\.0 %/);
	});
});

describeWithData('the record shop’s log', ['cdnow_sample/cdnow_sample.csv'], ([file]) => {
	it('cut at 1998-03-31 for 91 days, where hardly anybody comes back, is still told apart', () => {
		const { status, stdout } = backtest(file!, '--cut', '1998-03-31', '--horizon', '91');
		expect(status).toBe(0);
		expect(stdout).toMatch(/^By 1998-03-31, 2,357 accounts had ordered; 87\.3 % of them/);
		const { auc, auc_live, brier } = inUse(stdout);
		expect(auc).toBeGreaterThanOrEqual(0.82);
		expect(auc_live).toBeGreaterThanOrEqual(0.7);
		expect(brier).toBeLessThanOrEqual(0.088);
		// 81.8 % and 62.0 % by the rule of 60 days.
		const [, ours, held] = /that it put highest, (\S+) % did\..+by expected loss (\S+) %/.exec(stdout)!;
		expect(Number(ours)).toBeGreaterThan(81.8);
		expect(Number(held)).toBeGreaterThan(85);
	});
});

describe('a file of events', () => {
	let folder: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'vital-few-events-'));
		const random = seededRandom(3);
		const lines = ['account,day'];
		for (let i = 0; i < 120; i++) {
			const gap = 5 + random.integer(30);
			const end = 100 + random.integer(600);
			for (let day = random.integer(60); day < end; day += 1 + Math.round(gap * random.gamma(2) * 0.5))
				lines.push(`a${i},${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)}`);
		}
		writeFileSync(join(folder, 'events.csv'), `${lines.join('\n')}\n`);
		writeFileSync(join(folder, 'one.csv'), 'account,day\na,2024-01-05\n');
		// The same events as another program writes them: other names, semicolons, German days.
		const german = (line: string): string => line.replace(/,(\d{4})-(\d\d)-(\d\d)$/, ';$3.$2.$1');
		writeFileSync(
			join(folder, 'export.csv'),
			`Kunde;Bestelldatum\n${lines.slice(1).map(german).join('\n')}\n`,
		);
		const day = (count: number): string => new Date(Date.UTC(2024, 0, 1 + count)).toISOString().slice(0, 10);
		const csv = (rows: string[]): string => `account,day\n${rows.join('\n')}\n`;
		writeFileSync(join(folder, 'only.csv'), csv(Array.from({ length: 60 }, (_, i) => `A,${day(7 * i)}`)));
		writeFileSync(join(folder, 'once.csv'), csv(Array.from({ length: 90 }, (_, i) => `A${i},${day(5 * i)}`)));
		writeFileSync(
			join(folder, 'daily.csv'),
			csv(Array.from({ length: 40 * 300 }, (_, i) => `A${i % 40},${day(Math.floor(i / 40))}`)),
		);
		writeFileSync(join(folder, 'empty.csv'), 'account,day\n');
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('of account and day alone is enough, and its own end gives the cut-off', () => {
		const { status, stdout } = backtest(join(folder, 'events.csv'));
		expect(status).toBe(0);
		expect(stdout).toMatch(/^By \d{4}-\d\d-\d\d, 120 accounts had ordered/);
		expect(stdout).toContain('Silent for 60 days');
	});

	it('of another program, with other names and days, gives the same figures', () => {
		const [plain, german] = ['events.csv', 'export.csv'].map((name) => backtest(join(folder, name)));
		expect(german!.status).toBe(0);
		expect(german!.stdout).toBe(plain!.stdout);
	});

	it('of daily orders has nobody to tell apart, and says so', () => {
		const { status, stdout } = backtest(join(folder, 'daily.csv'));
		expect(status).toBe(0);
		expect(stdout).toContain('Either all of them fell silent or none did: there was nobody to tell apart.');
	});

	it.each([
		['only.csv', 'Cannot say anything at 2024-11-18: 1 account has ordered; a fit needs 30.'],
		['once.csv', 'no account had ordered twice by then.'],
		['empty.csv', 'has a header but no rows'],
	])('%s: what cannot be said is told in one sentence', (name, sentence) => {
		const { status, stdout, stderr } = backtest(join(folder, name));
		expect([status, stdout]).toEqual([2, '']);
		expect(stderr).toContain(sentence);
	});

	it('too short for a cut-off is told in one sentence, with the days that it holds', () => {
		const { status, stderr } = backtest(join(folder, 'one.csv'));
		expect(status).toBe(2);
		expect(stderr).toMatch(/orders reach from 2024-01-05 to 2024-01-05, and 60 days of history are needed/);
	});

	it('that is not there, and a day that is none, are told', () => {
		expect(backtest(join(folder, 'absent.csv')).stderr).toContain('There is no file');
		expect(backtest(join(folder, 'one.csv'), '--cut', '2024-02-30').status).toBe(2);
	});
});
