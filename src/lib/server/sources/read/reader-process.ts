import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../fault.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import type { Reading } from '../recognise/reading.ts';
import type { FileReader, ReadTask, TableTask } from './file-reader.ts';
import { memorySentence, type ReaderEngine } from './here-reader.ts';
import { bytesOf, durationShown, type ReadLimits } from './read-limits.ts';
import { MEMORY_MARK, type ReadAnswer, type ReadOrder } from './reader-messages.ts';
import type { TableSource } from './table-source.ts';

const CHILD = join(PACKAGE_ROOT, 'dist', 'lib', 'server', 'sources', 'read', 'reader-child.js');
/** Of the memory of a reader: what the engine and the objects of JavaScript may take each. */
const ENGINE_SHARE = 0.5;
const HEAP_SHARE = 0.6;
const KEPT_ERRORS = 20_000;

/**
 * Reads files in a process of its own, one after another, within limits of memory and time. A file that ends the process costs
 * one sentence with its name; the next file gets a new process.
 */
export class ReaderProcess implements FileReader {
	readonly #limits: ReadLimits;
	readonly #engine: ReaderEngine;
	#child: ChildProcess | undefined;
	#errors = '';

	constructor(limits: ReadLimits, engine: ReaderEngine = {}) {
		this.#limits = limits;
		const share = Math.floor((limits.memoryBytes * ENGINE_SHARE) / (1 << 20));
		const isSmaller = engine.memoryLimit !== undefined && bytesOf(engine.memoryLimit) >> 20 < share;
		this.#engine = { ...engine, memoryLimit: isSmaller ? engine.memoryLimit : `${share}MiB` };
	}

	async look(path: string, shown: string): Promise<Reading[]> {
		return (await this.#run({ kind: 'look', path, shown })) as Reading[];
	}

	async table(task: Omit<TableTask, 'kind'>): Promise<TableSource> {
		return (await this.#run({ kind: 'table', ...task })) as TableSource;
	}

	async close(): Promise<void> {
		const child = this.#child;
		this.#child = undefined;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGKILL');
		await ended;
	}

	#run(task: ReadTask): Promise<Reading[] | TableSource> {
		const child = (this.#child ??= this.#start());
		return new Promise((resolve, reject) => {
			let isLate = false;
			const timer = setTimeout(() => {
				isLate = true;
				child.kill('SIGKILL');
			}, this.#limits.timeoutMs);
			const settle = (settled: () => void): void => {
				clearTimeout(timer);
				child.off('message', answer);
				child.off('exit', end);
				child.off('error', fail);
				settled();
			};
			const answer = (message: ReadAnswer): void =>
				settle(() => {
					if (message.kind === 'done') resolve(message.result);
					else reject(withStack(new Fault(message.code, message.sentence), message.stack));
				});
			const end = (code: number | null, signal: NodeJS.Signals | null): void =>
				settle(() => {
					if (this.#child === child) this.#child = undefined;
					reject(this.#death(task.shown, isLate, code, signal));
				});
			const fail = (error: Error): void => settle(() => reject(error));
			child.on('message', answer);
			child.on('exit', end);
			child.on('error', fail);
			// A child that ended a moment ago is told by its exit.
			child.send({ kind: 'task', task } satisfies ReadOrder, () => undefined);
		});
	}

	#start(): ChildProcess {
		if (!existsSync(CHILD)) throw new Error(`There is no ${CHILD}: run "npm run prepare" first.`);
		const heap = Math.floor((this.#limits.memoryBytes * HEAP_SHARE) / (1 << 20));
		const child = fork(CHILD, [], {
			execArgv: [`--max-old-space-size=${heap}`],
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		});
		this.#errors = '';
		child.stderr!.on('data', (bytes: Buffer) => {
			this.#errors = (this.#errors + bytes.toString('utf8')).slice(-KEPT_ERRORS);
		});
		const start: ReadOrder = { kind: 'start', limits: this.#limits, engine: this.#engine };
		child.send(start, () => undefined);
		return child;
	}

	#death(shown: string, isLate: boolean, code: number | null, signal: NodeJS.Signals | null): Fault {
		const cause = new Error(`the reader ended with ${signal ?? code}: ${this.#errors}`);
		if (isLate) {
			const sentence = `${shown} was given up: it was not read within ${durationShown(this.#limits.timeoutMs)}. Export it in smaller files, or raise reader.timeout in vital-few.yaml.`;
			return new Fault('input', sentence, { cause });
		}
		if (this.#errors.includes(MEMORY_MARK) || this.#errors.includes('heap out of memory')) {
			return new Fault('input', memorySentence(shown, this.#limits), { cause });
		}
		const how = signal ?? `exit code ${code}`;
		const sentence =
			signal === 'SIGKILL' || signal === 'SIGTERM'
				? `Reading ${shown} was ended from outside (${how}), perhaps because the machine ran out of memory. Free some and try again.`
				: `${shown} cannot be read: it made the reader crash (${how}). It is damaged or nested too deeply; export it again, as CSV where that is possible.`;
		return new Fault('input', sentence, { cause });
	}
}

function withStack(fault: Fault, stack: string | undefined): Fault {
	if (stack !== undefined) fault.stack = stack;
	return fault;
}
