import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnswerRows } from '../../src/lib/contract/rows.ts';
import { entity, type EntityName } from '../../src/lib/contract/entities.ts';
import { HereReader } from '../../src/lib/server/sources/read/here-reader.ts';
import { readProject } from '../../src/lib/server/sources/config.ts';
import { ask as askWarehouse, type AnswerMeta } from '../../src/lib/server/warehouse/ask/ask.ts';
import type { BuildReport } from '../../src/lib/server/warehouse/build/build-report.ts';
import { buildWarehouse } from '../../src/lib/server/warehouse/build/build.ts';
import { Warehouse } from '../../src/lib/server/warehouse/warehouse.ts';

export type Cell = string | number | boolean | null;
export type GivenRow = Record<string, Cell>;

export interface Given {
	/** Rows by entity; a text is a number's exact decimal, too. */
	rows: Partial<Record<EntityName, GivenRow[]>>;
	/** Further lines of `vital-few.yaml`. */
	config?: string;
	/** Source statements other than the one that reads the rows as they are, each from `<entity>_file`. */
	statements?: Partial<Record<EntityName, string>>;
	today?: string;
	/** Whether `today` is a past day that the build takes the rows back to. */
	isPast?: boolean;
}

/** A warehouse built in process from a few rows, and a way to ask it. */
export interface Built {
	dir: string;
	report: BuildReport;
	warehouse: Warehouse;
	ask<A extends keyof AnswerRows>(
		answer: A,
		parameters?: Record<string, string | readonly string[] | undefined>,
	): Promise<{ meta: AnswerMeta; rows: AnswerRows[A][] }>;
	close(): void;
}

const TODAY = '2026-11-22';
let buildCount = 0;

/** Writes a project of the given rows and builds it: real sources, real build, real warehouse. */
export async function given(given: Given): Promise<Built> {
	const dir = mkdtempSync(join(tmpdir(), 'vital-few-given-'));
	writeProject(dir, given);
	return buildProject(dir, given.today ?? TODAY, false, given.isPast);
}

/** A project folder that reads each entity from an NDJSON file of texts. */
export function writeProject(dir: string, { rows, config, statements }: Given): void {
	mkdirSync(join(dir, 'sources'), { recursive: true });
	const names = Object.keys(rows) as EntityName[];
	const files = names.map((name) => `  ${name}_file:\n    path: ${name}.csv\n    format: csv\n`).join('');
	writeFileSync(
		join(dir, 'vital-few.yaml'),
		`company: Given\ncurrency: EUR\n${config ?? ''}\nfiles:\n${files}`,
	);
	for (const name of names) {
		const list = rows[name]!;
		const columns = [...new Set(list.flatMap((row) => Object.keys(row)))];
		const header =
			columns.length > 0
				? columns
				: entity(name)
						.columns.filter((column) => column.required)
						.map((column) => column.name);
		const lines = [
			header.join(','),
			...list.map((row) => header.map((column) => csvCell(row[column] ?? null)).join(',')),
		];
		writeFileSync(join(dir, `${name}.csv`), `${lines.join('\n')}\n`);
		const selected = header.map((column) => `"${column}"`).join(', ');
		writeFileSync(
			join(dir, 'sources', `${name}.sql`),
			statements?.[name] ??
				`select ${selected}, '${name}.csv' as source_file, line_number as source_line from ${name}_file\n`,
		);
	}
}

function csvCell(cell: Cell): string {
	return cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`;
}

/** Builds the project in `dir` and opens its warehouse. */
export async function buildProject(
	dir: string,
	today = TODAY,
	accept = false,
	isPast = false,
): Promise<Built> {
	const report = await buildWarehouse({
		project: readProject(dir),
		today,
		now: `${today}T12:00:00Z`,
		buildId: `t${process.pid}_${buildCount++}`,
		onStep: () => undefined,
		threads: 2,
		reader: new HereReader(),
		accept,
		isPast,
	});
	const warehouse = await Warehouse.open(dir, { threads: 2, clock: () => today });
	return {
		dir,
		report,
		warehouse,
		async ask(answer, parameters = {}) {
			const pairs = Object.entries(parameters).flatMap(([name, value]) =>
				(value === undefined ? [] : Array.isArray(value) ? value : [value]).map(
					(one) => [name, String(one)] as [string, string],
				),
			);
			const { meta, rows } = await askWarehouse(warehouse, answer, pairs);
			return { meta, rows: rows as never };
		},
		close() {
			warehouse.close();
			rmSync(dir, { recursive: true, force: true });
		},
	};
}

/** Order lines from short tuples: account, day, amount; the order is the account and the day. */
export function orderLines(
	lines: readonly (readonly [string, string, number | string | null, GivenRow?])[],
): GivenRow[] {
	return lines.map(([account_id, ordered_on, net_amount, more]) => ({
		order_id: `${account_id}-${ordered_on}`,
		account_id,
		ordered_on,
		net_amount,
		...more,
	}));
}
