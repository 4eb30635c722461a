import { Fault } from '../lib/server/fault.ts';

/** Prints an error as one sentence and returns the exit code: 1 for failed checks, 2 for configuration and input. */
export function tellError(error: unknown, isDebug: boolean): number {
	if (error instanceof Fault) {
		process.stderr.write(`vital-few: ${error.message}\n`);
		if (isDebug && error.stack !== undefined) process.stderr.write(`${error.stack}\n`);
		return error.code === 'checks' ? 1 : 2;
	}
	const message = error instanceof Error ? error.message : String(error);
	process.stderr.write(`vital-few: something unexpected happened: ${message.split('\n')[0]}\n`);
	if (isDebug) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	else process.stderr.write('Run the same command with --debug to see where.\n');
	return 1;
}
