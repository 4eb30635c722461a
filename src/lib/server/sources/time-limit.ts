import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../fault.ts';
import { durationShown } from './read/read-limits.ts';

/** How long an engine that was interrupted is waited for. */
const PATIENCE_MS = 10_000;

/**
 * Runs the work of one source statement and interrupts the connection when it takes longer than the limit.
 * @throws {Fault} `input`, naming the statement's file, the limit and what to do.
 */
export async function withTimeLimit<T>(
	connection: DuckDBConnection,
	limitMs: number,
	path: string,
	work: () => Promise<T>,
): Promise<T> {
	let isLate = false;
	const fault = (cause?: unknown): Fault =>
		new Fault(
			'input',
			`${path} was stopped: the statement ran longer than ${durationShown(limitMs)}. Look for a join that multiplies rows, or raise build.timeout in vital-few.yaml.`,
			{ cause },
		);
	const timers: NodeJS.Timeout[] = [];
	const late = new Promise<never>((_, reject) => {
		timers.push(
			setTimeout(() => {
				isLate = true;
				connection.interrupt();
				timers.push(setTimeout(() => reject(fault()), PATIENCE_MS));
			}, limitMs),
		);
	});
	try {
		return await Promise.race([work(), late]);
	} catch (error) {
		throw isLate ? fault(error) : error;
	} finally {
		for (const timer of timers) clearTimeout(timer);
	}
}
