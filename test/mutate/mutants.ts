import { chances } from '../support/random-company.ts';

/** What a mutant changes. */
export type MutantKind =
	'comparison' | 'and or' | 'direction' | 'sign' | 'join' | 'coalesce default' | 'constant';

/** A statement with one small fault in it. */
export interface Mutant {
	answer: string;
	kind: MutantKind;
	/** Line of the statement, from 1, and what stands there before and after. */
	line: number;
	before: string;
	after: string;
	sql: string;
}

interface Token {
	text: string;
	at: number;
}

const TOKENS = /--[^\n]*|'(?:[^']|'')*'|"[^"]*"|[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|<>|<=|>=|!=|:=|=>|::|->|\S/g;
const COMPARED: Readonly<Record<string, string>> = {
	'<': '<=',
	'<=': '<',
	'>': '>=',
	'>=': '>',
	'=': '<>',
	'<>': '=',
};

/** Every mutant of a statement, in the order of its text. */
export function mutantsOf(answer: string, sql: string): Mutant[] {
	const tokens: Token[] = [...sql.matchAll(TOKENS)]
		.map((match) => ({ text: match[0], at: match.index }))
		.filter(({ text }) => !text.startsWith('--'));
	const found: Mutant[] = [];
	const change = (kind: MutantKind, from: number, length: number, after: string): void => {
		const line = sql.slice(0, from).split('\n').length;
		found.push({
			answer,
			kind,
			line,
			before: sql.split('\n')[line - 1]!.trim(),
			after: after.trim() === '' ? 'nothing' : after,
			sql: sql.slice(0, from) + after + sql.slice(from + length),
		});
	};
	const replace = (kind: MutantKind, token: Token, after: string): void =>
		change(kind, token.at, token.text.length, after);
	let isBetween = false;
	tokens.forEach((token, i) => {
		const word = token.text.toLowerCase();
		const previous = tokens[i - 1]?.text.toLowerCase() ?? '';
		const next = tokens[i + 1]?.text.toLowerCase() ?? '';
		if (COMPARED[word] !== undefined) replace('comparison', token, COMPARED[word]);
		if (word === 'between') isBetween = true;
		if (word === 'and' || word === 'or') {
			if (isBetween) isBetween = false;
			else replace('and or', token, word === 'and' ? 'or' : 'and');
		}
		if (word === 'desc') replace('direction', token, '');
		if (previous === 'by' && tokens[i - 2]?.text.toLowerCase() === 'order' && word !== '(')
			descend(tokens, i, change);
		if ((word === '+' || word === '-') && /^[\w$)\]']/.test(previous.slice(-1)))
			replace('sign', token, word === '+' ? '-' : '+');
		if (next === 'join' && word === 'left') replace('join', token, 'inner');
		if (next === 'join' && word === 'inner') replace('join', token, 'left');
		if (word === 'coalesce' && next === '(') defaultOf(tokens, i + 1, replace);
		if (/^\d/.test(word) && !isOfType(tokens, i) && !isCounted(tokens, i)) {
			replace('constant', token, String(Number(word) + 1));
			replace('constant', token, Number(word) === 0 ? '(-1)' : String(Number(word) - 1));
		}
	});
	return found;
}

/** Turns the first column of an `order by` round, where nothing says its direction. */
function descend(
	tokens: readonly Token[],
	start: number,
	change: (kind: MutantKind, from: number, length: number, after: string) => void,
): void {
	let end = start;
	while (tokens[end + 1]?.text === '.' && tokens[end + 2]) end += 2;
	const after = tokens[end + 1]?.text.toLowerCase() ?? '';
	const last = tokens[end]!;
	if (after !== 'desc' && after !== '(') change('direction', last.at + last.text.length, 0, ' desc');
}

/** Changes the last argument of a `coalesce` where it is a constant. */
function defaultOf(
	tokens: readonly Token[],
	open: number,
	replace: (kind: MutantKind, token: Token, after: string) => void,
): void {
	let depth = 0;
	for (let i = open; i < tokens.length; i++) {
		const { text } = tokens[i]!;
		if (text === '(') depth++;
		if (text === ')') depth--;
		if (depth > 0) continue;
		const last = tokens[i - 1]!;
		if (tokens[i - 2]?.text !== ',') return;
		if (last.text === 'true' || last.text === 'false')
			replace('coalesce default', last, last.text === 'true' ? 'false' : 'true');
		if (/^\d/.test(last.text)) replace('coalesce default', last, String(Number(last.text) + 7));
		return;
	}
}

/** Whether a number is only counted, as in `count(case when … then 1 end)`: any other would count the same. */
function isCounted(tokens: readonly Token[], i: number): boolean {
	const back = tokens.slice(Math.max(0, i - 12), i).map(({ text }) => text.toLowerCase());
	return back.at(-1) === 'then' && back.includes('count');
}

/** Whether a number is a part of a type, as in `decimal(18, 4)`, or stands as a column's place in a list of names. */
function isOfType(tokens: readonly Token[], i: number): boolean {
	const back = tokens.slice(Math.max(0, i - 4), i).map(({ text }) => text.toLowerCase());
	return back.includes('decimal') || back.at(-1) === 'interval';
}

/** So many mutants, drawn by a seed from those of all statements: each answer and each kind gets its share. */
export function drawMutants(statements: ReadonlyMap<string, string>, count: number, seed: number): Mutant[] {
	const chance = chances(seed);
	const all = [...statements].flatMap(([answer, sql]) => mutantsOf(answer, sql));
	const keyed = all.map((mutant) => ({ mutant, key: chance() }));
	const order = new Map<string, number>();
	return (
		keyed
			.sort((a, b) => a.key - b.key)
			// The first of every answer and kind stand before the second of any.
			.map(({ mutant }) => {
				const name = `${mutant.answer} ${mutant.kind}`;
				const place = (order.get(name) ?? 0) + 1;
				order.set(name, place);
				return { mutant, place };
			})
			.sort((a, b) => a.place - b.place)
			.slice(0, count)
			.map(({ mutant }) => mutant)
	);
}
