import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';

/** Copies a file into the desk, whole or not at all, and waits until the disk has it. */
export function putBeside(made: string, path: string): void {
	copyFileSync(made, `${path}.new`);
	const handle = openSync(`${path}.new`, 'r+');
	fsyncSync(handle);
	closeSync(handle);
	renameSync(`${path}.new`, path);
}

/** Replaces a manifest: a reader sees the old text or the new one. */
export function writeManifest(path: string, manifest: object): void {
	writeFileSync(`${path}.new`, `${JSON.stringify(manifest, null, '\t')}\n`, { flush: true });
	renameSync(`${path}.new`, path);
}
