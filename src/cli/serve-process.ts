import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { allowedHosts, isAllowedHost } from '../lib/server/api/hosts.ts';
import { createLog } from '../lib/server/api/log.ts';
import { listeningAddress } from '../lib/server/loopback.ts';
import { PACKAGE_ROOT, SAMPLE_DIR } from '../lib/server/package-root.ts';
import { DEFAULT_PORT, parsePort, requireFreePort } from './ports.ts';
import { tellError } from './tell-error.ts';

// Libraries that check themselves while developing are quiet and quick.
process.env['NODE_ENV'] = 'production';
process.env['VITAL_FEW_DIR'] ??= SAMPLE_DIR;

const log = createLog(process.env['VITAL_FEW_LOG'] ?? 'warn');
const hosts = allowedHosts([process.env['HOST'], process.env['VITAL_FEW_HOSTS']]);

try {
	await serve(process.env['VITAL_FEW_DIR']);
} catch (error) {
	process.exit(tellError(error, false));
}

/** Listens and serves. That nobody else may reach it is held here, where it listens, so that no start goes round it. */
async function serve(dir: string): Promise<void> {
	const address = await listeningAddress(process.env['HOST']);
	const port = parsePort(process.env['PORT'] ?? String(DEFAULT_PORT), 'PORT');
	await requireFreePort(port, address, 'vital-few serve --port');
	const { handler } = (await import(pathToFileURL(join(PACKAGE_ROOT, 'build', 'handler.js')).href)) as {
		handler: RequestListener;
	};
	// The API refuses an address that is too long with a problem of its own; Node would only hang up.
	const server = createServer({ maxHeaderSize: 256 * 1024 }, (request, response) => {
		response.on('pipe', (source: Readable) => source.on('error', (error) => giveUp(response, error)));
		if (!isAllowedHost(request.headers.host ?? '', hosts) && !isOfApi(request.url)) {
			say(response, 421, 'This server does not answer under that name.');
		} else if (isGone(request.url)) {
			say(
				response,
				404,
				'There is no such file. Was the app built anew? Then stop the server and start it again.',
			);
		} else handler(request, response);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, address, resolve);
	});
	// One request that goes wrong ends neither the others nor the process.
	server.on('error', (error) => log.error({ err: error }, 'the server reported an error'));
	process.on('unhandledRejection', (error) => log.error({ err: error }, 'a request left a failure behind'));
	process.on('uncaughtException', (error) =>
		log.error({ err: error }, 'something failed outside of its request'),
	);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			server.close(() => process.exit(0));
			server.closeAllConnections();
		});
	}
	const listening = server.address();
	const actual = typeof listening === 'object' && listening !== null ? listening.port : port;
	const shown = address.includes(':') ? `[${address}]` : address;
	process.stdout.write(`Vital Few serves ${dir} at http://${shown}:${actual}  (Ctrl+C stops it)\n`);
}

/** Paths that refuse a foreign host with a problem document of their own. */
function isOfApi(url = ''): boolean {
	return /^\/(api(\/|$)|healthz$|readyz$|metrics$)/.test(url.split('?')[0]!);
}

/** A file of the app that was there when the server started; the list of them is not read again. */
function isGone(url = ''): boolean {
	const path = url.split(/[?#]/)[0]!;
	return /^\/_app\/[\w./-]+$/.test(path) && !existsSync(join(PACKAGE_ROOT, 'build', 'client', path));
}

function say(response: ServerResponse<IncomingMessage>, status: number, sentence: string): void {
	response.writeHead(status, {
		'content-type': 'text/plain; charset=utf-8',
		'cache-control': 'no-store',
		'x-content-type-options': 'nosniff',
	});
	response.end(`${sentence}\n`);
}

/** A file that goes away while it is sent: its reader is told by the end of the connection, nobody else notices. */
function giveUp(response: ServerResponse<IncomingMessage>, error: Error): void {
	log.error({ err: error }, 'a file could not be sent');
	response.destroy();
}
