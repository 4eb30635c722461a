import { DuckDBInstance } from '@duckdb/node-api';

/** A database file that this process alone has open, until `close`. */
export interface ExclusiveFile {
	close: () => void;
}

/** Who has a database file open, where somebody has: its process, where the system tells. */
export interface HeldBy {
	pid: number | undefined;
}

/**
 * Opens a database file so that nobody else can, or says who has it open. The system keeps the lock and releases it when
 * its process ends, whatever the way; it holds across containers, where process ids mean nothing. Two traps: a process
 * never meets its own lock, and loses it when it opens and closes the same file once more.
 * @throws the engine's error for a file that is absent, damaged or not to be written.
 */
export async function openExclusively(path: string): Promise<ExclusiveFile | HeldBy> {
	try {
		const instance = await DuckDBInstance.create(path, { threads: '1' });
		return { close: () => instance.closeSync() };
	} catch (error) {
		if (!isHeldElsewhere(error)) throw error;
		const pid = Number(/\(PID (\d+)\)/.exec(String(error))?.[1] ?? 0);
		return { pid: pid > 0 ? pid : undefined };
	}
}

/** Whether the engine failed because another process has the file open. */
export function isHeldElsewhere(error: unknown): boolean {
	return /Could not set lock on file/.test(String(error));
}
