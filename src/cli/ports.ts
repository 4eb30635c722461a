import { createServer } from 'node:net';
import { Fault } from '../lib/server/fault.ts';

export const DEFAULT_PORT = 4747;
/** How many ports after a taken one are tried. */
const TRIED = 50;

/** A port as given on the command line or in the environment. Throws {@link Fault} `input` for what is none. */
export function parsePort(text: string, name: string): number {
	if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
		throw new Fault('input', `${name} must be a number from 0 to 65535; got '${text}'.`);
	return Number(text);
}

/**
 * Refuses a port that another program has, and names the next one that is free. Port 0 is any free one.
 * @param again how to start on another port, without the number
 * @throws {Fault} `input`
 */
export async function requireFreePort(port: number, address: string, again: string): Promise<void> {
	if (port === 0 || (await isFree(port, address))) return;
	for (let next = port + 1; next <= Math.min(port + TRIED, 65_535); next++) {
		if (!(await isFree(next, address))) continue;
		throw new Fault(
			'input',
			`Port ${port} is taken, perhaps by a server that was started before. Port ${next} is free: ${again} ${next}`,
		);
	}
	throw new Fault('input', `Port ${port} is taken, and so are those after it. Choose another: ${again} PORT`);
}

/** Whether a server could listen there now; what else prevents it is told when it does. */
function isFree(port: number, address: string): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
		probe.listen({ port, host: address, exclusive: true }, () => probe.close(() => resolve(true)));
	});
}
