import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { removeLeftExports } from '../export/copy-file.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { BodyCache } from './body-cache.ts';
import { Gate } from './gate.ts';
import { allowedHosts } from './hosts.ts';
import { silentLog } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { RecentQuestions } from './recent-questions.ts';

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
const MOST_RECENT = 250;

/** What the handlers of all resources share. */
export interface Service {
	warehouse: Warehouse;
	/** Version of this package: another one may say the same differently. */
	version: string;
	gate: Gate;
	cache: BodyCache;
	/** What was asked of late. */
	recent: RecentQuestions;
	log: Logger;
	metrics: Metrics;
	hosts: ReadonlySet<string>;
}

/** What a handler tells the log and the metrics of its request. */
export interface RequestNotes {
	answer?: string;
	format?: string;
	road?: string;
	rows?: number;
	/** The statement that failed: for the log, never for the caller. */
	sql?: string;
}

/** What Hono carries through a request. */
export interface Env {
	Variables: { requestId: string; notes: RequestNotes };
}

/** What an API over a warehouse shares. */
export function createService(warehouse: Warehouse, options: ApiOptions): Service {
	removeLeftExports(warehouse.scratch, Date.now());
	const gate = new Gate(Math.max(2, Math.floor(availableParallelism() / 2)), LONGEST_QUEUE);
	return {
		warehouse,
		version: packageVersion(),
		gate,
		cache: new BodyCache(options.cacheBytes ?? CACHE_BYTES),
		recent: new RecentQuestions(MOST_RECENT),
		log: options.log ?? silentLog(),
		metrics: createMetrics({ isProcess: options.isProcess ?? false, waiting: () => gate.waiting }),
		hosts: allowedHosts(options.hosts ?? []),
	};
}

function packageVersion(): string {
	return (JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string })
		.version;
}
