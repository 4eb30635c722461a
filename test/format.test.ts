import { describe, expect, it } from 'vitest';
import { createFormat, isolate, localeOf, plural, type NamedPeriod } from '../src/lib/format.ts';

const format = createFormat('en-GB', 'EUR');

describe('a missing number', () => {
	it('is a dash, never zero', () => {
		expect([format.money(null), format.share(undefined), format.count(null), format.day(null)]).toEqual([
			'–',
			'–',
			'–',
			'–',
		]);
	});

	it('differs from zero', () => {
		expect([format.money(0), format.share(0), format.count(0)]).toEqual(['€0.00', '0.0%', '0']);
	});

	it('is not said to be zero where it is only little', () => {
		expect([format.share(0.0004), format.share(0.0006)]).toEqual(['<0.1%', '0.1%']);
	});

	it('is a dash where a division left no number', () => {
		expect(format.share(Number.NaN)).toBe('–');
		expect(format.compactMoney(Number.POSITIVE_INFINITY)).toBe('–');
	});

	it('has no sign and no unit', () => {
		expect([
			format.compactMoney(null),
			format.signedMoney(undefined),
			format.signedExactMoney(null),
			format.signedCount(undefined),
			format.moneyScale([1]).signed(null),
			format.ratio(null),
			format.average(undefined),
			format.chance(null),
		]).toEqual(Array.from({ length: 8 }, () => '–'));
	});
});

describe('money', () => {
	it('is exact to the cent, and compact in three figures', () => {
		expect([format.money(48612345.678), format.compactMoney(48612345.678)]).toEqual([
			'€48,612,345.68',
			'€48.6\u00a0m',
		]);
	});

	it('has a true minus before the sign of the currency', () => {
		expect([format.money(-13229.14), format.compactMoney(-13229.14)]).toEqual([
			'−€13,229.14',
			'−€13.2\u00a0k',
		]);
	});

	it('goes to the next unit where rounding would need four figures', () => {
		expect([999.4, 999.6, 999_400, 999_600, 12.4].map((value) => format.compactMoney(value))).toEqual([
			'€999',
			'€1.00\u00a0k',
			'€999\u00a0k',
			'€1.00\u00a0m',
			'€12',
		]);
	});

	it('has one unit in a column, chosen for its largest amount', () => {
		const scale = format.moneyScale([6_540_000, 740_000, null]);
		expect([
			scale.unit,
			scale.write(6_540_000),
			scale.write(740_000),
			scale.write(null),
			scale.signed(5e6),
		]).toEqual(['€\u00a0m', '6.54', '0.74', '–', '+5.00']);
	});

	it('goes to the next unit at the amount that would be written with four figures, not above it', () => {
		expect([999.5, 999_500, 999_500_000, 9_995, 99_950].map((value) => format.compactMoney(value))).toEqual([
			'€1.00\u00a0k',
			'€1.00\u00a0m',
			'€1.00\u00a0bn',
			'€10.0\u00a0k',
			'€100\u00a0k',
		]);
	});

	it('is a thousand million in English, and has the words of the language elsewhere', () => {
		expect(format.compactMoney(2.5e9)).toBe('€2.50\u00a0bn');
		expect(createFormat('de-DE', 'EUR').compactMoney(2.5e9)).toBe('2,5\u00a0Mrd.\u00a0€');
	});

	it('is written to the cent, in whole units, bare, and with all its decimals', () => {
		expect([
			format.wholeMoney(1234.56),
			format.exact(1234.5),
			format.exact(-0.125),
			format.full(0.1234567),
			format.full(12),
		]).toEqual(['€1,235', '1,234.50', '−0.13', '0.123457', '12']);
	});

	it('has a plus only above zero where it is signed', () => {
		expect([5, 0, -5].map((value) => format.signedMoney(value))).toEqual(['+€5', '€0', '−€5']);
		expect([5, 0, -5].map((value) => format.signedExactMoney(value))).toEqual(['+€5.00', '€0.00', '−€5.00']);
		expect([5, 0, -5].map((value) => format.moneyScale([5]).signed(value))).toEqual(['+5', '0', '−5']);
	});

	it('of a column without amounts has the unit of the currency', () => {
		expect(format.moneyScale([null, undefined]).unit).toBe('€');
		expect(format.moneyScale([undefined, 2e6]).unit).toBe('€\u00a0m');
	});

	it('never shows a negative zero', () => {
		expect(format.money(-0)).toBe('€0.00');
		expect([format.share(-0.0004), format.money(-0.004), format.ratio(-0.00001)]).toEqual([
			'0.0%',
			'€0.00',
			format.ratio(0),
		]);
	});

	it('has the sign of its currency, or its code where it has none', () => {
		expect([format.currencySign, createFormat('en-GB', 'CHF').currencySign]).toEqual(['€', 'CHF']);
		expect(createFormat('de-DE', 'EUR').currencySign).toBe('€');
	});

	it('follows the locale', () => {
		expect(createFormat('de-DE', 'EUR').money(-1234.5)).toBe('−1.234,50\u00a0€');
		// A true minus also behind the sign of the currency.
		expect(createFormat('nl-NL', 'EUR').money(-1234.5)).toBe('€\u00a0−1.234,50');
	});
});

describe('a ratio, an average and a count', () => {
	it('of less than a tenth has four decimals, else three', () => {
		expect([0.0999, 0.1, -0.0456, -2].map((value) => format.ratio(value))).toEqual([
			'0.0999',
			'0.100',
			'−0.0456',
			'−2.000',
		]);
	});

	it('on average has one decimal below a hundred', () => {
		expect([99.94, 100, -3.25].map((value) => format.average(value))).toEqual(['99.9', '100', '−3.3']);
	});

	it('has a plus only above zero where it is signed', () => {
		expect([3, 0, -3].map((value) => format.signedCount(value))).toEqual(['+3', '0', '−3']);
	});

	it('is compact in three figures', () => {
		expect([12, 1234, 99_950].map((value) => format.compact(value))).toEqual([
			'12',
			'1.23\u00a0k',
			'100\u00a0k',
		]);
	});

	it('takes the word that fits it', () => {
		expect([0, 1, 2].map((count) => plural(count, 'account', 'accounts'))).toEqual([
			'accounts',
			'account',
			'accounts',
		]);
	});
});

describe('a share', () => {
	it('that rounds to a tenth of a percent is no longer only little', () => {
		expect([0.0005, 0].map((value) => format.share(value))).toEqual(['0.1%', '0.0%']);
	});

	it('is whole where it is asked so', () => {
		expect(format.wholeShare(0.126)).toBe('13%');
	});

	it('that was forecast is never said to be certain, nor impossible', () => {
		expect([1, 0.991, 0.99, 0.5, 0.01, 0.009, 0].map((value) => format.chance(value))).toEqual([
			'>99%',
			'>99%',
			'99%',
			'50%',
			'1%',
			'<1%',
			'<1%',
		]);
	});
});

describe('a change', () => {
	it('shows its direction with a glyph', () => {
		expect(format.change(0.062, 'share')).toEqual({ direction: 'up', glyph: '▲', text: '6.2%' });
		expect(format.change(-5, 'count')).toEqual({ direction: 'down', glyph: '▼', text: '5' });
	});

	it('of ten times and more is a multiple', () => {
		// 123.6 more than before is 124.6 times as much.
		expect(format.change(123.644, 'share').text).toBe('125\u00a0×');
		expect(format.change(4.228, 'share').text).toBe('422.8%');
		expect([format.change(9, 'share').text, format.change(8.999, 'share').text]).toEqual([
			'10\u00a0×',
			'899.9%',
		]);
	});

	it('of money is compact', () => {
		expect(format.change(-12_345, 'money')).toEqual({ direction: 'down', glyph: '▼', text: '€12.3\u00a0k' });
	});

	it('of counts has a decimal below ten, but no zero behind its point', () => {
		expect([2.04, 2.5, 9.96, 10, 10.4, 1005].map((value) => format.change(value, 'count').text)).toEqual([
			'2',
			'2.5',
			'10',
			'10',
			'10',
			'1,005',
		]);
	});

	it('of shares is in percentage points, not in per cent', () => {
		// .314 - .322 = -.008
		expect(format.change(-0.008, 'points')).toEqual({ direction: 'down', glyph: '▼', text: '0.8\u00a0pp' });
	});

	it('that rounds to nothing is no change', () => {
		expect(format.change(0.0004, 'share')).toEqual({ direction: 'flat', glyph: '■', text: 'no change' });
	});

	it('without a baseline is new; an unknown one is a dash', () => {
		expect(format.change(null, 'share', false)).toEqual({ direction: 'new', glyph: '', text: 'new' });
		expect(format.change(null, 'share')).toEqual({ direction: 'unknown', glyph: '', text: '–' });
	});
});

describe('a date', () => {
	it('is the day that was written, in any time zone', () => {
		expect([format.day('2026-03-01'), format.month('2026-03-01')]).toEqual(['1 Mar 2026', 'Mar 2026']);
	});

	it('has as many parts as its place needs', () => {
		expect([
			format.longDay('2026-09-30'),
			format.dayOfYear('2026-09-25'),
			format.shortMonth('2026-09-01'),
			format.fullMonth('2026-09-01'),
		]).toEqual(['30 September 2026', '25 Sep', 'Sep', 'Sep 2026']);
	});

	it('with a time is read in the zone that it names, else as UTC', () => {
		expect(
			[
				'2026-10-14T06:10:00Z',
				'2026-10-14 06:10:00',
				'2026-10-14T08:10:00+02:00',
				'2026-10-14T08:10:00+0200',
				'2026-10-14T04:10:00-02:00',
			].map((value) => format.time(value)),
		).toEqual(Array.from({ length: 5 }, () => '14 Oct, 06:10'));
		expect(format.moment('2026-10-14T06:10:00Z')).toBe('14 Oct 2026, 06:10');
	});

	it('is a dash where the text is none', () => {
		expect([
			format.day('soon'),
			format.month(''),
			format.time(undefined),
			format.day('on 2026-03-01'),
		]).toEqual(Array.from({ length: 4 }, () => '–'));
		expect([format.window('soon', '2026-03-31'), format.window('2026-03-01', 'soon')]).toEqual(['–', '–']);
	});

	it('of a window says once what its two ends share', () => {
		expect([
			format.window('2025-11-01', '2026-10-31'),
			format.window('2026-09-01', '2026-11-30'),
			format.window('2026-09-01', '2026-09-30'),
		]).toEqual(['Nov 2025 – Oct 2026', 'Sep – Nov 2026', 'Sep 2026']);
	});

	it('in a sentence is written as a reader writes it, and so is an amount', () => {
		expect(format.sentence('Lost EUR 8,126 since 2026-09-30.')).toBe('Lost €8,126 since 30 Sep 2026.');
		expect(format.sentence('Order 12026-09-301 stays.')).toBe('Order 12026-09-301 stays.');
	});
});

describe('a month of a fiscal calendar', () => {
	const month: NamedPeriod = {
		period: 'month',
		from_on: '2022-08-29',
		last_on: '2022-09-25',
		name: 'P1 FY2023',
		is_fiscal: true,
	};
	const year: NamedPeriod = {
		...month,
		period: 'year',
		from_on: '2022-08-28',
		last_on: '2023-08-27',
		name: 'FY2023',
	};
	const fiscal = createFormat('en-GB', 'EUR', [month, year]);

	it('has its name by its first and by its last day', () => {
		expect([fiscal.month('2022-08-29'), fiscal.month('2022-09-25'), fiscal.shortMonth('2022-08-29')]).toEqual(
			['P1 FY2023', 'P1 FY2023', 'P1'],
		);
	});

	it('has its days beside its name where they are asked for', () => {
		expect(fiscal.fullMonth('2022-08-29')).toBe('P1 FY2023 (29 Aug – 25 Sep 2022)');
		expect([fiscal.period(month), fiscal.period(year)]).toEqual([
			'P1 FY2023 (29 Aug – 25 Sep 2022)',
			'FY2023 (28 Aug 2022 – 27 Aug 2023)',
		]);
	});

	it('that is not listed is its day; a year is no month', () => {
		expect([fiscal.month('2024-01-01'), fiscal.month('2022-08-28'), fiscal.month(null)]).toEqual([
			'1 Jan 2024',
			'28 Aug 2022',
			'–',
		]);
		expect([fiscal.shortMonth('2024-01-01'), fiscal.shortMonth(null)]).toEqual(['–', '–']);
	});

	it('is the month of the calendar where no period is fiscal', () => {
		const plain = {
			...month,
			from_on: '2026-03-01',
			last_on: '2026-03-31',
			name: 'Mar 2026',
			is_fiscal: false,
		};
		const named = createFormat('en-GB', 'EUR', [plain]);
		expect([named.month('2026-03-01'), named.period(plain), named.shortMonth('2026-03-01')]).toEqual([
			'Mar 2026',
			'Mar 2026',
			'Mar',
		]);
	});
});

describe('a text of the users', () => {
	it('that is written from right to left does not turn the words around it', () => {
		expect(isolate('שלום')).toBe('\u2068שלום\u2069');
		expect(isolate('a\u2067b\u2069')).toBe('\u2068ab\u2069');
	});

	it('stays as it is where nothing turns', () => {
		expect(isolate('Müller & Søn')).toBe('Müller & Søn');
	});
});

describe('the locale', () => {
	it('is the first that the browser asks for', () => {
		expect(localeOf('de-CH,de;q=0.9,en;q=0.8')).toBe('de-CH');
	});

	it('falls back where the header is missing or is no language', () => {
		expect([localeOf(null), localeOf('*'), localeOf('<script>')]).toEqual(['en-GB', 'en-GB', 'en-GB']);
		expect([localeOf('de_DE'), localeOf('<de'), localeOf('de-')]).toEqual(['en-GB', 'en-GB', 'en-GB']);
	});

	it('is the next that the browser asks for where the first cannot be used', () => {
		expect(localeOf('tlh, fr-FR;q=0.8')).toBe('fr-FR');
		expect(localeOf('zh-Hant-TW')).toBe('zh-Hant-TW');
	});
});
