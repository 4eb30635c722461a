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
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('of account and day alone is enough, and its own end gives the cut-off', () => {
		const { status, stdout } = backtest(join(folder, 'events.csv'));
		expect(status).toBe(0);
		expect(stdout).toMatch(/^By \d{4}-\d\d-\d\d, 120 accounts had ordered/);
		expect(stdout).toContain('Silent for 60 days');
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
