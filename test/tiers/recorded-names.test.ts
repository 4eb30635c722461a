import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { buildProject, given } from '../support/given.ts';
import { rhythmicLines } from '../support/rhythms.ts';

it('tiers that were recorded under a column’s earlier name are read as they were given', async () => {
	const first = await given({
		rows: { order_lines: rhythmicLines({ accounts: 20, from: '2024-01-05', days: 700 }) },
		today: '2026-01-10',
	});
	const parameters = { level: 'account', as_of: '2025-10-31' };
	const before = (await first.ask('tiers', parameters)).rows;
	expect(before.length).toBeGreaterThan(10);
	first.warehouse.close();
	const folder = join(first.dir, 'desk/tiers/quarters');
	const instance = await DuckDBInstance.create(':memory:');
	const connection = await instance.connect();
	for (const file of readdirSync(folder)) {
		const path = join(folder, file);
		await connection.run(
			`copy (select * rename (order_days_to_date as orders_to_date) from '${path}') to '${path}.old' (format parquet)`,
		);
		renameSync(`${path}.old`, path);
	}
	instance.closeSync();
	const again = await buildProject(first.dir, '2026-01-11');
	try {
		expect((await again.ask('tiers', parameters)).rows).toEqual(before);
	} finally {
		again.warehouse.close();
		rmSync(first.dir, { recursive: true, force: true });
	}
});
