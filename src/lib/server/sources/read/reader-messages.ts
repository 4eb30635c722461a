import type { Fault } from '../../fault.ts';
import type { Reading } from '../recognise/reading.ts';
import type { ReadTask } from './file-reader.ts';
import type { ReaderEngine } from './here-reader.ts';
import type { ReadLimits } from './read-limits.ts';
import type { TableSource } from './table-source.ts';

/** What the parent asks the reader's process to do: to begin with its limits, then task after task. */
export type ReadOrder =
	{ kind: 'start'; limits: ReadLimits; engine: ReaderEngine } | { kind: 'task'; task: ReadTask };

/** What the process answers to a task. */
export type ReadAnswer =
	| { kind: 'done'; result: Reading[] | TableSource }
	| { kind: 'fault'; code: Fault['code']; sentence: string; stack: string | undefined };

/** What the process writes to its standard error before it ends itself. */
export const MEMORY_MARK = 'vital-few: out of memory';
