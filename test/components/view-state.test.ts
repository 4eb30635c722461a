import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	clearFilters,
	hrefOf,
	ofAccounts,
	parsePageState,
	parseView,
	toggleFilter,
	toParameters,
	type View,
} from '../../src/lib/client/view-state.ts';

const view = (query: string): View => parseView(new URLSearchParams(query));

describe('the view in an address', () => {
	it('is all default where the address says nothing', () => {
		expect(view('')).toEqual({
			as_of: undefined,
			from: undefined,
			to: undefined,
			compare: 'prior_year',
			level: 'group',
			filters: {},
		});
	});

	it('leaves defaults out of a link', () => {
		expect(hrefOf('/accounts', view('compare=prior_year&level=group'))).toBe('/accounts');
	});

	it('reads every other parameter as a filter, with repeated keys as several values', () => {
		expect(view('region=North&region=West&revenue=%3E10000&as_of=2026-09-30').filters).toEqual({
			region: ['North', 'West'],
			revenue: ['>10000'],
		});
	});

	it("keeps a page's own parameters apart, so that a link to another page leaves them behind", () => {
		const query = new URLSearchParams('sort=-revenue&search=vale&level=account');
		expect(parsePageState(query)).toEqual({ sort: '-revenue', search: 'vale' });
		expect(hrefOf('/growth', parseView(query))).toBe('/growth?level=account');
	});

	it('takes a value away when it is chosen again', () => {
		const once = toggleFilter(view('region=North'), 'region', 'West');
		expect(once.filters).toEqual({ region: ['North', 'West'] });
		expect(toggleFilter(toggleFilter(once, 'region', 'West'), 'region', 'North').filters).toEqual({});
	});

	it('forgets all filters at once and keeps the rest', () => {
		expect(hrefOf('/', clearFilters(view('region=North&level=account')))).toBe('/?level=account');
	});

	it('takes a parameter with a strange name for a filter like any other', () => {
		expect(Object.entries(view('constructor=1&__proto__=2').filters)).toEqual([
			['constructor', ['1']],
			['__proto__', ['2']],
		]);
	});

	it('is the same after a round trip, whatever the values hold', () => {
		const name = fc
			.stringMatching(/^[a-z][a-z_]{2,8}$/)
			.filter((key) => !(key in parsePageState(new URLSearchParams([[key, 'x']]))));
		const filters = fc.dictionary(
			name.filter((key) => !['as_of', 'from', 'to', 'compare', 'level'].includes(key)),
			fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1, maxLength: 3 }),
			{ noNullPrototype: true },
		);
		fc.assert(
			fc.property(
				filters,
				fc.constantFrom('prior_year', 'prior', 'none'),
				fc.constantFrom('group', 'account'),
				(wanted, compare, level) => {
					const before: View = {
						as_of: '2026-09-30',
						from: undefined,
						to: undefined,
						compare,
						level,
						filters: wanted,
					};
					expect(parseView(new URLSearchParams(toParameters(before).toString()))).toEqual(before);
				},
			),
		);
	});
});

it('means comparisons of accounts where a list has figures of its own', () => {
	const { filters } = ofAccounts(
		parseView(new URLSearchParams('region=North&revenue=%3E%3D10000&orders=%3C3&level=account')),
	);
	expect({ ...filters }).toEqual({
		region: ['North'],
		'account.revenue': ['>=10000'],
		'account.orders': ['<3'],
	});
});
