import type { Logger } from 'pino';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { BodyCache } from './body-cache.ts';
import type { Gate } from './gate.ts';
import type { Metrics } from './metrics.ts';

/** What the handlers of all resources share. */
export interface Service {
	warehouse: Warehouse;
	/** Version of this package: another one may say the same differently. */
	version: string;
	gate: Gate;
	cache: BodyCache;
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
