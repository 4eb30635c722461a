import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SearchRow } from '../../src/lib/contract/rows.ts';
import { foundThing, openedDocument } from '../../src/lib/components/found-thing.ts';
import { createFormat } from '../../src/lib/format.ts';
import { given, orderLines, type Built } from '../support/given.ts';

let built: Built;

beforeAll(async () => {
	built = await given({
		rows: {
			order_lines: [
				...orderLines([
					['A-1', '2025-03-01', 100, { order_id: 'PO-77' }],
					['A-2', '2025-04-01', 50, { order_id: 'po-770' }],
					['B-1', '2025-05-01', 70, { order_id: 'X_%' }],
				]),
			],
			accounts: [
				{
					account_id: 'A-1',
					name: 'Harbour Street',
					group_id: 'G-A',
					group_name: 'Northern Foods',
					owner: 'Kim;Lee',
				},
				{
					account_id: 'A-2',
					name: 'Mill <b>Lane</b>',
					group_id: 'G-A',
					group_name: 'Northern Foods',
					owner: 'Lee',
				},
				{ account_id: 'B-1', name: 'שלום Trading', owner: 'Kim' },
			],
			quotes: [{ quote_id: 'Q-1', account_id: 'A-2', quoted_on: '2025-04-02', amount: 10 }],
			invoices: [{ invoice_id: 'INV-9', account_id: 'A-1', issued_on: '2025-03-02', amount: 100 }],
			deliveries: [{ delivery_id: 'D-5', account_id: 'A-1', order_id: 'PO-77', promised_on: '2025-03-09' }],
			agreements: [{ agreement_id: 'AG-3', group_id: 'G-A', kind: 'price', valid_from: '2025-01-01' }],
			service_cases: [{ case_id: 'C-8', account_id: 'B-1', opened_on: '2025-05-09' }],
		},
	});
});

afterAll(() => built.close());

const find = async (text: string, level = 'group'): Promise<SearchRow[]> =>
	(await built.ask('search', { text, level })).rows;
const kinds = async (text: string, level?: string) =>
	(await find(text, level)).map(({ kind, id, record_id }) => [kind, id, record_id]);

test("a branch's name or id finds its group, and says whose branch it is", async () => {
	expect(await find('harbour')).toMatchObject([
		{
			kind: 'branch',
			label: 'Harbour Street',
			record_id: 'G-A',
			record_name: 'Northern Foods',
			record_level: 'group',
			branch_id: 'A-1',
		},
	]);
	expect(await kinds('a-2')).toEqual([['branch', 'A-2', 'G-A']]);
	expect(await kinds('harbour', 'account')).toEqual([['account', 'A-1', 'A-1']]);
	const { rows } = await built.ask('accounts', { search: 'mill' });
	expect(rows.map((row) => row.account_id)).toEqual(['G-A']);
});

test('every kind of document is found by its number, in either case, exact before what only begins so', async () => {
	expect(await kinds('po-77', 'account')).toEqual([
		['order', 'PO-77', 'A-1'],
		['order', 'po-770', 'A-2'],
	]);
	expect(await kinds('q-1')).toEqual([['quote', 'Q-1', 'G-A']]);
	expect(await kinds('INV-')).toEqual([['invoice', 'INV-9', 'G-A']]);
	expect(await kinds('d-5')).toEqual([['delivery', 'D-5', 'G-A']]);
	expect(await kinds('ag-3', 'account')).toEqual([['agreement', 'AG-3', 'G-A']]);
	expect(await kinds('C-8')).toEqual([['case', 'C-8', 'B-1']]);
	expect(await kinds('7')).toEqual([]);
});

test('an owner is found, also one of a team', async () => {
	expect(await find('lee')).toMatchObject([{ kind: 'owner', id: 'Lee', accounts: 2, record_id: null }]);
});

test('signs of a pattern are letters like any other, and an empty text finds nothing', async () => {
	expect(await kinds('X_%')).toEqual([['order', 'X_%', 'B-1']]);
	expect(await kinds('_')).toEqual([]);
	expect(await kinds('%')).toEqual([]);
	expect(await find('')).toEqual([]);
	expect((await built.ask('search', {})).rows).toEqual([]);
	expect(await kinds('<b>')).toEqual([['branch', 'A-2', 'G-A']]);
	expect(await kinds('שלום')).toEqual([['group', 'B-1', 'B-1']]);
});

test('what is found opens the record at its row, at the level of that record', async () => {
	const format = createFormat('en-GB', 'EUR');
	const [invoice] = await find('inv-9', 'account');
	expect(foundThing(invoice!, true, format)).toMatchObject({
		label: 'INV-9',
		what: 'Invoice of 2 Mar 2025,',
		where: 'Harbour Street',
		path: '/accounts/A-1',
		view: { level: 'account' },
		state: { open: 'invoice:INV-9' },
	});
	const [branch] = await find('harbour');
	expect(foundThing(branch!, true, format)).toMatchObject({
		what: 'Branch A-1 of group',
		where: 'Northern Foods',
	});
	expect(openedDocument('invoice:INV:9')).toEqual({ kind: 'invoice', id: 'INV:9' });
	expect(openedDocument('step:new')).toBeNull();
});
