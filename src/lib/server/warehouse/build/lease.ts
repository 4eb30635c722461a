import type { DuckDBConnection } from '@duckdb/node-api';
import type { Warehouse, WarehouseFacts } from '../warehouse.ts';

/** A connection that outlives the call that took it, as a streamed body needs; the build stays attached until `release`. */
export interface Lease {
	connection: DuckDBConnection;
	facts: WarehouseFacts;
	/** Gives the connection back; a second call does nothing. */
	release: () => void;
}

/** Takes a connection to the build in service. Throws {@link Fault} `not_ready` when there is none. */
export function lease(warehouse: Warehouse): Promise<Lease> {
	return new Promise((resolve, reject) => {
		warehouse
			.read((connection, facts) => new Promise<void>((release) => resolve({ connection, facts, release })))
			.catch(reject);
	});
}
