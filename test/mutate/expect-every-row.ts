import { expect } from 'vitest';
import type { Row } from '../../src/lib/server/warehouse/ask/ask.ts';
import { expectCells } from '../support/second-road/expect-same.ts';

/** Expects the rows of an answer, in order, to have the cells that are wanted. */
export function expectEveryRow(
	rows: readonly Row[],
	wanted: readonly Record<string, unknown>[],
	where: string,
): void {
	expect(rows.length, `${where}, rows`).toBe(wanted.length);
	rows.forEach((row, i) => expectCells(row, wanted[i]!, `${where}, row ${i}`));
}
