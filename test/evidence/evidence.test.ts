import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { publicCompanies, sample, simulated, type TriedCompany } from './companies.ts';
import { evidenceText } from './evidence-text.ts';
import { readPast, type CompanyPast } from './read-ladders.ts';
import { riskEvidence } from './risk-evidence.ts';
import { SIMULATED, simulatedCompany } from './simulated-companies.ts';

const page = readFileSync(join(PACKAGE_ROOT, 'docs', 'evidence.md'), 'utf8');
const folders: string[] = [];
afterAll(() => folders.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

async function pastOf(company: TriedCompany): Promise<CompanyPast> {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-tried-'));
	folders.push(dir);
	return readPast(await company.open(dir));
}

describe('docs/evidence.md', () => {
	it('tells of every company', () => {
		const { companies, missing } = publicCompanies('2026-01-01');
		for (const name of ['sample', ...SIMULATED, ...companies.map((each) => each.name), ...missing])
			expect(page).toMatch(new RegExp(`^\\| ${name}[, ]`, 'm'));
	});

	it('has the figures of the sample as they are now', async () => {
		const { ladders, known_day } = await pastOf(sample);
		const levels = ladders.map((ladder) => riskEvidence(ladder, known_day));
		const text = evidenceText(
			levels.map((evidence) => ({ company: 'sample', level: evidence.level, trials: [evidence] })),
		);
		const rows = text.split('\n').filter((line) => line.startsWith('| sample'));
		expect(rows.length).toBeGreaterThan(12);
		expect(rows.filter((row) => !page.includes(row))).toEqual([]);
	});

	it('a season has a line of its own where it is strong, and none where there is none', async () => {
		const [season, noise] = await Promise.all(
			(['sim_season', 'sim_noise'] as const).map(async (name) => {
				const { ladders, known_day } = await pastOf(simulated(name, 1));
				return riskEvidence(ladders[0]!, known_day);
			}),
		);
		expect(season!.skill! - season!.pooled_skill!).toBeGreaterThan(0.02);
		expect(Math.abs(noise!.skill! - noise!.pooled_skill!)).toBeLessThan(0.002);
		// Nothing changes in it, so its chances are right and hardly tell accounts apart.
		expect(Math.abs(noise!.bands[0]!.foretold! - noise!.bands[0]!.came!)).toBeLessThan(0.01);
	});
});

describe('a simulated company', () => {
	it('is the same for the same seed, and has the shape that was asked for', () => {
		const first = simulatedCompany('sim_fade', 3);
		expect(simulatedCompany('sim_fade', 3)).toEqual(first);
		expect(first.truth).toHaveLength(800);
		const share = (is: (each: (typeof first.truth)[number]) => boolean) =>
			first.truth.filter(is).length / first.truth.length;
		expect(share(({ kind }) => kind === 'fades')).toBeCloseTo(0.15, 1);
		// Over four years at .12 a year: 1 − exp(−.48).
		expect(share(({ left_day }) => left_day !== null)).toBeCloseTo(0.38, 1);
		const days = new Set(first.orders.map(({ account_id, day }) => `${account_id} ${day}`));
		expect(days.size).toBe(first.orders.length);
	});
});
