import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../lib/server/package-root.ts';

// Builds the app into build/, without the bundler's chatter. With --if-stale only where a file is newer than the app.
const MADE_FROM = ['src', 'svelte.config.js', 'vite.config.ts', 'package.json', 'package-lock.json'];
const built = statSync(join(PACKAGE_ROOT, 'build', 'handler.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (!process.argv.includes('--if-stale') || newest() > built) {
	process.stdout.write('Building the app …\n');
	const vite = join(PACKAGE_ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
	const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
		cwd: PACKAGE_ROOT,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	process.exitCode = status ?? 1;
}

/** When the newest of the files was changed. */
function newest(): number {
	const paths = MADE_FROM.map((name) => join(PACKAGE_ROOT, name)).filter((path) => existsSync(path));
	const below = paths
		.filter((path) => statSync(path).isDirectory())
		.flatMap((path) =>
			readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name)),
		);
	return Math.max(...[...paths, ...below].map((path) => statSync(path).mtimeMs));
}
