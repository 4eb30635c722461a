import type { FileReader } from '../../sources/read/file-reader.ts';
import type { Project } from '../../sources/config.ts';
import type { BuildStep } from './build-report.ts';

/** What a build is made from. */
export interface BuildOptions {
	project: Project;
	/** Day of the build, ISO: rows dated after it are set aside. */
	today: string;
	/** Whether that day was asked for: the sources are read as they could be known on it, and what is told is marked as made afterwards. */
	isPast?: boolean;
	/** The moment of the build, ISO: becomes `built_at`. */
	now: string;
	buildId: string;
	onStep: (step: BuildStep) => void;
	threads?: number;
	/** What reads the files; default: a process of its own. */
	reader?: FileReader;
	/** Goes on where the build differs from the one in service by more than the limits allow, and records that. */
	accept?: boolean;
	/** Asked before the new build is put into service; it is not where this says false. */
	isWanted?: () => boolean;
}
