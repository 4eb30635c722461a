import type { Handle } from '@sveltejs/kit';
import { building } from '$app/environment';
import { createApi } from './lib/server/api/app.ts';
import { SAMPLE_DIR } from './lib/server/package-root.ts';
import { Warehouse } from './lib/server/warehouse/warehouse.ts';

let api: ReturnType<typeof createApi> | undefined;

async function openApi(): Promise<ReturnType<typeof createApi>> {
	api ??= createApi(await Warehouse.open(process.env['VITAL_FEW_DIR'] ?? SAMPLE_DIR));
	return api;
}

/** Paths that the API answers; every other one is a page. */
const API_PATHS = /^\/(api(\/|$)|healthz$|readyz$|metrics$)/;

export const handle: Handle = async ({ event, resolve }) => {
	if (!building && API_PATHS.test(event.url.pathname)) {
		return (await openApi()).fetch(event.request);
	}
	return resolve(event);
};
