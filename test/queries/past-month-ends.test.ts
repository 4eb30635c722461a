import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnswerRows } from '../../src/lib/contract/rows.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { given, type Built, type Given, type GivenRow } from '../support/given.ts';
import { randomCompany } from '../support/random-company.ts';

/** Answers about the build and its sources, and what builds wrote down: what came later is part of what they tell. */
const OF_THE_BUILD = [
	'meta',
	'data_quality',
	'entities',
	'entity_columns',
	'rejected_rows',
	'rejections',
	'risk_told',
	'dimension_values',
	'calendar_periods',
];
/** Tiers are as they were given in their time; quarters before the first review are read by its anchors, which came later. */
const OF_THE_REVIEW = /^tiers?(_|$)/;
const REVIEWED =
	/^(tier|score|value_score|potential_score|stability)$|^(key|growth|standard|emerging)_account/;
const ANSWERS = [...catalog().answers.values()]
	.map(({ name }) => name as keyof AnswerRows)
	.filter((name) => !OF_THE_BUILD.includes(name) && !OF_THE_REVIEW.test(name));

function withoutReview(rows: readonly object[]): object[] {
	return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !REVIEWED.test(name))));
}

/** Ends of the months of a history that opens in February 2024. */
const MONTH_ENDS = Array.from({ length: 20 }, (_, i) =>
	new Date(Date.UTC(2024, 2 + i, 0)).toISOString().slice(0, 10),
);
const LAST = MONTH_ENDS.at(-1)!;
const { given: whole } = randomCompany(11, {
	from: '2024-02-01',
	months: MONTH_ENDS.length,
	completeThrough: LAST,
	lines: 200,
});

/** The company as it stood on a day: its lines up to then, that day being complete. */
function asOf(day: string): Given {
	const lines = whole.rows.order_lines as GivenRow[];
	return {
		rows: { ...whole.rows, order_lines: lines.filter((line) => String(line['ordered_on']) <= day) },
		config: `complete_through: ${day}`,
	};
}

describe('at a past month end', () => {
	let today: Built;
	beforeAll(async () => {
		today = await given(whole);
	});
	afterAll(() => today.close());

	test.each(MONTH_ENDS)(
		'%s, every answer is that of a warehouse built from what had been ordered by then',
		async (day) => {
			const then = await given(asOf(day));
			try {
				for (const name of ANSWERS) {
					for (const level of ['account', 'group'] as const) {
						const past = await today.ask(name, { as_of: day, level, limit: '1000' });
						const present = await then.ask(name, { level, limit: '1000' });
						expect(withoutReview(present.rows), `${name}, by ${level}`).toEqual(withoutReview(past.rows));
					}
				}
			} finally {
				then.close();
			}
		},
	);
});
