import { spawn, type ChildProcess } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { quantile } from './timing.ts';

export interface SwapsOptions {
	/** A project that needs nothing made. */
	dir: string;
	readers: number;
	/** Seconds that a reader thinks between two questions, on average. */
	thinkSeconds: number;
	builds: number;
	tell: (text: string) => void;
}

/** What readers met while builds were swapped beneath them. */
export interface SwapsResult {
	requests: number;
	/** Every response that was none with status 200, by what it was: a 503 is one. */
	failures: Record<string, number>;
	/** Milliseconds until the whole body was there. */
	p50: number;
	p95: number;
	p99: number;
	longest: number;
	/** Bytes that the server held in memory after each build. */
	memory: number[];
	/** Builds that readers saw, by their ids. */
	builds_seen: number;
	build_seconds: number[];
	load_average: { before: number; after: number };
}

/** How long the readers go on after the last build until one of them has seen it. */
const LAST_BUILD_MS = 20_000;
const MAIN = join(PACKAGE_ROOT, 'dist', 'cli', 'main.js');
const SERVER = join(PACKAGE_ROOT, 'dist', 'cli', 'serve-process.js');

/** Builds a project, serves it, and builds it again and again while readers ask; every build is a real one. */
export async function runSwaps(options: SwapsOptions): Promise<SwapsResult> {
	const { dir, readers, thinkSeconds, builds, tell } = options;
	const before = loadavg()[0]!;
	tell('first build');
	await build(dir);
	const server = spawn(process.execPath, [SERVER], {
		env: {
			...process.env,
			VITAL_FEW_DIR: dir,
			VITAL_FEW_LOG: 'error',
			HOST: '127.0.0.1',
			PORT: '0',
			UV_THREADPOOL_SIZE: '16',
		},
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const agent = new Agent({ keepAlive: true });
	try {
		const url = await addressOf(server);
		const questions = await questionsOf(url, agent);
		const result = emptyResult(before);
		const times: number[] = [];
		const seen = new Set<string>();
		const stop = new AbortController();
		setMaxListeners(readers, stop.signal);
		const ask = async (path: string): Promise<void> => {
			const started = performance.now();
			const { status, body } = await fetched(`${url}${path}`, agent);
			times.push(performance.now() - started);
			if (status !== 200)
				result.failures[`${status} ${path}`] = (result.failures[`${status} ${path}`] ?? 0) + 1;
			const id = /"build_id":"([^"]+)"/.exec(body)?.[1];
			if (id !== undefined) seen.add(id);
		};
		const reader = async (number: number): Promise<void> => {
			for (let turn = 0; !stop.signal.aborted; turn++) {
				// Half to one and a half times: readers do not march in step.
				const pause = thinkSeconds * 1_000 * (0.5 + fraction(number * 7919 + turn * 104729));
				await wait(pause, undefined, { signal: stop.signal }).catch(() => undefined);
				if (!stop.signal.aborted) await ask(questions[(number * 31 + turn * 17) % questions.length]!);
			}
		};
		const reading = Array.from({ length: readers }, (_, number) => reader(number));
		for (let made = 0; made < builds; made++) {
			const started = performance.now();
			await build(dir);
			result.build_seconds.push((performance.now() - started) / 1_000);
			result.memory.push(residentBytes(server.pid!));
			tell(`build ${made + 1} of ${builds}, ${times.length} questions`);
		}
		// Readers meet the last build, too: it is asked what they ask before it serves.
		for (let waited = 0; waited < LAST_BUILD_MS && seen.size <= builds; waited += 500) await wait(500);
		await wait(thinkSeconds * 1_000);
		stop.abort();
		await Promise.all(reading);
		return {
			...result,
			requests: times.length,
			p50: quantile(times, 0.5),
			p95: quantile(times, 0.95),
			p99: quantile(times, 0.99),
			longest: Math.max(...times),
			builds_seen: seen.size,
			load_average: { before, after: loadavg()[0]! },
		};
	} finally {
		agent.destroy();
		server.kill('SIGTERM');
	}
}

const emptyResult = (before: number): SwapsResult => ({
	requests: 0,
	failures: {},
	p50: 0,
	p95: 0,
	p99: 0,
	longest: 0,
	memory: [],
	builds_seen: 0,
	build_seconds: [],
	load_average: { before, after: before },
});

/** What a day of readers asks: stored answers, filtered ones, records, drills into the lines, files. */
async function questionsOf(url: string, agent: Agent): Promise<string[]> {
	const { body } = await fetched(`${url}/api/v1/accounts?level=account&limit=40&sort=-revenue`, agent);
	const { rows } = JSON.parse(body) as { rows: { account_id: string }[] };
	const records = rows.map((row) => `/api/v1/accounts/${encodeURIComponent(row.account_id)}`);
	return [
		'/api/v1/meta',
		'/api/v1/summary',
		'/api/v1/summary?level=account',
		'/api/v1/concentration',
		'/api/v1/concentration_curve',
		'/api/v1/growth_bridge',
		'/api/v1/cohorts',
		'/api/v1/accounts?limit=50&sort=-revenue',
		'/api/v1/accounts?limit=50&sort=-growth_rate&level=account',
		'/api/v1/accounts.csv?level=account&limit=200',
		...records.flatMap((path) => [
			`${path}?level=account`,
			`${path}/months?level=account`,
			`${path}/lines?level=account&limit=100`,
		]),
	];
}

function fetched(url: string, agent: Agent): Promise<{ status: number | string; body: string }> {
	return new Promise((resolve) => {
		get(url, { agent }, (response) => {
			const parts: Buffer[] = [];
			response.on('data', (part: Buffer) => parts.push(part));
			response.on('end', () =>
				resolve({ status: response.statusCode!, body: Buffer.concat(parts).toString() }),
			);
			response.on('error', (error) => resolve({ status: error.message, body: '' }));
		}).on('error', (error) => resolve({ status: error.message, body: '' }));
	});
}

function build(dir: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [MAIN, 'build', '--force', '--dir', dir], {
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let said = '';
		child.stderr.on('data', (text: Buffer) => (said += text.toString()));
		child.once('exit', (code) =>
			code === 0 ? resolve() : reject(new Error(`The build failed: ${said.slice(-500)}`)),
		);
	});
}

function addressOf(server: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		let said = '';
		server.stdout!.on('data', (text: Buffer) => {
			said += text.toString();
			const url = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
			if (url !== undefined) resolve(url);
		});
		server.once('exit', (code) => reject(new Error(`The server stopped with exit code ${code}.`)));
	});
}

/** Memory of a process that is really held; 0 where the system does not tell. */
function residentBytes(pid: number): number {
	try {
		return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024;
	} catch {
		return 0;
	}
}

/** A number between 0 and 1 that looks random and is the same at every run. */
function fraction(seed: number): number {
	const mixed = Math.sin(seed) * 43_758.5453;
	return mixed - Math.floor(mixed);
}
