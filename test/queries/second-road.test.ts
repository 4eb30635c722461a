import { afterAll, beforeAll, describe, test } from 'vitest';
import { given, type Built } from '../support/given.ts';
import { randomCompany, type RandomCompany } from '../support/random-company.ts';
import { expectSameTrend, expectSameWindow, expectSameYear } from '../support/second-road/expect-same.ts';
import { monthOf } from '../support/second-road/lines.ts';

/** Last month of the random companies. */
const LAST = monthOf('2026-01-31');

describe.each([1, 2, 3])('a random company (%i), worked out again in plain TypeScript', (seed) => {
	let company: RandomCompany;
	let built: Built;
	beforeAll(async () => {
		company = randomCompany(seed);
		built = await given(company.given);
	});
	afterAll(() => built.close());

	test.each(['account', 'group'] as const)(
		'has the same answers at three month ends, by %s',
		async (level) => {
			for (const month of [LAST, LAST - 7, LAST - 20])
				await expectSameYear(built, company.lines, month, level);
		},
	);

	test.each(['account', 'group'] as const)(
		'has the same concentration at every month end, by %s',
		async (level) => {
			await expectSameTrend(built, company.lines, LAST, level);
		},
	);

	test.each(['account', 'group'] as const)(
		'has the same answers in a window of its own, by %s',
		async (level) => {
			const [from, to] = [LAST - 4, LAST - 1];
			const window = { as_of: '2026-01-31', from, to, prior: { from: from - 12, to: to - 12 } };
			await expectSameWindow(built, company.lines, window, level, { from: '2025-09-01', to: '2025-12-01' });
			await expectSameWindow(
				built,
				company.lines,
				{ ...window, prior: { from: from - 3, to: from } },
				level,
				{
					from: '2025-09-01',
					to: '2025-12-01',
					compare: 'prior',
				},
			);
			await expectSameWindow(
				built,
				company.lines,
				{ ...window, from: LAST - 11, to: LAST + 1, prior: null },
				level,
				{ compare: 'none' },
			);
		},
	);

	test.each(['account', 'group'] as const)(
		'has the same answers for a segment: matching branches, then rolled up by %s',
		async (level) => {
			const lines = company.lines.filter((line) => company.segments.get(line.account_id) === 'one');
			const window = {
				as_of: '2026-01-31',
				from: LAST - 11,
				to: LAST + 1,
				prior: { from: LAST - 23, to: LAST - 11 },
			};
			await expectSameWindow(built, lines, window, level, { segment: 'one' }, company.lines);
			const later = { ...window, from: LAST - 5, to: LAST + 1, prior: { from: LAST - 17, to: LAST - 11 } };
			await expectSameWindow(
				built,
				lines,
				later,
				level,
				{ segment: 'one', from: '2025-08-01', to: '2026-02-01' },
				company.lines,
			);
		},
	);
});
