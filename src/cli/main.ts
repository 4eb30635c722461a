#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../lib/server/package-root.ts';
import { registerAdopt } from './adopt.ts';
import { registerBacktest } from './backtest.ts';
import { registerBuild } from './build.ts';
import { registerCheck } from './check.ts';
import { registerExport } from './export.ts';
import { registerInit } from './init.ts';
import { registerServe } from './serve.ts';
import { tellError } from './tell-error.ts';

const manifest = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string };

const program = new Command('vital-few')
	.description(
		'On how few accounts does your revenue rest, and which of them are going quiet? Reads your orders where they are.',
	)
	.version(manifest.version)
	.option('--debug', 'print stack traces')
	.showSuggestionAfterError()
	.configureHelp({ sortSubcommands: false })
	.exitOverride();

registerInit(program);
registerBuild(program);
registerAdopt(program);
registerCheck(program);
registerServe(program);
registerExport(program);
registerBacktest(program);

try {
	await program.parseAsync();
} catch (error) {
	// Commander has printed its own messages, and help and version are no errors.
	if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
	else process.exitCode = tellError(error, program.opts<{ debug?: boolean }>().debug === true);
}
