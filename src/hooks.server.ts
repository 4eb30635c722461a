import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Handle, HandleFetch, HandleServerError, RequestEvent } from '@sveltejs/kit';
import { building } from '$app/environment';
import { createApi } from './lib/server/api/app.ts';
import { packedPage } from './lib/server/api/compression.ts';
import { LONGEST_ADDRESS, loggedPath } from './lib/server/api/guard.ts';
import { allowedHosts, isAllowedHost } from './lib/server/api/hosts.ts';
import { createLog } from './lib/server/api/log.ts';
import { isLoopback } from './lib/server/loopback.ts';
import { SAMPLE_DIR } from './lib/server/package-root.ts';
import { Warehouse } from './lib/server/warehouse/warehouse.ts';

// A person at a terminal is told what goes wrong; a file or a collector gets a line for every request.
const log = createLog(process.env['VITAL_FEW_LOG'] ?? (process.stdout.isTTY ? 'warn' : 'info'));
const configuredHosts = [process.env['HOST'], process.env['VITAL_FEW_HOSTS']];
const hosts = allowedHosts(configuredHosts);
let api: Promise<ReturnType<typeof createApi>> | undefined;

function openApi(): Promise<ReturnType<typeof createApi>> {
	api ??= Warehouse.open(process.env['VITAL_FEW_DIR'] ?? SAMPLE_DIR, {
		onTrouble: (sentence) => log.error(sentence),
	}).then(
		(warehouse) => createApi(warehouse, { log, hosts: configuredHosts, isProcess: true }),
		(error: unknown) => {
			// The next request tries again: a folder may appear.
			api = undefined;
			throw error;
		},
	);
	return api;
}

/** Paths that the API answers; every other one is a page. */
const API_PATHS = /^\/(api(\/|$)|healthz$|readyz$|metrics$)/;

const TOO_LONG = `The address is too long: the most is ${LONGEST_ADDRESS} characters. Take some of the filters away.\n`;

const OPEN_ADDRESS =
	'This server answers this machine alone: there is no sign-in yet. Put a server that signs people in before it.\n';

/** Whether a request came in on an address that other machines reach, whoever listens on it. */
function cameFromOutside({ platform }: RequestEvent): boolean {
	const { req } = (platform ?? {}) as { req?: IncomingMessage };
	const address = req?.socket.localAddress;
	return address !== undefined && !isLoopback(address);
}

export const handle: Handle = async ({ event, resolve }) => {
	if (building) return resolve(event);
	if (cameFromOutside(event)) return new Response(OPEN_ADDRESS, { status: 403 });
	if (API_PATHS.test(event.url.pathname)) return (await openApi()).fetch(event.request);
	if (!isAllowedHost(event.request.headers.get('host') ?? event.url.host, hosts)) {
		return new Response('This server does not answer under that name.\n', { status: 421 });
	}
	if (event.url.href.length > LONGEST_ADDRESS) return new Response(TOO_LONG, { status: 414 });
	// A page reads of what kind an answer is, to tell a problem from a server that is not there.
	const response = await resolve(event, {
		filterSerializedResponseHeaders: (name) => name === 'content-type',
	});
	// Figures are for whoever asked for them, and of the build that was in service then.
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache');
	response.headers.set('x-content-type-options', 'nosniff');
	response.headers.set('referrer-policy', 'same-origin');
	response.headers.set('cross-origin-opener-policy', 'same-origin');
	return packedPage(response, event.request.headers.get('accept-encoding'));
};

/** A page that its reader left takes its questions with it. */
export const handleFetch: HandleFetch = ({ event, request, fetch }) =>
	fetch(new Request(request, { signal: AbortSignal.any([request.signal, event.request.signal]) }));

/** What nobody expected is logged with an id, and only the id is shown. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	const request_id = randomUUID();
	if (event.request.signal.aborted) return { message, request_id };
	if (status >= 500)
		log.error({ request_id, path: loggedPath(event.url.pathname), err: error }, 'a page failed');
	return { message, request_id };
};
