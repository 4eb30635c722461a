import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';

const readme = readFileSync(join(PACKAGE_ROOT, 'README.md'), 'utf8');

function help(...command: string[]): string {
	const main = join(PACKAGE_ROOT, 'dist', 'cli', 'main.js');
	return spawnSync(process.execPath, [main, ...command, '--help'], { encoding: 'utf8' }).stdout;
}

/** Commands of the program, from its own help. */
const commands = [...help().matchAll(/^ {2}([a-z]+)(?: |$)/gm)]
	.map((match) => match[1]!)
	.filter((name) => name !== 'help');

test('every command and flag of the program is in the README', () => {
	for (const command of commands) {
		const row = readme.split('\n').find((line) => line.startsWith(`| \`vital-few ${command}`));
		expect(row, `the README has no row for ${command}`).toBeDefined();
		const flags = [...help(command).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map((match) => match[1]!);
		for (const flag of flags.filter((name) => name !== '--help'))
			expect(row, `${command} ${flag}`).toContain(`\`${flag}`);
	}
});

test('every command that the README shows exists', () => {
	const shown = new Set([...readme.matchAll(/vital-few ([a-z]+)/g)].map((match) => match[1]!));
	for (const command of shown) expect(commands).toContain(command);
});
