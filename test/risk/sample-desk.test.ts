import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { PACKAGE_ROOT, SAMPLE_DIR } from '../../src/lib/server/package-root.ts';
import { openEngine, queryRows } from '../../src/lib/server/warehouse/engine.ts';

const DESK = join(SAMPLE_DIR, 'recipe', 'desk');
let engine: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
	engine = await openEngine({});
	connection = await engine.connect();
});
afterAll(() => {
	connection?.closeSync();
	engine?.closeSync();
});

/** What was told of one account, oldest first. */
async function told(account: string): Promise<Record<string, unknown>[]> {
	return queryRows(
		connection,
		`select filename[-18:-9] as as_of, last_order_on::varchar as last_order_on, cadence_state, p_silent, is_at_risk, risk_level
		from read_parquet('${join(DESK, 'told', 'risk', '*.parquet')}', filename = true)
		where level = 'account' and account_id = '${account}' order by 1`,
	);
}

describe('what the sample would have been told', () => {
	it('is of 24 months, and small', () => {
		const files = readdirSync(DESK, { recursive: true, encoding: 'utf8' });
		expect(files.filter((file) => /^told.risk.*\.parquet$/.test(file))).toHaveLength(24);
		const bytes = files.reduce((sum, file) => sum + statSync(join(DESK, file)).size, 0);
		expect(bytes).toBeLessThan(6_000_000);
		expect(PACKAGE_ROOT).toBe(join(SAMPLE_DIR, '..'));
	});

	it('flags the account that faded before it was gone, and the seasonal one no longer once it knew two of its seasons', async () => {
		const faded = await told('A-00004');
		const last = String(faded.at(-1)!['last_order_on']);
		const before = faded.filter((row) => row['is_at_risk'] === true && String(row['as_of']) < last);
		expect(before[0]?.['as_of']).toBe('2026-01-31');
		expect(last).toBe('2026-07-29');
		expect(faded.at(-1)!['risk_level']).toBe('very_high');
		// In its first year of rest nobody could know that it would come back; told at risk, it did.
		const seasonal = await told('A-00005');
		const known = seasonal.filter((row) => String(row['as_of']) >= '2026-01-31');
		expect(known.length).toBe(9);
		expect(known.filter((row) => row['is_at_risk'] === true)).toEqual([]);
	});
});
