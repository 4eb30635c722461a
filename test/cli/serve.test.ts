import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	symlinkSync,
} from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { isLoopback, listeningAddress } from '../../src/lib/server/loopback.ts';
import { orderLines, writeProject } from '../support/given.ts';

/** A copy of what is published, so that files can be taken away beneath a server. */
let root: string;
let dir: string;
let server: ChildProcess;
let url: string;
let said = '';

const env = (more: Record<string, string> = {}) => ({
	...process.env,
	VITAL_FEW_DIR: dir,
	PORT: '0',
	...more,
});
const program = (...path: string[]): string => join(root, ...path);

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'vital-few-published-'));
	for (const name of ['dist', 'build', 'queries', 'package.json'])
		cpSync(join(PACKAGE_ROOT, name), join(root, name), { recursive: true });
	symlinkSync(join(PACKAGE_ROOT, 'node_modules'), join(root, 'node_modules'));
	dir = join(root, 'project');
	mkdirSync(dir);
	const lines = orderLines([
		['SECRET-7', '2025-03-01', '100.10'],
		['B', '2025-02-01', '1'],
	]);
	writeProject(dir, { rows: { order_lines: lines } });
	const built = spawnSync(process.execPath, [program('dist/cli/main.js'), 'build', '--dir', dir], {
		encoding: 'utf8',
	});
	expect(built.stderr).not.toMatch(/vital-few:/);
	server = spawn(process.execPath, [program('dist/cli/serve-process.js')], {
		env: env({ VITAL_FEW_LOG: 'info' }),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	for (const stream of [server.stdout!, server.stderr!])
		stream.on('data', (text: Buffer) => (said += text.toString()));
	while (!/http:\/\/[\d.]+:\d+/.test(said)) await new Promise((resolve) => setTimeout(resolve, 50));
	url = /http:\/\/[\d.]+:\d+/.exec(said)![0];
});
afterAll(() => {
	server?.kill('SIGKILL');
	rmSync(root, { recursive: true, force: true });
});

/** A request with a Host header of its own, which `fetch` does not let one set. */
function ask(path: string, host: string): Promise<{ status: number; type: string }> {
	const { hostname, port } = new URL(url);
	return new Promise((resolve, reject) => {
		request({ hostname, port, path, headers: { host } }, (response) => {
			response.resume();
			resolve({ status: response.statusCode!, type: response.headers['content-type'] ?? '' });
		})
			.on('error', reject)
			.end();
	});
}

const asset = (pattern: RegExp): string => {
	const files = readdirSync(program('build/client'), { recursive: true, encoding: 'utf8' });
	return files.find((name) => pattern.test(name))!;
};

describe('other addresses', () => {
	const outside = Object.values(networkInterfaces())
		.flat()
		.find((each) => each && !each.internal && each.family === 'IPv4')?.address;
	const hosts = ['0.0.0.0', '::', '0', ...(outside === undefined ? [] : [outside])];
	const starts: readonly (readonly [string, string[]])[] = [
		['node build/index.js', ['build/index.js']],
		['node dist/cli/serve-process.js', ['dist/cli/serve-process.js']],
	];

	test.each(starts)('%s refuses each of them in one sentence', (_, [file]) => {
		for (const host of hosts) {
			const { status, stderr, stdout } = spawnSync(process.execPath, [program(file!)], {
				env: env({ HOST: host }),
				encoding: 'utf8',
				timeout: 60_000,
			});
			expect(stdout, host).toBe('');
			expect(stderr, host).toMatch(/^vital-few: The host .* would let other machines read .*\n$/);
			expect(status, host).toBe(2);
		}
	});

	test('vital-few serve refuses them too, however they are written', async () => {
		for (const host of [
			'0.0.0.0',
			'0',
			'::',
			'0.0.0.0.',
			'::ffff:0.0.0.0',
			...(outside === undefined ? [] : [outside]),
		])
			await expect(listeningAddress(host), host).rejects.toMatchObject({ name: 'Fault', code: 'input' });
		for (const host of [undefined, '', ' ', '127.0.0.1', 'localhost', '::1', '127.1', '127.8.9.10'])
			expect(isLoopback(await listeningAddress(host)), host).toBe(true);
	});

	test('everything that is published and listens is that one program', () => {
		const index = readFileSync(program('build/index.js'), 'utf8');
		expect(index.trim()).toBe("import '../dist/cli/serve-process.js';");
		const published = readdirSync(program('dist'), { recursive: true, encoding: 'utf8' }).filter((name) =>
			name.endsWith('.js'),
		);
		const listening = published.filter((name) =>
			/\.listen\(/.test(readFileSync(program('dist', name), 'utf8')),
		);
		// The other one asks whether a port is free, and closes again.
		expect(listening.sort()).toEqual(['cli/ports.js', 'cli/serve-process.js']);
	});
});

describe('one request that goes wrong', () => {
	test('a file of the app that is gone is not found, and the server goes on', async () => {
		const gone = asset(/^_app\/immutable\/.*\.js$/);
		rmSync(program('build/client', gone));
		// Some of the packed forms stay, as in the middle of a build.
		const response = await fetch(`${url}/${gone}`);
		expect(response.status).toBe(404);
		expect(await response.text()).toMatch(/stop the server and start it again/);
		expect((await fetch(`${url}/healthz`)).status).toBe(200);
	});

	test('a file whose packed form alone is gone ends that one response', async () => {
		const packed = asset(/^_app\/immutable\/.*\.js\.br$/);
		rmSync(program('build/client', packed));
		await fetch(`${url}/${packed.replace(/\.br$/, '')}`, { headers: { 'accept-encoding': 'br' } })
			.then(
				(response) => response.arrayBuffer(),
				() => undefined,
			)
			.catch(() => undefined);
		expect((await fetch(`${url}/healthz`)).status).toBe(200);
		expect(server.exitCode).toBeNull();
	});
});

describe('what a response carries', () => {
	test('another name than its own is refused on every path', async () => {
		const file = asset(/^_app\/immutable\/.*\.css$/) ?? asset(/^_app\/version\.json$/);
		for (const path of [
			'/',
			'/accounts',
			`/${file}`,
			'/_app/version.json',
			'/nothing',
			'/accounts/__data.json',
			'/api/v1/summary',
			'/healthz',
			'/readyz',
			'/metrics',
			'/api/docs',
		]) {
			expect((await ask(path, 'evil.example')).status, path).toBe(421);
			expect((await ask(path, 'localhost:1')).status, path).not.toBe(421);
		}
	});

	test('pages and answers with figures are private and asked for anew', async () => {
		for (const path of [
			'/',
			'/accounts',
			'/accounts/SECRET-7?level=account',
			'/__data.json',
			'/api/v1/summary',
			'/api/v1/accounts.csv',
		]) {
			const { headers } = await fetch(`${url}${path}`);
			expect(headers.get('cache-control'), path).toMatch(/^private, no-(cache|store)$/);
		}
	});

	test('styles of elements are its own: only attributes may carry any', async () => {
		const policy = (await fetch(url)).headers.get('content-security-policy')!;
		const directives = new Map(policy.split(';').map((each) => [each.trim().split(' ')[0]!, each]));
		expect([...directives].filter(([, text]) => text.includes('unsafe')).map(([name]) => name)).toEqual([
			'style-src-attr',
		]);
	});

	test('no line of the log names an account', async () => {
		for (const path of [
			'/accounts/SECRET-7',
			'/api/v1/accounts/SECRET-7?level=account',
			'/api/v1/accounts/SECRET-7/orders?level=account',
			'/api/v1/accounts/SECRET-7.csv?level=account',
			'/api/v1/accounts/SECRET-7/nothing',
		])
			await (await fetch(`${url}${path}`)).arrayBuffer();
		expect(said).toMatch(/"path":"\/api\/v1\/accounts\/\{id\}/);
		expect(said).not.toContain('SECRET-7');
	});
});

describe('a port that is taken', () => {
	test('serve and npm start say so at once and name the next', async () => {
		const other = createServer();
		await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
		const { port } = other.address() as { port: number };
		try {
			for (const [file, ...words] of [
				['dist/cli/main.js', 'serve', '--dir', dir],
				['dist/tools/start.js', '--dir', dir],
			]) {
				const { status, stderr, stdout } = await new Promise<{
					status: number | null;
					stderr: string;
					stdout: string;
				}>((resolve) => {
					const child = spawn(process.execPath, [program(file!), ...words, '--port', String(port)]);
					const texts = { stdout: '', stderr: '' };
					child.stdout.on('data', (text: Buffer) => (texts.stdout += text.toString()));
					child.stderr.on('data', (text: Buffer) => (texts.stderr += text.toString()));
					child.once('exit', (status) => resolve({ status, ...texts }));
				});
				expect(stderr, file).toMatch(
					new RegExp(
						`^vital-few: Port ${port} is taken.* Port \\d+ is free: (vital-few serve|npm start --) --port \\d+\n$`,
					),
				);
				expect(stdout, file).toBe('');
				expect(status, file).toBe(2);
			}
		} finally {
			other.close();
		}
	});

	test('what is no port is told as such', () => {
		for (const port of ['99999', '-1', '1e3', 'NaN', '٣', '']) {
			const { status, stderr } = spawnSync(
				process.execPath,
				[program('dist/tools/start.js'), `--port=${port}`],
				{ encoding: 'utf8' },
			);
			expect(stderr, port).toMatch(/^vital-few: --port must be a number from 0 to 65535; got '.*'\.\n$/);
			expect(status, port).toBe(2);
		}
	});
});

// Last: a module that was once not found is not found again.
describe('an app that was built anew beneath its server', () => {
	test('a page of an app that was built anew beneath it is a failed page, not the end', async () => {
		const chunks = program('build/server');
		cpSync(chunks, `${chunks}-kept`, { recursive: true });
		rmSync(chunks, { recursive: true });
		const page = await fetch(`${url}/margin`);
		await page.text();
		expect((await fetch(`${url}/healthz`)).status).toBe(200);
		cpSync(`${chunks}-kept`, chunks, { recursive: true });
		expect(existsSync(chunks)).toBe(true);
	});
});
