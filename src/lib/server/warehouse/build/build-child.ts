import { Fault } from '../../fault.ts';
import { readProject } from '../../sources/config.ts';
import { buildWarehouse } from './build.ts';
import type { BuildReport, BuildStep } from './build-report.ts';

/** What the parent asks the child to build. */
export interface BuildOrder {
	dir: string;
	today: string;
	now: string;
	buildId: string;
}

/** What the child tells the parent. */
export type BuildMessage =
	| { kind: 'step'; step: BuildStep }
	| { kind: 'done'; report: BuildReport }
	| { kind: 'fault'; code: Fault['code']; sentence: string; stack: string | undefined }
	| { kind: 'crash'; message: string; stack: string | undefined };

// A build without its parent has nobody to report to and no lock: it stops.
process.on('disconnect', () => process.exit(1));
process.on('message', (order: BuildOrder) => {
	void obey(order).then((message) => process.send!(message, () => process.exit(0)));
});

async function obey(order: BuildOrder): Promise<BuildMessage> {
	try {
		const report = await buildWarehouse({
			project: readProject(order.dir),
			today: order.today,
			now: order.now,
			buildId: order.buildId,
			onStep: (step) => process.send!({ kind: 'step', step } satisfies BuildMessage),
		});
		return { kind: 'done', report };
	} catch (error) {
		const stack = error instanceof Error ? error.stack : undefined;
		if (error instanceof Fault) return { kind: 'fault', code: error.code, sentence: error.message, stack };
		return { kind: 'crash', message: error instanceof Error ? error.message : String(error), stack };
	}
}
