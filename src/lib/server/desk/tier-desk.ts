import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../fault.ts';
import { putBeside, writeManifest } from './desk-files.ts';
import type { TierVersion } from '../sources/tier-model.ts';

const anchorShape = z.object({ level: z.string(), criterion: z.string(), low: z.number(), high: z.number() });
const meanShape = z.object({ criterion: z.string(), mean: z.number() });
const frozenShape = z.object({
	frozen_id: z.string(),
	model_id: z.string(),
	fiscal_year: z.number(),
	/** Day of the snapshot from which anchors, means and peers were taken. */
	reference_on: z.string(),
	anchors: z.array(anchorShape),
	means: z.array(meanShape),
	peers_file: z.string(),
});
const quarterShape = z.object({
	as_of: z.string(),
	frozen_id: z.string(),
	model_id: z.string(),
	contribution_basis: z.string(),
	held_share: z.number(),
	is_reconstructed: z.boolean(),
	recorded_at: z.string(),
	file: z.string(),
	rows: z.number(),
});
const deskShape = z.object({
	format: z.literal(1),
	quarters: z.array(quarterShape),
	frozen: z.array(frozenShape),
	/** Each model's content as it was when a quarter was recorded with it. */
	models: z.record(z.string(), z.unknown()),
});

/** Anchors, criterion means and peers of a model, frozen for one fiscal year. */
export type FrozenReferences = z.infer<typeof frozenShape>;
/** A quarter whose tiers are recorded, and the file that holds them. */
export type RecordedQuarter = z.infer<typeof quarterShape>;

/** The recorded tiers of a project. */
export interface TierDesk {
	quarters: readonly RecordedQuarter[];
	frozen: readonly FrozenReferences[];
	models: Readonly<Record<string, TierVersion>>;
}

/** What a build adds to the desk; files are where the build wrote them. */
export interface TierDeskAddition {
	quarters: readonly (Omit<RecordedQuarter, 'file'> & { made: string })[];
	frozen: readonly (Omit<FrozenReferences, 'peers_file'> & { made: string })[];
	models: Readonly<Record<string, TierVersion>>;
}

/** The folder in which a project keeps what people wrote and what was given; no build ever clears it. */
export function deskFolder(projectDir: string): string {
	return join(projectDir, 'desk');
}

/** The absolute path of a file that the desk names. */
export function deskFile(projectDir: string, file: string): string {
	return join(deskFolder(projectDir), 'tiers', file);
}

/** Reads what is recorded. Throws {@link Fault} `input` where the desk is damaged: history is never made up anew in silence. */
export function readTierDesk(projectDir: string): TierDesk {
	const path = deskFile(projectDir, 'manifest.json');
	if (!existsSync(path)) return { quarters: [], frozen: [], models: {} };
	const parsed = deskShape.safeParse(parseJson(readFileSync(path, 'utf8')));
	if (!parsed.success) {
		throw new Fault(
			'input',
			`${path} cannot be read; it holds the tiers that were given. Restore it from a copy, or remove the folder to begin a new history.`,
		);
	}
	const { quarters, frozen, models } = parsed.data;
	const files = [...quarters.map(({ file }) => file), ...frozen.map(({ peers_file }) => peers_file)];
	const missing = files.map((file) => deskFile(projectDir, file)).find((file) => !existsSync(file));
	if (missing !== undefined) {
		throw new Fault(
			'input',
			`${missing} is missing; it holds tiers that were given. Restore it from a copy, or remove the folder to begin a new history.`,
		);
	}
	return {
		quarters: quarters.toSorted((a, b) => (a.as_of < b.as_of ? -1 : 1)),
		frozen,
		models: models as Record<string, TierVersion>,
	};
}

/**
 * Adds quarters and frozen references to the desk, all or none: files are put beside first, and count only once the
 * manifest that names them has replaced the old one. A quarter that is recorded already is left as it is.
 */
export function commitTierDesk(projectDir: string, desk: TierDesk, addition: TierDeskAddition): void {
	const quarters = addition.quarters.filter(
		(quarter) => !desk.quarters.some(({ as_of }) => as_of === quarter.as_of),
	);
	const frozen = addition.frozen.filter(
		({ frozen_id }) => !desk.frozen.some((known) => known.frozen_id === frozen_id),
	);
	if (quarters.length === 0 && frozen.length === 0) return;
	for (const folder of ['quarters', 'frozen']) mkdirSync(deskFile(projectDir, folder), { recursive: true });
	const put = (made: string, file: string): string => {
		putBeside(made, deskFile(projectDir, file));
		return file;
	};
	const manifest: z.infer<typeof deskShape> = {
		format: 1,
		quarters: [
			...desk.quarters,
			...quarters.map(({ made, ...quarter }) => ({
				...quarter,
				file: put(made, `quarters/${quarter.as_of}.parquet`),
			})),
		],
		frozen: [
			...desk.frozen,
			...frozen.map(({ made, ...references }) => ({
				...references,
				peers_file: put(made, `frozen/${references.frozen_id}.parquet`),
			})),
		],
		models: { ...addition.models, ...desk.models },
	};
	writeManifest(deskFile(projectDir, 'manifest.json'), manifest);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
