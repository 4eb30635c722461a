import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../lib/server/fault.ts';
import { listeningAddress } from '../lib/server/loopback.ts';
import { PACKAGE_ROOT, SAMPLE_DIR } from '../lib/server/package-root.ts';
import { projectDir, readProject } from '../lib/server/sources/config.ts';
import { servableBuilds } from '../lib/server/warehouse/build/builds.ts';
import { DEFAULT_PORT, parsePort, requireFreePort } from './ports.ts';

/** `vital-few serve`: serves the dashboard and the API of a warehouse. */
export function registerServe(program: Command): void {
	program
		.command('serve')
		.description('serve the dashboard and the API of the warehouse in service')
		.option(
			'--dir <dir>',
			'folder of vital-few.yaml; default: the current one if it has one, else the sample company',
		)
		.option('--port <port>', 'port to listen on', String(DEFAULT_PORT))
		.option('--host <host>', 'address to listen on', '127.0.0.1')
		.action(async (options: { dir?: string; port: string; host: string }) => {
			const dir = projectDir(options.dir, process.cwd(), SAMPLE_DIR);
			readProject(dir);
			const port = parsePort(options.port, '--port');
			const address = await listeningAddress(options.host);
			if (servableBuilds(dir).length === 0)
				throw new Fault(
					'not_ready',
					`There is no warehouse in ${dir} yet. Run "vital-few build --dir ${dir}" first.`,
				);
			if (!existsSync(join(PACKAGE_ROOT, 'build', 'handler.js'))) {
				throw new Fault(
					'input',
					'The app is not built yet. Run "npm run build" in the folder of vital-few first.',
				);
			}
			await requireFreePort(port, address, 'vital-few serve --port');
			process.exitCode = await runServer({ ...options, dir });
		});
}

/** Runs the server in a process of its own, because its thread pool must be sized before it starts. */
function runServer(options: { dir: string; port: string; host: string }): Promise<number> {
	const child = spawn(process.execPath, [join(PACKAGE_ROOT, 'dist', 'cli', 'serve-process.js')], {
		stdio: 'inherit',
		env: {
			...process.env,
			UV_THREADPOOL_SIZE: process.env['UV_THREADPOOL_SIZE'] ?? '16',
			VITAL_FEW_DIR: options.dir,
			HOST: options.host,
			PORT: options.port,
		},
	});
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
	return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 0)));
}
