import type { Project } from '../../sources/config.ts';
import type { BuildStep } from './build-report.ts';

/** What a build is made from. */
export interface BuildOptions {
	project: Project;
	/** Day of the build, ISO: rows dated after it are set aside. */
	today: string;
	/** The moment of the build, ISO: becomes `built_at`. */
	now: string;
	buildId: string;
	onStep: (step: BuildStep) => void;
	threads?: number;
}
