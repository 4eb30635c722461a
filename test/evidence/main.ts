import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { fromFiles, publicCompanies, sample, simulatedCompanies, type TriedCompany } from './companies.ts';
import { evidenceText, type TriedLevel } from './evidence-text.ts';
import { readPast } from './read-ladders.ts';
import { riskEvidence } from './risk-evidence.ts';

const today = new Date().toISOString().slice(0, 10);
const given = process.argv.slice(2).map((named) => {
	const [name = '', ...rest] = named.split('=');
	return fromFiles(name, resolve(rest.join('=') || name), today);
});
const PAGE = join(PACKAGE_ROOT, 'docs', 'evidence.md');

if (given.length > 0) process.stdout.write(evidenceText(await tryAll(given)));
else {
	const others = publicCompanies(today);
	if (others.missing.length > 0)
		process.stderr.write(
			`Not here, and so not tried: ${others.missing.join(', ')}. docs/evidence.md stays as it is.\n`,
		);
	const text = evidenceText(await tryAll([sample, ...others.companies, ...simulatedCompanies]));
	if (others.missing.length > 0) process.stdout.write(text);
	else writeFileSync(PAGE, text);
}

async function tryAll(companies: readonly TriedCompany[]): Promise<TriedLevel[]> {
	const tried = new Map<string, TriedLevel>();
	for (const company of companies) {
		const dir = mkdtempSync(join(tmpdir(), 'vital-few-tried-'));
		const begun = performance.now();
		try {
			const { ladders, known_day } = await readPast(await company.open(dir));
			for (const ladder of ladders) {
				const evidence = riskEvidence(ladder, known_day);
				const key = `${company.name} ${evidence.level}`;
				const level = tried.get(key) ?? { company: company.name, level: evidence.level, trials: [] };
				level.trials.push(evidence);
				tried.set(key, level);
			}
		} finally {
			rmSync(dir, { recursive: true, force: true });
		}
		process.stderr.write(`${company.name}: ${Math.round((performance.now() - begun) / 1000)} s\n`);
	}
	return [...tried.values()];
}
