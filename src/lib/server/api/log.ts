import { pino, type Logger } from 'pino';

/** The server's log on standard output, one JSON object a line; `level` as pino names them. Addresses are logged without their query. */
export function createLog(level: string): Logger {
	return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** A log that says nothing. */
export function silentLog(): Logger {
	return pino({ level: 'silent' });
}
