import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { OpenSources } from '../../sources/open-sources.ts';
import { queryRows } from '../engine.ts';
import { buildPaths } from './builds.ts';

/** What a build read, kept beside it, so that the next one can tell what has changed. */
export interface BuildRecord {
	built_at: string;
	currency: string;
	/** The last day whose month was complete; null where none was. */
	as_of: string | null;
	entities: readonly EntityRead[];
	files: readonly FileRead[];
	/** The order lines that were used, by calendar month. */
	months: readonly MonthRead[];
	/** Differences to the build before that somebody accepted with `build --accept`. */
	accepted: readonly string[];
}

export interface EntityRead {
	entity: string;
	rows_read: number;
	rows_rejected: number;
}

/** One physical file, by the table that it belongs to. */
export interface FileRead {
	table: string;
	file: string;
	rows: number;
	bytes: number;
	/** Whether the order lines come from it, and not only something that describes them. */
	is_of_lines: boolean;
}

export interface MonthRead {
	/** Its first day. */
	month: string;
	lines: number;
	/** Exact text, in the reporting currency; null where no line has an amount. */
	amount: string | null;
}

const NAME = 'read.json';

function recordPath(projectDir: string, buildId: string): string {
	return join(buildPaths(projectDir).builds, buildId, NAME);
}

/** Keeps the record beside the build. */
export function writeBuildRecord(projectDir: string, buildId: string, record: BuildRecord): void {
	writeFileSync(recordPath(projectDir, buildId), `${JSON.stringify(record, null, '\t')}\n`, { flush: true });
}

/** The record of a build; undefined where an older version made it, or it is damaged: there is nothing to compare with. */
export function readBuildRecord(projectDir: string, buildId: string): BuildRecord | undefined {
	const path = recordPath(projectDir, buildId);
	if (!existsSync(path)) return undefined;
	try {
		const record = JSON.parse(readFileSync(path, 'utf8')) as BuildRecord;
		return Array.isArray(record.months) && Array.isArray(record.files) ? record : undefined;
	} catch {
		return undefined;
	}
}

/** What was staged, as the next build will want to know it. */
export async function recordOf(
	connection: DuckDBConnection,
	sources: Pick<OpenSources, 'files' | 'readers' | 'statements'>,
	about: Pick<BuildRecord, 'built_at' | 'currency' | 'as_of'>,
): Promise<BuildRecord> {
	const entities: EntityRead[] = [];
	for (const entity of sources.statements.keys()) {
		const [row] = await queryRows(
			connection,
			`select count(*) as read, count(*) filter (rejection is not null) as rejected,
				(select count(*) from staged.malformed_lines where entity = '${entity}') as broken
			from staged.${entity}_read`,
		);
		const broken = Number(row!['broken']);
		entities.push({
			entity,
			rows_read: Number(row!['read']) + broken,
			rows_rejected: Number(row!['rejected']) + broken,
		});
	}
	const months = await queryRows(
		connection,
		`select cast(date_trunc('month', ordered_on) as date) as month, count(*) as lines, cast(sum(net_amount) as varchar) as amount
		from staged.order_lines group by all order by month`,
	);
	const lines = entities.find(({ entity }) => entity === 'order_lines')?.rows_read ?? 0;
	return {
		...about,
		entities,
		files: sources.files.flatMap((table) =>
			table.parts.map((part) => ({
				table: table.name,
				file: part.file,
				rows: part.rows,
				bytes: part.bytes,
				is_of_lines:
					(sources.readers.get(table.name)?.includes('order_lines') ?? false) &&
					(table.parts.length > 1 || table.rows >= lines / 2),
			})),
		),
		months: months as unknown as MonthRead[],
		accepted: [],
	};
}
