import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { copyBuiltSample } from './built-sample.ts';

/** The built app, serving a warehouse on a free port of this machine. */
export interface Served {
	/** 'http://127.0.0.1:49152', without a slash at its end. */
	url: string;
	/** The folder of `vital-few.yaml`. */
	dir: string;
	/** Runs a command of `vital-few` on the same folder and gives what it printed. */
	command: (...args: string[]) => Promise<string>;
	/** Stops the server and, where it was made for a test, removes the folder. */
	stop: () => Promise<void>;
}

const COMMAND = join(PACKAGE_ROOT, 'dist', 'cli', 'main.js');
const SERVER = join(PACKAGE_ROOT, 'dist', 'cli', 'serve-process.js');
const PATIENCE_MS = 30_000;
const run = promisify(execFile);

/** Serves the sample company from a folder of its own. Throws where the app or the command line was not built. */
export async function serveSample(): Promise<Served> {
	refuseUnbuilt();
	const dir = await copyBuiltSample();
	const served = await serveBuilt(dir);
	return {
		...served,
		stop: async () => {
			await served.stop();
			rmSync(dir, { recursive: true, force: true });
		},
	};
}

/** Builds the project in `dir` and serves it. Throws where the app or the command line was not built. */
export async function serveProject(dir: string): Promise<Served> {
	refuseUnbuilt();
	await commandOn(dir)('build');
	return serveBuilt(dir);
}

function refuseUnbuilt(): void {
	if (!existsSync(join(PACKAGE_ROOT, 'build', 'handler.js')) || !existsSync(COMMAND)) {
		throw new Error('The app is not built: run "npm run build" first.');
	}
}

function commandOn(dir: string): Served['command'] {
	return async (...args) =>
		(await run(process.execPath, [COMMAND, ...args, '--dir', dir], { maxBuffer: 64 * 1024 * 1024 })).stdout;
}

/** Serves the project in `dir`, which was built. */
async function serveBuilt(dir: string): Promise<Served> {
	const server = spawn(process.execPath, [SERVER], {
		stdio: ['ignore', 'pipe', 'inherit'],
		env: { ...process.env, HOST: '127.0.0.1', PORT: '0', VITAL_FEW_DIR: dir, VITAL_FEW_LOG: 'error' },
	});
	return { url: await addressOf(server), dir, command: commandOn(dir), stop: () => stopped(server) };
}

/** The address that the server says it listens on. */
function addressOf(server: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(
			() => reject(new Error('The server did not say its address in time.')),
			PATIENCE_MS,
		);
		let said = '';
		server.stdout?.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			const url = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
			if (url === undefined) return;
			clearTimeout(timer);
			resolve(url);
		});
		server.on('exit', (code) => reject(new Error(`The server stopped with exit code ${code}.`)));
	});
}

function stopped(server: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		if (server.exitCode !== null) return resolve();
		server.removeAllListeners('exit');
		server.on('exit', () => resolve());
		server.kill('SIGTERM');
	});
}
