import { expect } from 'vitest';
import type { AnswerRows } from '../../src/lib/contract/rows.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import type { Built } from './given.ts';

/**
 * Asks a warehouse every answer at both levels, and expects rows without NaN, infinity or a share of revenue outside 0..1.
 * Returns how many rows came.
 */
export async function askEverything(built: Built): Promise<number> {
	let count = 0;
	for (const { name } of catalog().answers.values()) {
		for (const level of ['account', 'group']) {
			const { rows } = await built.ask(name as keyof AnswerRows, { level, limit: '500' });
			count += rows.length;
			for (const row of rows as unknown as Record<string, unknown>[]) expectSaneNumbers(row, name);
		}
	}
	return count;
}

const SHARES = ['cr1', 'cr4', 'cr10', 'hhi', 'gini', 'cumulative_share', 'accounts_for_80pct_share', 'grr'];

function expectSaneNumbers(row: Record<string, unknown>, name: string): void {
	for (const [column, value] of Object.entries(row)) {
		if (typeof value !== 'number') continue;
		expect(Number.isFinite(value), `${name}.${column} = ${value}`).toBe(true);
		if (!SHARES.includes(column)) continue;
		expect(value, `${name}.${column}`).toBeGreaterThanOrEqual(0);
		// The whale curve rises above all profit, and falls back to it.
		if (name !== 'whale_curve') expect(value, `${name}.${column}`).toBeLessThanOrEqual(1 + 1e-9);
	}
}

/** Expects every row read to be used or set aside, in each currency, to the last decimal; returns the rows read. */
export function expectReconciled({ report }: Built): number {
	for (const row of report.reconciliation) expect(row.is_equal, JSON.stringify(row)).toBe(true);
	return report.reconciliation.reduce((sum, row) => sum + row.rows_read, 0);
}
