import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { extname } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { exportAnswer } from '../lib/server/export/export-answer.ts';
import { FORMATS, isFormat, type Format } from '../lib/server/export/format.ts';
import { Fault } from '../lib/server/fault.ts';
import { SAMPLE_DIR } from '../lib/server/package-root.ts';
import { projectDir } from '../lib/server/sources/config.ts';
import { prepareQuestion } from '../lib/server/warehouse/ask/ask.ts';
import { lease } from '../lib/server/warehouse/build/lease.ts';
import { Warehouse } from '../lib/server/warehouse/warehouse.ts';

interface ExportFlags {
	dir?: string;
	format?: string;
	out?: string;
}

/** Formats that a terminal can show. */
const TEXTS: ReadonlySet<Format> = new Set(['json', 'csv']);

/** `vital-few export`: writes any answer to a file or to standard output, exactly as the API gives it. */
export function registerExport(program: Command): void {
	program
		.command('export')
		.description(
			'write an answer, as the API gives it; its parameters follow as flags: --as-of 2026-09-30 --segment retail --revenue ">1000"',
		)
		.argument('<answer>', 'name of the answer: summary, accounts, concentration …')
		.option(
			'--dir <dir>',
			'folder of vital-few.yaml; default: the current one if it has one, else the sample company',
		)
		.option('--format <format>', `${FORMATS.join(', ')}; default: the ending of --out, else json`)
		.option('--out <file>', 'file to write; default: standard output')
		.allowUnknownOption()
		.allowExcessArguments()
		.action(async (answer: string, flags: ExportFlags, command: Command) => {
			const pairs = parameterPairs(command.args.slice(1));
			const format = formatOf(flags);
			const warehouse = await Warehouse.open(projectDir(flags.dir, process.cwd(), SAMPLE_DIR));
			try {
				const rows = await writeAnswer(warehouse, answer, pairs, format, flags.out);
				if (flags.out !== undefined)
					process.stderr.write(`${flags.out}: ${rows} ${rows === 1 ? 'row' : 'rows'}\n`);
			} finally {
				warehouse.close();
			}
		});
}

/** `--as-of 2026-09-30 --segment=retail` as names and values. Throws {@link Fault} `input` for what is neither. */
export function parameterPairs(words: readonly string[]): [string, string][] {
	const pairs: [string, string][] = [];
	for (let i = 0; i < words.length; i++) {
		const match = /^--([^=]+)(?:=(.*))?$/s.exec(words[i]!);
		if (!match)
			throw new Fault(
				'input',
				`"${words[i]}" stands alone; a parameter is written --name value, like --as-of 2026-09-30.`,
			);
		const value = match[2] ?? words[++i];
		if (value === undefined)
			throw new Fault('input', `${words[i - 1]} has no value; write one behind it, like --as-of 2026-09-30.`);
		pairs.push([match[1]!.replaceAll('-', '_'), value]);
	}
	return pairs;
}

function formatOf({ format, out }: ExportFlags): Format {
	const ending = out === undefined ? '' : extname(out).slice(1);
	const named = format ?? (isFormat(ending) ? ending : 'json');
	if (!isFormat(named)) throw new Fault('input', `--format ${named}: use one of ${FORMATS.join(', ')}.`);
	if (out === undefined && !TEXTS.has(named) && process.stdout.isTTY) {
		throw new Fault('input', `${named} is nothing to read on a terminal; add --out FILE.`);
	}
	return named;
}

async function writeAnswer(
	warehouse: Warehouse,
	answer: string,
	pairs: readonly [string, string][],
	format: Format,
	out: string | undefined,
): Promise<number> {
	const { connection, facts, release } = await lease(warehouse);
	try {
		const asked = prepareQuestion(answer, pairs, facts);
		const stream = await exportAnswer(connection, asked, {
			format,
			scratch: warehouse.scratch,
			shape: 'array',
		});
		try {
			await (out === undefined ? toStandardOutput(stream.parts) : toFile(stream.parts, out));
		} finally {
			await stream.close();
		}
		return stream.rows;
	} finally {
		release();
	}
}

/** The file appears when it is whole. */
async function toFile(parts: AsyncGenerator<Uint8Array>, path: string): Promise<void> {
	const beside = `${path}.${process.pid}.part`;
	try {
		await pipeline(Readable.from(parts), createWriteStream(beside));
		renameSync(beside, path);
	} catch (error) {
		rmSync(beside, { force: true });
		if (error instanceof Error && 'code' in error) {
			throw new Fault('input', `${path} cannot be written: ${error.message}.`, { cause: error });
		}
		throw error;
	}
}

/** A reader that has seen enough, like head, is no error. */
async function toStandardOutput(parts: AsyncGenerator<Uint8Array>): Promise<void> {
	try {
		await pipeline(Readable.from(parts), process.stdout as Writable, { end: false });
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
	}
}
