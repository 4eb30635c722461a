import { Worker } from 'node:worker_threads';
import { Fault } from '../../fault.ts';
import type { ReadTask } from './file-reader.ts';
import { HereReader } from './here-reader.ts';
import { MEMORY_MARK, type ReadAnswer, type ReadOrder } from './reader-messages.ts';

let reader: HereReader | undefined;

process.on('disconnect', () => process.exit(0));
process.on('message', (order: ReadOrder) => {
	if (order.kind === 'start') {
		reader = new HereReader(order.limits, order.engine);
		watchMemory(order.limits.memoryBytes);
	} else {
		void obey(order.task).then((answer) => process.send!(answer));
	}
});

async function obey(task: ReadTask): Promise<ReadAnswer> {
	try {
		return { kind: 'done', result: await reader!.run(task) };
	} catch (error) {
		const stack = error instanceof Error ? error.stack : undefined;
		if (error instanceof Fault) return { kind: 'fault', code: error.code, sentence: error.message, stack };
		return {
			kind: 'fault',
			code: 'input',
			sentence: `${task.shown} cannot be read: ${String(error)}`,
			stack,
		};
	}
}

/** A thread of its own sees memory grow while the file keeps the others busy. */
function watchMemory(limit: number): void {
	const watch = `
		const { writeSync } = require('node:fs');
		setInterval(() => {
			if (process.memoryUsage.rss() <= ${limit}) return;
			writeSync(2, ${JSON.stringify(MEMORY_MARK)});
			process.kill(process.pid, 'SIGKILL');
		}, 50);`;
	new Worker(watch, { eval: true }).unref();
}
