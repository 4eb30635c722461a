import { QUESTION_PARAMETERS } from '../../../contract/parameter-names.ts';
import { Fault } from '../../fault.ts';
import { nearestNames } from '../../sources/nearest-names.ts';
import { parseLosses, type Loss } from './losses.ts';
import type { TierChanges } from '../../../contract/tier-what-if.ts';
import type { QueryParameter } from '../query-file.ts';
import { parseTierChanges } from '../tiers/tier-rules.ts';

/** A filter on a dimension: any of the values. */
export interface DimensionFilter {
	dimension: string;
	values: readonly string[];
}

/** What is said of an account as a whole, and filters like a dimension: its tier of the last review, its risk on the as-of day. */
export const JUDGEMENTS = ['tier', 'risk_level'] as const;

/** The levels of risk, as an answer's filter names them. */
const RISK_LEVELS = ['low', 'raised', 'high', 'very_high'] as const;

/** Whether a filter is by what is said of an account or group as a whole, not by a dimension of its branches. */
export function isJudgement(name: string): boolean {
	return JUDGEMENTS.some((each) => each === name);
}

/** A comparison with a figure of a row or of an account, `revenue=>10000`, or a yes-or-no column of a row, `is_open=true`. */
export interface MeasureFilter {
	/** As it was asked: the column, or `account.` and the column. */
	name: string;
	column: string;
	/** Whether it is asked of the account, whatever a row has under that name. */
	is_of_account: boolean;
	operator: '>' | '>=' | '<' | '<=' | '=';
	value: number | boolean;
}

/** What stands before a column's name where accounts are meant, not rows: `account.revenue=>10000`. */
export const OF_ACCOUNT = 'account.';

export type Level = 'account' | 'group';
export type Compare = 'prior_year' | 'prior' | 'none';

/** What is asked: an answer's name and its parameters, checked but not yet resolved against a warehouse. */
export interface Question {
	answer: string;
	as_of: string | undefined;
	from: string | undefined;
	to: string | undefined;
	compare: Compare;
	level: Level;
	/** The level whose rows answer it: accounts where each is its own group, for the warehouse keeps them once. */
	kept_level: Level;
	filters: readonly DimensionFilter[];
	measures: readonly MeasureFilter[];
	search: string | undefined;
	/** Parameters that only some answers have, where they are given: `by`, `period`, `points`. */
	options: Readonly<Record<string, string | number | readonly string[]>>;
	/** What `lose` takes away, in answers that have it. */
	losses: readonly Loss[];
	/** What `weights` and `thresholds` change, in answers that have them. */
	tier_changes: TierChanges;
	sort: readonly { column: string; is_descending: boolean }[];
	limit: number | undefined;
	offset: number;
}

/** What the parameters may name: dimensions of the warehouse, columns and own parameters of the answer. */
export interface QuestionScope {
	/** Whether anything is kept for groups beside accounts. */
	has_group_level: boolean;
	dimensions: readonly string[];
	columns: readonly string[];
	/** What can be compared with a number: columns of the answer, columns of an account, these with `account.` before them too. */
	measures: readonly string[];
	/** Those that are yes or no, and can be asked for as true or false. */
	flags: readonly string[];
	/** Those that a search looks into; an answer without any cannot be searched. */
	searched: readonly string[];
	parameters: readonly QueryParameter[];
}

const LARGEST_LIMIT = 1_000_000;
const LARGEST_OFFSET = 1_000_000_000_000;
const YEARS = { first: 1900, last: 2199 };

/** The level under which a warehouse keeps the rows of an asked one: accounts where each is its own group. */
export function keptLevel<L extends string>(
	level: L,
	{ has_group_level }: Pick<QuestionScope, 'has_group_level'>,
) {
	return has_group_level ? level : 'account';
}

/** The names a question of this scope may use, for messages and documents. */
export function knownParameters(scope: QuestionScope): string[] {
	const search = scope.searched.length > 0 ? ['search'] : [];
	return [
		...new Set([
			...QUESTION_PARAMETERS,
			...search,
			...scope.parameters.map((parameter) => parameter.name),
			...scope.dimensions,
			'category',
			...JUDGEMENTS,
		]),
	];
}

/**
 * Reads the parameters of a question from name and value pairs (a query string, or the command line).
 * @throws {Fault} `parameter` for an unknown name or a value that cannot be.
 */
export function parseQuestion(
	answer: string,
	pairs: Iterable<readonly [string, string]>,
	scope: QuestionScope,
): Question {
	const single = new Map<string, string>();
	const several = new Map<string, string[]>();
	const dimensions = new Map<string, string[]>();
	const measures: MeasureFilter[] = [];
	const filterable = new Set<string>([...scope.dimensions, 'category', ...JUDGEMENTS]);
	const known = new Set(knownParameters(scope));
	for (const [name, value] of pairs) {
		const measure = scope.measures.includes(name) ? parseMeasure(name, value) : undefined;
		const isFlag = scope.flags.includes(name) && !filterable.has(name) && !known.has(name);
		if (measure) measures.push(measure);
		else if (isFlag) measures.push(parseFlag(name, value));
		else if (filterable.has(name)) {
			if (name === 'risk_level') oneOf(name, value, RISK_LEVELS);
			dimensions.set(name, [...(dimensions.get(name) ?? []), value]);
		} else if (!known.has(name)) throw unknownParameter(name, scope);
		else if (scope.parameters.some((parameter) => parameter.name === name && parameter.kind === 'texts'))
			several.set(name, [...(several.get(name) ?? []), value]);
		else if (single.has(name)) throw new Fault('parameter', `${name} is given twice; give it once.`);
		else single.set(name, value);
	}
	const from = monthStart('from', single.get('from'));
	const to = monthStart('to', single.get('to'));
	if (from !== undefined && to !== undefined && from >= to) {
		throw new Fault(
			'parameter',
			`from=${from} is not before to=${to}; the window is half-open, from its first day up to and without to.`,
		);
	}
	const level = oneOf('level', single.get('level'), ['group', 'account'] as const) ?? 'group';
	return {
		answer,
		as_of: monthEnd(single.get('as_of')),
		from,
		to,
		compare:
			oneOf('compare', single.get('compare'), ['prior_year', 'prior', 'none'] as const) ?? 'prior_year',
		level,
		kept_level: keptLevel(level, scope),
		filters: [...dimensions].map(([dimension, values]) => ({
			dimension,
			values: [...new Set(values)].sort(),
		})),
		measures,
		search: single.get('search') || undefined,
		options: Object.fromEntries(
			scope.parameters.flatMap((parameter): [string, string | number | readonly string[]][] => {
				const { name, kind } = parameter;
				const value = single.get(name);
				const values = several.get(name);
				if (kind === 'texts') return values && name !== 'lose' ? [[name, values]] : [];
				return value === undefined ? [] : [[name, ownValue(parameter, value, scope.dimensions)]];
			}),
		),
		losses: scope.parameters.some((parameter) => parameter.name === 'lose')
			? parseLosses(several.get('lose') ?? [], scope.dimensions)
			: [],
		tier_changes: parseTierChanges(
			single.get('weights'),
			single.get('size_thresholds'),
			single.get('thresholds'),
		),
		sort: parseSort(single.get('sort'), scope),
		limit: wholeNumber('limit', single.get('limit'), LARGEST_LIMIT),
		offset: wholeNumber('offset', single.get('offset'), LARGEST_OFFSET) ?? 0,
	};
}

function ownValue(parameter: QueryParameter, value: string, dimensions: readonly string[]): string | number {
	const { name, kind, choices } = parameter;
	if (kind === 'choice') return oneOf(name, value, choices)!;
	if (kind === 'integer') return wholeNumber(name, value, LARGEST_LIMIT)!;
	if (kind === 'date') return isoDate(name, value);
	if (kind === 'dimension') {
		const known = parameter.takes_category ? [...dimensions, 'category'] : dimensions;
		if (known.includes(value)) return value;
		const near = nearestNames(value, known)[0];
		throw new Fault(
			'parameter',
			`${name}=${value}: there is no dimension ${value}.${near === undefined ? '' : ` Did you mean ${near}?`} Dimensions: ${known.join(', ')}.`,
		);
	}
	return value;
}

function unknownParameter(name: string, scope: QuestionScope): Fault {
	const names = knownParameters(scope);
	const near = nearestNames(name, [...names, ...scope.measures])[0];
	return new Fault(
		'parameter',
		`${name} is not a parameter here.${near === undefined ? '' : ` Did you mean ${near}?`} Known: ${names.join(', ')}; and any number of the answer, or of an account, with a comparison, like revenue=>10000.${scope.flags.length > 0 ? ` With true or false: ${scope.flags.join(', ')}.` : ''}`,
	);
}

/** Beyond this a JavaScript number is no longer exact, and no money column of the warehouse holds it. */
const LARGEST_COMPARED = 999_999_999_999_999;

/** A comparison with a number; undefined for what begins with no comparison sign. Throws {@link Fault} `parameter` for what is no number. */
function parseMeasure(name: string, value: string): MeasureFilter | undefined {
	const [, operator, text = ''] = /^(>=|<=|>|<|=)\s*(.*)$/su.exec(value.trim()) ?? [];
	if (operator === undefined) return undefined;
	// Plain digits alone: no exponent, no infinity, no digits of another script.
	const number = /^-?[0-9]+(?:\.[0-9]+)?$/.test(text) ? Number(text) : Number.NaN;
	if (!(Math.abs(number) <= LARGEST_COMPARED)) {
		throw new Fault(
			'parameter',
			`${name}=${value.slice(0, 60)}: compare with a plain number of at most 15 digits before its point, like ${name}=>10000.`,
		);
	}
	return {
		name,
		column: name.replace(OF_ACCOUNT, ''),
		is_of_account: name.startsWith(OF_ACCOUNT),
		operator: operator as MeasureFilter['operator'],
		value: number,
	};
}

function parseFlag(column: string, value: string): MeasureFilter {
	const isTrue = oneOf(column, value, ['true', 'false']) === 'true';
	return { name: column, column, is_of_account: false, operator: '=', value: isTrue };
}

function parseSort(text: string | undefined, scope: QuestionScope): Question['sort'] {
	if (text === undefined || text === '') return [];
	return text.split(',').map((part) => {
		const column = part.replace(/^-/, '');
		if (!scope.columns.includes(column)) {
			throw new Fault(
				'parameter',
				`sort=${part}: there is no column ${column}. Columns: ${scope.columns.join(', ')}.`,
			);
		}
		return { column, is_descending: part.startsWith('-') };
	});
}

function oneOf<T extends string>(
	name: string,
	value: string | undefined,
	allowed: readonly T[],
): T | undefined {
	if (value === undefined) return undefined;
	const found = allowed.find((candidate) => candidate === value);
	if (found === undefined)
		throw new Fault('parameter', `${name}=${value}: use one of ${allowed.join(', ')}.`);
	return found;
}

function wholeNumber(name: string, value: string | undefined, largest: number): number | undefined {
	if (value === undefined) return undefined;
	if (!/^[0-9]+$/.test(value) || Number(value) > largest) {
		throw new Fault('parameter', `${name}=${value.slice(0, 60)}: use a whole number from 0 to ${largest}.`);
	}
	return Number(value);
}

function isoDate(name: string, value: string): string {
	const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`));
	const isReal = isDate && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
	if (!isReal) throw new Fault('parameter', `${name}=${value}: use a date like 2026-09-30.`);
	const year = Number(value.slice(0, 4));
	if (year < YEARS.first || year > YEARS.last) {
		throw new Fault(
			'parameter',
			`${name}=${value}: use a date of the years ${YEARS.first} to ${YEARS.last}.`,
		);
	}
	return value;
}

function monthStart(name: string, value: string | undefined): string | undefined {
	return value === undefined ? undefined : isoDate(name, value);
}

function monthEnd(value: string | undefined): string | undefined {
	return value === undefined ? undefined : isoDate('as_of', value);
}
