import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerRows } from '../../src/lib/contract/rows.ts';
import { seededRandom } from '../../src/lib/server/models/seeded-random.ts';
import { given, type Built, type Given, type GivenRow } from '../support/given.ts';
import { dayAfter, rhythmicLines } from '../support/rhythms.ts';

/** Accounts of many rhythms with quotes, contacts and segments, so that every kind of rung can be tried. */
function company(rename: (id: string) => string = (id) => id): Given {
	const lines = rhythmicLines({ accounts: 70, from: '2023-01-02', days: 1000 });
	const ids = [...new Set(lines.map((line) => String(line['account_id'])))];
	const random = seededRandom(3);
	const quotes: GivenRow[] = [];
	const touchpoints: GivenRow[] = [];
	for (const id of ids) {
		for (let i = 0; i < 6; i++) {
			const quoted_on = dayAfter('2023-01-02', random.integer(990));
			quotes.push({
				quote_id: `q-${id}-${i}`,
				account_id: rename(id),
				quoted_on,
				amount: 100 + random.integer(900),
				status: 'open',
				valid_until: dayAfter(quoted_on, 30),
			});
			touchpoints.push({ account_id: rename(id), happened_on: quoted_on, level: 'executive' });
		}
	}
	return {
		rows: {
			order_lines: lines.map((line) => ({ ...line, account_id: rename(String(line['account_id'])) })),
			accounts: ids.map((id, i) => ({ account_id: rename(id), segment: i % 2 ? 'odd' : 'even' })),
			quotes,
			touchpoints,
		},
	};
}

function shuffled<T>(rows: readonly T[]): T[] {
	const random = seededRandom(99);
	return rows
		.map((row) => ({ row, at: random.uniform() }))
		.sort((p, q) => p.at - q.at)
		.map(({ row }) => row);
}

type Risk = Map<string, Omit<AnswerRows['risk'], 'account_id' | 'name' | 'group_id' | 'group_name'>>;

/** What risk says of every account, by the id that it had before it was renamed. */
async function riskOf(built: Built, idOf: (id: string) => string = (id) => id): Promise<Risk> {
	const { rows } = await built.ask('risk', { level: 'account' });
	return new Map(
		rows
			.map(
				({ account_id, name: _, group_id: __, group_name: ___, ...rest }) =>
					[idOf(account_id), rest] as const,
			)
			.sort(([p], [q]) => (p < q ? -1 : 1)),
	);
}

describe('what risk says of an account', () => {
	let base: Built;
	let expected: Risk;
	beforeAll(async () => {
		base = await given(company());
		expected = await riskOf(base);
	});
	afterAll(() => base.close());

	async function expectSame(changed: Given, idOf?: (id: string) => string): Promise<void> {
		const other = await given(changed);
		try {
			const risk = await riskOf(other, idOf);
			expect([...risk.keys()]).toEqual([...expected.keys()]);
			for (const [id, row] of expected) expect({ id, ...risk.get(id) }).toEqual({ id, ...row });
			expect((await other.ask('risk_model', { level: 'account' })).rows).toEqual(
				(await base.ask('risk_model', { level: 'account' })).rows,
			);
		} finally {
			other.close();
		}
	}

	it('stands on a learned rung, so that the laws have something to break', async () => {
		const [model] = (await base.ask('risk_model', { level: 'account' })).rows;
		expect(model!.rung).not.toBeNull();
		expect([...expected.values()].filter((row) => row.overdue_ratio !== null).length).toBeGreaterThan(60);
		expect([...expected.values()].some((row) => row.reason_1 !== null)).toBe(true);
	});

	it('does not depend on the order of the rows', async () => {
		const { rows } = company();
		await expectSame({
			rows: Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, shuffled(list)])),
		});
	});

	it('does not depend on what the accounts are called', async () => {
		// Reversed and prefixed, so that their order turns round too.
		const rename = (id: string): string => `Z${999 - Number(id.slice(1))}`;
		const back = (id: string): string => `r${String(999 - Number(id.slice(1))).padStart(3, '0')}`;
		await expectSame(company(rename), back);
	});

	it('does not change when an account arrives that never ordered', async () => {
		const { rows } = company();
		await expectSame({
			rows: {
				...rows,
				accounts: [{ account_id: 'a prospect', segment: 'even' }, ...rows.accounts!],
				quotes: [
					...rows.quotes!,
					{
						quote_id: 'q-new',
						account_id: 'a prospect',
						quoted_on: '2025-06-02',
						amount: 5000,
						status: 'open',
					},
				],
			},
		});
	});
});
