import type { DuckDBConnection } from '@duckdb/node-api';

/** Between two statements there is nothing to interrupt, and the next would run to its end: it is tried again this often. */
const AGAIN_MS = 50;

/** Takes the work of a connection out of the engine once nobody waits for it any more. */
export interface Interrupter {
	/** Interrupts whatever the connection runs, from now until it is released. */
	start: () => void;
	/** To be called before the connection is given back: whoever has it next is not to be interrupted. */
	release: () => void;
}

/** An interrupter of `connection` that starts by itself when `signal` is aborted. */
export function interrupterOf(connection: DuckDBConnection, signal: AbortSignal): Interrupter {
	let timer: NodeJS.Timeout | undefined;
	let isReleased = false;
	const start = (): void => {
		if (isReleased || timer !== undefined) return;
		connection.interrupt();
		timer = setInterval(() => connection.interrupt(), AGAIN_MS);
	};
	if (signal.aborted) start();
	else signal.addEventListener('abort', start, { once: true });
	return {
		start,
		release: () => {
			isReleased = true;
			signal.removeEventListener('abort', start);
			clearInterval(timer);
		},
	};
}
