import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';

interface Locked {
	version: string;
	integrity?: string;
	link?: boolean;
	os?: string[];
	optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package-lock.json'), 'utf8')) as {
	packages: Record<string, Locked>;
};
const locked = Object.entries(packages).filter(([path, { link }]) => path !== '' && link !== true);

test('every locked package carries its integrity, those of other platforms too', () => {
	expect(locked.length).toBeGreaterThan(100);
	expect(
		locked.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? '')).map(([path]) => path),
	).toEqual([]);
});

test('the native parts of a package are locked for every platform that it has', () => {
	const native = locked.filter(([, { optionalDependencies }]) => optionalDependencies !== undefined);
	const absent = native.flatMap(([path, { optionalDependencies }]) =>
		Object.entries(optionalDependencies!)
			.filter(([name]) => !locked.some(([other]) => other.endsWith(`node_modules/${name}`)))
			.map(([name, version]) => `${path} needs ${name}@${version}`),
	);
	expect(absent).toEqual([]);
	const engine = Object.keys(packages['node_modules/@duckdb/node-bindings']!.optionalDependencies!);
	for (const platform of ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64'])
		expect(engine, platform).toContain(`@duckdb/node-bindings-${platform}`);
});
