import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { todayOf, type Project } from '../../src/lib/server/sources/config.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { makeRiskMarts, withRiskHistory } from '../../src/lib/server/warehouse/risk/risk-history.ts';
import { keptLevels } from '../../src/lib/server/warehouse/risk/kept-levels.ts';
import { RiskLadder } from '../../src/lib/server/warehouse/risk/risk-ladder.ts';
import { readCutOffs } from '../../src/lib/server/warehouse/risk/risk-slices.ts';
import { FEWEST_SAMPLED } from '../../src/lib/server/warehouse/risk/risk-step.ts';

/** The past of one company at each level that is kept, and the day by which outcomes are known. */
export interface CompanyPast {
	ladders: RiskLadder[];
	known_day: number;
}

/** Reads the past of a project at the cut-offs that a build of it would take. */
export async function readPast(project: Project): Promise<CompanyPast> {
	const folder = mkdtempSync(join(tmpdir(), 'vital-few-evidence-'));
	try {
		const today = todayOf(project.config, new Date().toISOString());
		return await withRiskHistory({ project, today, folder }, async (connection, month) => {
			await makeRiskMarts(connection, {
				...month.parameters,
				closures: project.config.closures,
				fewest_sampled: FEWEST_SAMPLED.build,
			});
			const [row] = await queryRows(
				connection,
				`select max(as_of) - date '1970-01-01' as day from risk_dates where known_on < date '9999-12-31' or as_of = month_end_on`,
			);
			const ladders: RiskLadder[] = [];
			for (const level of await keptLevels(connection))
				ladders.push(new RiskLadder(await readCutOffs(connection, 'risk_slices', level)));
			return { ladders, known_day: Number(row!['day']) };
		});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
