import type { WriteStream } from 'node:tty';
import type { BuildStep } from '../lib/server/warehouse/build/build-report.ts';

/** Tells the steps of a build while it runs. */
export interface ProgressPrinter {
	step(step: BuildStep): void;
	note(text: string): void;
	end(): void;
}

const BAR_WIDTH = 24;

/** A bar that is drawn over itself on a terminal; a plain line a step anywhere else. */
export function progressPrinter(stream: NodeJS.WriteStream | WriteStream): ProgressPrinter {
	const isTerminal = stream.isTTY === true;
	const clear = () => {
		if (isTerminal) stream.write('\r\x1b[2K');
	};
	return {
		step(step) {
			if (!isTerminal) {
				stream.write(
					`${String(step.index).padStart(2)}/${step.total} ${step.name}, ${step.milliseconds} ms\n`,
				);
				return;
			}
			const filled = Math.round((step.index / step.total) * BAR_WIDTH);
			clear();
			stream.write(
				`${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${step.index}/${step.total} ${step.name}`,
			);
		},
		note(text) {
			clear();
			stream.write(`${text}\n`);
		},
		end: clear,
	};
}
