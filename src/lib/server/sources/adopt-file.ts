import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { Fault } from '../fault.ts';
import { openEngine } from '../warehouse/engine.ts';
import {
	CONTRACT_NAME,
	matchColumns,
	readContract,
	writeContract,
	type ColumnTerms,
} from './column-contract.ts';
import { isWritten, TEXT } from './column-looks.ts';
import type { Project } from './config.ts';
import { isSet, membersOf, type SetMember } from './file-set.ts';
import { prepareFileTables, readingsOf, usedColumns } from './file-tables.ts';
import { nearestColumn } from './read-set.ts';
import type { FileReader } from './read/file-reader.ts';
import { contractLook } from './recognise/alike-tables.ts';
import { settleDayOrder } from './recognise/day-order.ts';
import { profileTable } from './recognise/scan-files.ts';
import { quoteIdentifier } from '../warehouse/sql-text.ts';

/** What `adopt` took in: for each column, in words. */
export interface Adopted {
	table: string;
	changes: string[];
}

const LEAST_WRITTEN = 0.8;

/**
 * Takes the headings and forms of one file into `columns.yaml`, so that a build reads it: a missing column is the nearest
 * that the file has, and a column that is written differently gets its new form beside the old one.
 * @param given the file as the person names it
 * @throws {Fault} `input` where no table reads the file, or nothing in it can stand for a missing column.
 */
export async function adoptFile(
	project: Project,
	given: string,
	cwd: string,
	reader: FileReader,
): Promise<Adopted> {
	const contract = readContract(project.dir);
	const { table, member } = tableOf(project, given, cwd);
	const terms = contract.get(table);
	if (terms === undefined) {
		throw new Fault(
			'input',
			`${CONTRACT_NAME} says nothing of ${table}, so a build holds ${member.shown} to nothing: there is nothing to adopt.`,
		);
	}
	const isUsed = usedColumns(project.dir)(table);
	const scratch = mkdtempSync(join(tmpdir(), 'vital-few-adopt-'));
	const instance = await openEngine({ tempDir: scratch });
	const connection = await instance.connect();
	try {
		await prepareFileTables(connection, scratch);
		const file = project.config.files[table]!;
		const changes: string[] = [];
		for (const { options } of await readingsOf(reader, member, file, isSet(file, project.dir))) {
			const task = {
				path: member.path,
				shown: member.shown,
				stem: 'adopted',
				file: options,
				scratchDir: scratch,
			};
			const source = await reader.table(task);
			await connection.run(`create or replace temp view adopted as ${source.select}`);
			const profile = await profileTable(connection, 'adopted', options, source.rows, 0, table);
			await settleDayOrder(connection, profile);
			const matched = headings(member, source.columns, terms, isUsed, changes);
			for (const column of profile.columns) {
				const wanted = matched.get(column.name);
				const own = wanted === undefined ? undefined : terms.get(wanted);
				if (own === undefined || own.looks.includes(TEXT)) continue;
				const counts = own.looks.map((look) => `count(*) filter (${isWritten(column.name, look)})`);
				const filled = `count(*) filter (trim(cast(${quoteIdentifier(column.name)} as varchar)) <> '')`;
				const rows = await connection.runAndReadAll(`select ${[filled, ...counts].join(', ')} from adopted`);
				const [all, ...written] = rows.getRowsJS()[0]!.map(Number);
				if (Math.max(...written) >= LEAST_WRITTEN * all!) continue;
				const look = contractLook(profile, column);
				if (look === TEXT) {
					throw new Fault(
						'input',
						`${member.shown}: nothing tells how ${column.name} is written; mend the file, or add its form to ${wanted} of ${table} in ${CONTRACT_NAME}.`,
					);
				}
				terms.set(wanted!, { ...own, looks: [...own.looks, look] });
				changes.push(`${column.name} may also be written as ${look}`);
			}
		}
		if (changes.length > 0) writeContract(project.dir, contract);
		return { table, changes };
	} finally {
		connection.closeSync();
		instance.closeSync();
		rmSync(scratch, { recursive: true, force: true });
	}
}

/** The columns of the file by the table's names, the nearest standing for those that are missing. */
function headings(
	member: SetMember,
	columns: readonly string[],
	terms: Map<string, ColumnTerms>,
	isUsed: (column: string) => boolean,
	changes: string[],
): Map<string, string> {
	const matched = matchColumns(columns, terms);
	const found = new Set(matched.values());
	for (const [wanted, own] of terms) {
		if (found.has(wanted) || !isUsed(wanted)) continue;
		const near = nearestColumn(
			wanted,
			columns.filter((column) => !matched.has(column) && column !== 'line_number'),
		);
		if (near === undefined) {
			throw new Fault(
				'input',
				`${member.shown} has no column that could be ${wanted}; it has ${columns.join(', ')}. Name the right one under "also" of ${wanted} in ${CONTRACT_NAME}.`,
			);
		}
		matched.set(near, wanted);
		terms.set(wanted, { ...own, also: [...own.also, near] });
		changes.push(`${wanted} may also be called ${near}`);
	}
	return matched;
}

function tableOf(project: Project, given: string, cwd: string): { table: string; member: SetMember } {
	const all = Object.entries(project.config.files).flatMap(([table, file]) =>
		membersOf(file, project.dir).map((member) => ({ table, member })),
	);
	const absolute = [resolve(cwd, given), resolve(project.dir, given)];
	const hit =
		all.find(({ member }) => absolute.includes(member.path)) ??
		all.find(({ member }) => basename(member.path) === given);
	if (hit) return hit;
	const known = all.map(({ member }) => relative(project.dir, member.path));
	throw new Fault(
		'input',
		`No table of vital-few.yaml reads ${given}. Files that are read: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}.`,
	);
}
