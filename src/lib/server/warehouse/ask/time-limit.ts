import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../../fault.ts';
import type { Asked } from './ask.ts';

/** How long a question may read order lines. */
export const LINES_MILLISECONDS = 20_000;

/**
 * Runs `work` on the connection, within a limited time where the question reads order lines.
 * @throws {Fault} `busy` when the time is over; the statement is stopped.
 */
export async function withinTime<T>(
	connection: DuckDBConnection,
	{ question, composed }: Pick<Asked, 'question' | 'composed'>,
	work: () => Promise<T>,
	milliseconds = LINES_MILLISECONDS,
): Promise<T> {
	if (!composed.reads_lines) return work();
	let isOver = false;
	const timer = setTimeout(() => {
		isOver = true;
		connection.interrupt();
	}, milliseconds);
	try {
		return await work();
	} catch (error) {
		if (!isOver) throw error;
		throw new Fault(
			'busy',
			`${question.answer} has read order lines for ${milliseconds / 1000} seconds and was stopped: ask for fewer accounts or a shorter window.`,
			{ cause: error },
		);
	} finally {
		clearTimeout(timer);
	}
}
