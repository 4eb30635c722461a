import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError } from '@sveltejs/kit';
import { building } from '$app/environment';
import { createApi } from './lib/server/api/app.ts';
import { packedPage } from './lib/server/api/compression.ts';
import { LONGEST_ADDRESS } from './lib/server/api/guard.ts';
import { allowedHosts, isAllowedHost } from './lib/server/api/hosts.ts';
import { createLog } from './lib/server/api/log.ts';
import { SAMPLE_DIR } from './lib/server/package-root.ts';
import { Warehouse } from './lib/server/warehouse/warehouse.ts';

// A person at a terminal is told what goes wrong; a file or a collector gets a line for every request.
const log = createLog(process.env['VITAL_FEW_LOG'] ?? (process.stdout.isTTY ? 'warn' : 'info'));
const configuredHosts = [process.env['HOST'], process.env['VITAL_FEW_HOSTS']];
const hosts = allowedHosts(configuredHosts);
let api: Promise<ReturnType<typeof createApi>> | undefined;

function openApi(): Promise<ReturnType<typeof createApi>> {
	api ??= Warehouse.open(process.env['VITAL_FEW_DIR'] ?? SAMPLE_DIR).then(
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

export const handle: Handle = async ({ event, resolve }) => {
	if (building) return resolve(event);
	if (API_PATHS.test(event.url.pathname)) return (await openApi()).fetch(event.request);
	if (!isAllowedHost(event.request.headers.get('host') ?? event.url.host, hosts)) {
		return new Response('This server does not answer under that name.\n', { status: 421 });
	}
	if (event.url.href.length > LONGEST_ADDRESS) return new Response(TOO_LONG, { status: 414 });
	// A page reads of what kind an answer is, to tell a problem from a server that is not there.
	const response = await resolve(event, {
		filterSerializedResponseHeaders: (name) => name === 'content-type',
	});
	response.headers.set('x-content-type-options', 'nosniff');
	response.headers.set('referrer-policy', 'same-origin');
	response.headers.set('cross-origin-opener-policy', 'same-origin');
	return packedPage(response, event.request.headers.get('accept-encoding'));
};

/** What nobody expected is logged with an id, and only the id is shown. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	const request_id = randomUUID();
	if (status >= 500) log.error({ request_id, path: event.url.pathname, err: error }, 'a page failed');
	return { message, request_id };
};
