import { expectedFault } from '../lib/server/system-fault.ts';

/** Prints an error as one sentence and returns the exit code: 1 for failed checks, 2 for configuration and input. */
export function tellError(error: unknown, isDebug: boolean): number {
	const fault = expectedFault(error);
	if (fault) {
		process.stderr.write(`vital-few: ${fault.message}\n`);
		if (isDebug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
		if (isDebug && fault.cause instanceof Error) process.stderr.write(`Cause: ${fault.cause.message}\n`);
		return fault.code === 'checks' ? 1 : 2;
	}
	const message = error instanceof Error ? error.message : String(error);
	process.stderr.write(`vital-few: something unexpected happened: ${message.split('\n')[0]}\n`);
	if (isDebug) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	else process.stderr.write('Run the same command with --debug to see where.\n');
	return 1;
}
