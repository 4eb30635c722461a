import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { answerRoutes } from './answers.ts';
import { BodyCache } from './body-cache.ts';
import { documentRoutes } from './documents.ts';
import { Gate } from './gate.ts';
import { guard, watch } from './guard.ts';
import { healthRoutes } from './health.ts';
import { allowedHosts } from './hosts.ts';
import { silentLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { problemResponse } from './problem.ts';
import { recordRoutes } from './records.ts';
import { Refusal } from './refusal.ts';
import type { Env, Service } from './service.ts';

export interface ApiOptions {
	/** Default: none. */
	log?: Logger;
	/** Names, beside this machine's own, under which it may be asked. */
	hosts?: readonly (string | undefined)[];
	/** Bytes of answers kept in memory; 0 keeps none. */
	cacheBytes?: number;
	/** Whether the process's own figures (memory, event loop) are counted too; once a process. */
	isProcess?: boolean;
}

const CACHE_BYTES = 64 * 1024 * 1024;
const LONGEST_QUEUE = 100;

/** The API as one Hono application over a project's warehouse: `/api`, `/healthz`, `/readyz` and `/metrics`. */
export function createApi(warehouse: Warehouse, options: ApiOptions = {}) {
	const gate = new Gate(Math.max(2, Math.floor(availableParallelism() / 2)), LONGEST_QUEUE);
	const service: Service = {
		warehouse,
		version: packageVersion(),
		gate,
		cache: new BodyCache(options.cacheBytes ?? CACHE_BYTES),
		log: options.log ?? silentLog(),
		metrics: createMetrics({ isProcess: options.isProcess ?? false, waiting: () => gate.waiting }),
		hosts: allowedHosts(options.hosts ?? []),
	};
	const app = new Hono<Env>();
	app.onError((error, context) => problemResponse(error, context.req.path, context.get('requestId')));
	app.notFound((context) => {
		const refusal = new Refusal(
			'no-such-path',
			`There is nothing at ${context.req.path.slice(0, 200)}; /api/docs lists what there is.`,
		);
		return problemResponse(refusal, context.req.path, context.get('requestId'));
	});
	app.use(watch(service), guard(service));
	app.route('/', healthRoutes(service));
	app.route('/api', documentRoutes(service));
	app.route('/api/v1/accounts', recordRoutes(service));
	app.route('/api/v1', answerRoutes(service));
	return app;
}

function packageVersion(): string {
	return (JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string })
		.version;
}
