import type { DuckDBConnection } from '@duckdb/node-api';
import { queryRows } from '../engine.ts';
import type { Level } from './risk-slices.ts';

/** The levels that the marts hold: accounts, and groups unless each account is a group of its own. */
export async function keptLevels(connection: DuckDBConnection): Promise<Level[]> {
	const [row] = await queryRows(connection, 'select has_group_level from features');
	return row!['has_group_level'] === true ? ['account', 'group'] : ['account'];
}
