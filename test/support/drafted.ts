import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InitReport } from '../../src/lib/server/sources/draft/init-report.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { buildProject, type Built } from './given.ts';

const TODAY = '2026-11-22';

/** Drafts a project from files as `vital-few init` does, changes nothing in it, and builds it. */
export async function buildFromFiles(
	paths: readonly string[],
	company = 'Drafted',
): Promise<Built & { init: InitReport }> {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-drafted-'));
	const init = await initProject({ paths, dir, cwd: dir, company, today: TODAY, reader: new HereReader() });
	return { ...(await buildProject(dir, TODAY)), init };
}
