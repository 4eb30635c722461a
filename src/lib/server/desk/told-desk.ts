import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../fault.ts';
import { putBeside, writeManifest } from './desk-files.ts';
import { deskFolder } from './tier-desk.ts';

/** The parts that are told of one month end, each a Parquet file. */
export const TOLD_PARTS = ['risk', 'models', 'groups'] as const;
export type ToldPart = (typeof TOLD_PARTS)[number];

const fileShape = z.object({ file: z.string(), sha256: z.string(), rows: z.number() });
const monthEndShape = z.object({
	/** The month end of which it was told. */
	as_of: z.string(),
	/** The day of the build that told it, and the program's version. */
	told_on: z.string(),
	version: z.string(),
	/** Whether no build saw that month end while it was the newest: told afterwards, so no proof of anything. */
	is_reconstructed: z.boolean(),
	/** Whether the build was made afterwards for a past day: no proof to anybody who was not told. */
	is_made: z.boolean().optional(),
	risk: fileShape,
	models: fileShape,
	groups: fileShape,
});
const deskShape = z.object({ format: z.literal(1), month_ends: z.array(monthEndShape) });

/** What was told of one month end, and the files that hold it. */
export type ToldMonthEnd = z.infer<typeof monthEndShape>;

/** What a build adds: each part is where the build wrote it. */
export type ToldAddition = Omit<ToldMonthEnd, ToldPart> & Record<ToldPart, { made: string; rows: number }>;

/** The absolute path of a file that the record of what was told names. */
export function toldFile(projectDir: string, file: string): string {
	return join(deskFolder(projectDir), 'told', file);
}

/**
 * Reads what was told, oldest first. Throws {@link Fault} `input` where a file is missing or is not the one that was written: what was
 * told is never made up anew.
 */
export function readTold(projectDir: string): ToldMonthEnd[] {
	const path = toldFile(projectDir, 'manifest.json');
	if (!existsSync(path)) return [];
	const parsed = deskShape.safeParse(parseJson(readFileSync(path, 'utf8')));
	if (!parsed.success) throw damaged(path, 'cannot be read');
	for (const monthEnd of parsed.data.month_ends) {
		for (const part of TOLD_PARTS) {
			const file = toldFile(projectDir, monthEnd[part].file);
			if (!existsSync(file)) throw damaged(file, 'is missing');
			if (checksum(file) !== monthEnd[part].sha256) throw damaged(file, 'is not the file that was written');
		}
	}
	return parsed.data.month_ends.toSorted((p, q) => (p.as_of < q.as_of ? -1 : 1));
}

/**
 * Adds month ends to what was told, all or none: files are put beside first, and count only once the manifest that names them has replaced
 * the old one. A month end that was told already is left as it is.
 */
export function commitTold(
	projectDir: string,
	told: readonly ToldMonthEnd[],
	additions: readonly ToldAddition[],
): void {
	const added = additions.filter(({ as_of }) => !told.some((known) => known.as_of === as_of));
	if (added.length === 0) return;
	const put = (part: ToldPart, as_of: string, { made, rows }: { made: string; rows: number }) => {
		const file = `${part}/${as_of}.parquet`;
		const path = toldFile(projectDir, file);
		mkdirSync(toldFile(projectDir, part), { recursive: true });
		putBeside(made, path);
		return { file, sha256: checksum(path), rows };
	};
	const month_ends = [
		...told,
		...added.map(({ risk, models, groups, ...facts }) => ({
			...facts,
			risk: put('risk', facts.as_of, risk),
			models: put('models', facts.as_of, models),
			groups: put('groups', facts.as_of, groups),
		})),
	];
	writeManifest(toldFile(projectDir, 'manifest.json'), { format: 1, month_ends });
}

function checksum(path: string): string {
	return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function damaged(path: string, how: string): Fault {
	return new Fault(
		'input',
		`${path} ${how}; it holds what was told of risk and is never made up anew. Restore it from a copy, or remove the folder desk/told to begin a new record.`,
	);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
