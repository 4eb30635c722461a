import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { Fault } from '../fault.ts';
import type { SourceFile } from './config.ts';

/** One of the files that make up a table. */
export interface SetMember {
	/** Absolute. */
	path: string;
	/** As `vital-few.yaml` would name it. */
	shown: string;
	/** What the column `file_name` says: its name alone where no other of the table has the same. */
	name: string;
}

/** A file that has the content of another, and is left out for it. */
export interface Copy {
	name: string;
	of: string;
	/** How far the two are the same, in words that follow "is a copy". */
	says: string;
}

const TABLE_FILE =
	/\.(csv|tsv|tab|psv|txt|tbl|dat|json|ndjson|jsonl|parquet|pq|xlsx|xlsm)(\.(gz|zst|zstd))?$/i;

/** Whether an entry of `files` is a set: a list, a pattern, a folder or several sheets. */
export function isSet(file: SourceFile, dir: string): boolean {
	if (file.paths !== undefined || file.sheets !== undefined || isPattern(file.path)) return true;
	return statSync(resolve(dir, file.path), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const isPattern = (path: string): boolean => /[*?]/.test(path);

/** Every file that an entry of `files` reads, in the order of their names; a list keeps its order. A missing one is among them. */
export function membersOf(file: SourceFile, dir: string): SetMember[] {
	const found = (file.paths ?? [file.path]).flatMap((path) => matches(path, dir));
	const shown = [...new Set(found)];
	const names = shown.map((path) => basename(path));
	return shown.map((path) => {
		const name = basename(path);
		const isAlone = names.filter((other) => other === name).length === 1;
		return { path: isAbsolute(path) ? path : resolve(dir, path), shown: path, name: isAlone ? name : path };
	});
}

/** Those, or a fault where a pattern or a folder holds no file. */
export function requireMembers(file: SourceFile, dir: string): SetMember[] {
	const members = membersOf(file, dir);
	if (members.length === 0) {
		throw new Fault('input', `${file.path} matches no file; look at the path in vital-few.yaml.`);
	}
	return members;
}

function matches(path: string, dir: string): string[] {
	const absolute = resolve(dir, path);
	const named = (file: string): string =>
		isAbsolute(path) ? file : relative(dir, file).replaceAll('\\', '/');
	if (statSync(absolute, { throwIfNoEntry: false })?.isDirectory()) {
		return filesIn(absolute).map((name) => named(join(absolute, name)));
	}
	if (!isPattern(path)) return [path];
	const parts = absolute.split('/');
	const first = parts.findIndex(isPattern);
	return below(parts.slice(0, first).join('/') || '/', parts.slice(first)).map(named);
}

function below(folder: string, [part, ...rest]: string[]): string[] {
	if (part === undefined) return [folder];
	if (!isPattern(part)) {
		const next = join(folder, part);
		return existsSync(next) ? below(next, rest) : [];
	}
	const pattern = new RegExp(
		`^${[...part].map((char) => (char === '*' ? '.*' : char === '?' ? '.' : char.replace(/[\\^$.+()[\]{}|/]/, '\\$&'))).join('')}$`,
		'iu',
	);
	return entries(folder)
		.filter((entry) => pattern.test(entry.name) && entry.isDirectory() === rest.length > 0)
		.flatMap((entry) => below(join(folder, entry.name), rest));
}

function entries(folder: string) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true })
		.filter(({ name }) => !name.startsWith('.') && !name.startsWith('~$'))
		.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function filesIn(folder: string): string[] {
	return entries(folder)
		.filter((entry) => !entry.isDirectory() && TABLE_FILE.test(entry.name))
		.map(({ name }) => name);
}

/**
 * Parts files that have the same content, byte for byte: the one whose name looks most like an original stays. Only files of
 * one size are read for it.
 */
export function partCopies<F extends { path: string; name: string }>(
	members: readonly F[],
): { kept: F[]; copies: Copy[] } {
	const bySize = new Map<number, F[]>();
	for (const member of members) {
		const size = statSync(member.path, { throwIfNoEntry: false })?.size ?? -1;
		bySize.set(size, [...(bySize.get(size) ?? []), member]);
	}
	const originals = new Map<F, F>();
	for (const alike of bySize.values()) {
		if (alike.length === 1) continue;
		const byContent = new Map<string, F[]>();
		for (const member of alike) {
			if (!existsSync(member.path)) continue;
			const content = createHash('sha256').update(readFileSync(member.path)).digest('hex');
			byContent.set(content, [...(byContent.get(content) ?? []), member]);
		}
		for (const same of byContent.values()) {
			const [original, ...others] = same.toSorted((a, b) => likeness(a.name) - likeness(b.name));
			for (const other of others) originals.set(other, original!);
		}
	}
	return {
		kept: members.filter((member) => !originals.has(member)),
		copies: members.flatMap((member) => {
			const original = originals.get(member);
			if (original === undefined) return [];
			const bytes = statSync(member.path).size.toLocaleString('en-GB');
			return [{ name: member.name, of: original.name, says: `the same ${bytes} bytes` }];
		}),
	};
}

const MARK_OF_COPY = /copy|copie|copia|kopie|backup|sicherung|\bold\b|\balt\b|\(\d+\)|\bbak\b|~/i;

/** Low for a name that looks like an original. */
export function likeness(name: string): number {
	return (MARK_OF_COPY.test(name) ? 1000 : 0) + name.length;
}

/** Files that look like tables and lie beside those that are read, and are read by no entry. */
export function unreadNeighbours(files: readonly SourceFile[], dir: string): SetMember[] {
	const read = new Set(files.flatMap((file) => membersOf(file, dir).map(({ path }) => path)));
	const folders = new Set([...read].map((path) => dirname(path)));
	return [...folders].flatMap((folder) =>
		filesIn(folder)
			.map((name) => join(folder, name))
			.filter((path) => !read.has(path))
			.map((path) => ({ path, shown: relative(dir, path).replaceAll('\\', '/'), name: basename(path) })),
	);
}
