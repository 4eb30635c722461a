import { PAGE_PARAMETERS, QUESTION_PARAMETERS } from '../contract/parameter-names.ts';

export type Compare = 'prior_year' | 'prior' | 'none';
export type Level = 'group' | 'account';

/** What every page shares and every link keeps: when, against what, at which level, and which accounts. */
export interface View {
	/** A month's last day; undefined: the last complete month. */
	as_of: string | undefined;
	/** First days of months, half-open; undefined: the 12 months before the end of `as_of`. */
	from: string | undefined;
	to: string | undefined;
	compare: Compare;
	level: Level;
	/** Values asked for by dimension or measure, in the order of the address. */
	filters: Readonly<Record<string, readonly string[]>>;
}

/** Parameters of one page or one answer; a link to another page leaves them behind. */
export type PageState = Readonly<Record<string, string>>;

const OWN = new Set<string>([...QUESTION_PARAMETERS, ...PAGE_PARAMETERS]);

/** Without a prototype, so that a parameter called `constructor` is a name like any other. */
const emptyFilters = (): Record<string, readonly string[]> =>
	Object.create(null) as Record<string, readonly string[]>;

const text = (query: URLSearchParams, name: string): string | undefined => query.get(name) || undefined;

/** The shared view in an address; what it does not say is the default. Never throws: the API judges values. */
export function parseView(query: URLSearchParams): View {
	const filters = emptyFilters();
	for (const [name, value] of query) {
		if (OWN.has(name) || value === '') continue;
		const values = filters[name] ?? [];
		if (!values.includes(value)) filters[name] = [...values, value];
	}
	const compare = query.get('compare');
	return {
		as_of: text(query, 'as_of'),
		from: text(query, 'from'),
		to: text(query, 'to'),
		compare: compare === 'prior' || compare === 'none' ? compare : 'prior_year',
		level: query.get('level') === 'account' ? 'account' : 'group',
		filters,
	};
}

/** The page's own parameters in an address. */
export function parsePageState(query: URLSearchParams): PageState {
	const state: Record<string, string> = {};
	for (const name of PAGE_PARAMETERS) {
		const value = query.get(name);
		if (value) state[name] = value;
	}
	return state;
}

/** Parameters by name; a list is one parameter given several times, undefined is none. */
export type PageParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The view as parameters, defaults left out, in one fixed order. */
export function toParameters(view: View, page: PageParameters = {}): URLSearchParams {
	const query = new URLSearchParams();
	if (view.as_of) query.set('as_of', view.as_of);
	if (view.from) query.set('from', view.from);
	if (view.to) query.set('to', view.to);
	if (view.compare !== 'prior_year') query.set('compare', view.compare);
	if (view.level !== 'group') query.set('level', view.level);
	for (const [name, values] of Object.entries(view.filters)) {
		for (const value of values) query.append(name, value);
	}
	for (const [name, value] of Object.entries(page)) {
		for (const each of typeof value === 'string' ? [value] : (value ?? [])) {
			if (each) query.append(name, each);
		}
	}
	return query;
}

/** An address for `path` that shows `view`; nothing after the path where all is default. */
export function hrefOf(
	path: string,
	view: View,
	page: Readonly<Record<string, string | undefined>> = {},
): string {
	const query = toParameters(view, page).toString();
	return query ? `${path}?${query}` : path;
}

/** The values of a filter; none where it is not set, whatever objects have by nature. */
export function filterValues({ filters }: Pick<View, 'filters'>, name: string): readonly string[] {
	return Object.hasOwn(filters, name) ? filters[name]! : [];
}

/** The view with one value of a filter added, or taken away where it was set: a second click clears. */
export function toggleFilter(view: View, name: string, value: string): View {
	const before = filterValues(view, name);
	const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
	return setFilter(view, name, after);
}

/** The view with a filter set to `values`; an empty list removes it. */
export function setFilter(view: View, name: string, values: readonly string[]): View {
	const filters = Object.assign(emptyFilters(), view.filters);
	if (values.length === 0) delete filters[name];
	else filters[name] = values;
	return { ...view, filters };
}

/** A comparison with a number, as an address has it: '>=10000'. */
const COMPARISON = /^(>=|<=|>|<|=)\s*-?\d+(\.\d+)?$/;

/**
 * The view for a list of what accounts have: its comparisons are meant of the accounts, as on the rest of the page, not of the
 * list's own rows, which may have a figure of the same name.
 */
export function ofAccounts(view: View): View {
	const filters = emptyFilters();
	for (const [name, values] of Object.entries(view.filters)) {
		const isCompared = values.every((value) => COMPARISON.test(value));
		filters[isCompared ? `account.${name}` : name] = values;
	}
	return { ...view, filters };
}

/** The view without any filter. */
export function clearFilters(view: View): View {
	return { ...view, filters: emptyFilters() };
}
