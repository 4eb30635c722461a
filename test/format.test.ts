import { describe, expect, it } from 'vitest';
import { createFormat, localeOf } from '../src/lib/format.ts';

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

	it('never shows a negative zero', () => {
		expect(format.money(-0)).toBe('€0.00');
	});

	it('follows the locale', () => {
		expect(createFormat('de-DE', 'EUR').money(-1234.5)).toBe('−1.234,50\u00a0€');
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
	});

	it('of shares is in percentage points, not in per cent', () => {
		// .314 - .322 = -.008
		expect(format.change(-0.008, 'points')).toEqual({ direction: 'down', glyph: '▼', text: '0.8\u00a0pp' });
	});

	it('that rounds to nothing is no change', () => {
		expect(format.change(0.0004, 'share')).toEqual({ direction: 'flat', glyph: '■', text: 'no change' });
	});

	it('without a baseline is new; an unknown one is a dash', () => {
		expect(format.change(null, 'share', false).text).toBe('new');
		expect(format.change(null, 'share').text).toBe('–');
	});
});

describe('a date', () => {
	it('is the day that was written, in any time zone', () => {
		expect([format.day('2026-03-01'), format.month('2026-03-01')]).toEqual(['1 Mar 2026', 'Mar 2026']);
	});
});

describe('the locale', () => {
	it('is the first that the browser asks for', () => {
		expect(localeOf('de-CH,de;q=0.9,en;q=0.8')).toBe('de-CH');
	});

	it('falls back where the header is missing or is no language', () => {
		expect([localeOf(null), localeOf('*'), localeOf('<script>')]).toEqual(['en-GB', 'en-GB', 'en-GB']);
	});
});
