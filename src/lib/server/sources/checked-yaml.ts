import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { Fault } from '../fault.ts';

/** A file of the user that was read by its schema, and a way to complain of a place in it. */
export interface CheckedYaml<T> {
	value: T;
	/** The fault of the value at `path` in the document, with file and line. */
	complain(path: readonly PropertyKey[], sentence: string): Fault;
	/** Whether the document itself has a value at a path, defaults left aside. */
	has(path: readonly string[]): boolean;
}

/**
 * Parses the text of a YAML file by a schema; `path` is named in errors, `knownKeys` lists what may stand at a place.
 * @throws {Fault} `input`, with file and line, when it is no YAML or breaks the schema.
 */
export function checkedYaml<T>(
	text: string,
	path: string,
	schema: z.ZodType<T>,
	knownKeys: (at: readonly PropertyKey[]) => readonly string[],
): CheckedYaml<T> {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines });
	const syntax = document.errors[0];
	if (syntax) {
		const sentence = syntax.message.split('\n')[0]!.replace(/:$/, '');
		throw new Fault('input', `${path}, line ${lines.linePos(syntax.pos[0]).line}: ${sentence}`);
	}
	const complain = (at: readonly PropertyKey[], sentence: string): Fault =>
		new Fault('input', `${path}, line ${lineOf(document, at, lines)}: ${sentence}`);
	const result = schema.safeParse(contentOf(document, complain) ?? {});
	if (result.success) return { value: result.data, complain, has: (at) => document.hasIn(at) };
	const issue = result.error.issues[0]!;
	if (issue.code === 'unrecognized_keys') {
		const at = [...issue.path, issue.keys[0]!];
		throw complain(at, `"${named(at)}" is not a known key; known here: ${knownKeys(issue.path).join(', ')}.`);
	}
	throw complain(
		issue.path,
		`"${named(issue.path) || 'file'}" ${issue.message.replace(/^Invalid input: /, '')}.`,
	);
}

/** The most that all aliases together may stand for: more is a text made to fill the memory. */
const MOST_ALIASED = 100;

/** What the document says, aliases followed. */
function contentOf(document: Document.Parsed, complain: CheckedYaml<unknown>['complain']): unknown {
	try {
		return document.toJS({ maxAliasCount: MOST_ALIASED });
	} catch (error) {
		// The library throws a plain ReferenceError for an alias that nothing stands behind, or too much.
		if (!(error instanceof ReferenceError)) throw error;
		throw complain(
			[],
			/^Excessive alias/.test(error.message)
				? `aliases (*name) must stand for at most ${MOST_ALIASED} values in all; this text repeats more. Write the values out.`
				: `${error.message.split('\n')[0]}. Every alias (*name) needs an anchor (&name) before it.`,
		);
	}
}

/** The line of the value at `path`, or of the nearest thing around it that is there. */
function lineOf(document: Document.Parsed, path: readonly PropertyKey[], lines: LineCounter): number {
	for (let length = path.length; length > 0; length--) {
		const node = document.getIn(path.slice(0, length).map(String), true) as {
			range?: [number, number, number];
		};
		if (node?.range) return lines.linePos(node.range[0]).line;
	}
	return 1;
}

function named(path: readonly PropertyKey[]): string {
	return path.map(String).join('.');
}
