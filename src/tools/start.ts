import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DEFAULT_PORT, parsePort, requireFreePort } from '../cli/ports.ts';
import { tellError } from '../cli/tell-error.ts';
import { listeningAddress } from '../lib/server/loopback.ts';
import { PACKAGE_ROOT } from '../lib/server/package-root.ts';

// `npm start`: builds what is missing and serves it. Whether it can listen is found out first, not after a minute's work.
const given = process.argv.slice(2);

try {
	const address = await listeningAddress(valueOf('--host') ?? process.env['HOST']);
	const port = parsePort(valueOf('--port') ?? String(DEFAULT_PORT), '--port');
	await requireFreePort(port, address, 'npm start -- --port');
	const main = join('dist', 'cli', 'main.js');
	const dir = valueOf('--dir');
	process.exitCode =
		run(main, 'build', ...(dir === undefined ? [] : ['--dir', dir])) ||
		run(join('dist', 'tools', 'build-app.js'), '--if-stale') ||
		run(main, 'serve', ...given);
} catch (error) {
	process.exitCode = tellError(error, false);
}

/** The value of a flag, written with a blank or with an equals sign. */
function valueOf(flag: string): string | undefined {
	const at = given.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
	if (at < 0) return undefined;
	return given[at] === flag ? (given[at + 1] ?? '') : given[at]!.slice(flag.length + 1);
}

function run(program: string, ...words: string[]): number {
	const { status } = spawnSync(process.execPath, [join(PACKAGE_ROOT, program), ...words], {
		stdio: 'inherit',
	});
	return status ?? 1;
}
