import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = 'VITAL_FEW_SHARED_BY_TESTS';

/** Makes the folder that the files of one run share, before the processes that run them start, and removes it after the last. */
export default function setUp(): () => void {
	const folder = mkdtempSync(join(tmpdir(), 'vital-few-shared-'));
	process.env[NAME] = folder;
	return () => rmSync(folder, { recursive: true, force: true });
}

/** The folder that the files of this run share; undefined where a program other than the suite runs. */
export const sharedFolder = (): string | undefined => process.env[NAME];
