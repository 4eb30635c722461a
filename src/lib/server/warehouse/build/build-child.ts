import type { Fault } from '../../fault.ts';
import { readProject } from '../../sources/config.ts';
import { buildFault } from './build-fault.ts';
import { buildWarehouse } from './build.ts';
import type { BuildReport, BuildStep } from './build-report.ts';

/** What the parent asks the child to build. */
export interface BuildOrder {
	dir: string;
	today: string;
	isPast: boolean;
	now: string;
	buildId: string;
	accept: boolean;
	/** Fewer than all where a server reads meanwhile. */
	threads: number | undefined;
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
			isPast: order.isPast,
			now: order.now,
			buildId: order.buildId,
			accept: order.accept,
			onStep: (step) => process.send!({ kind: 'step', step } satisfies BuildMessage),
			isWanted: () => process.connected,
			...(order.threads === undefined ? {} : { threads: order.threads }),
		});
		return { kind: 'done', report };
	} catch (error) {
		const stack = error instanceof Error ? error.stack : undefined;
		const fault = buildFault(error);
		if (fault) return { kind: 'fault', code: fault.code, sentence: fault.message, stack };
		return { kind: 'crash', message: error instanceof Error ? error.message : String(error), stack };
	}
}
