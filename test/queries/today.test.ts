import { afterAll, expect, test } from 'vitest';
import { askDrill } from '../../src/lib/server/warehouse/ask/drill.ts';
import { given, orderLines, type Built, type Given } from '../support/given.ts';

const rows: Given['rows'] = {
	order_lines: orderLines([['A', '2026-10-14', 100]]),
	quotes: [
		{
			quote_id: 'Q',
			account_id: 'A',
			quoted_on: '2026-10-01',
			amount: 1,
			status: 'open',
			valid_until: '2026-10-31',
		},
	],
	// Due between the newest line and today.
	invoices: [
		{
			invoice_id: 'I',
			account_id: 'A',
			issued_on: '2026-10-01',
			amount: 9,
			paid_amount: 0,
			due_on: '2026-10-20',
		},
	],
	deliveries: [{ delivery_id: 'D', account_id: 'A', promised_on: '2026-10-30' }],
	agreements: [
		{ agreement_id: 'G', account_id: 'A', kind: 'price', valid_from: '2026-01-01', valid_to: '2026-10-31' },
	],
	service_cases: [{ case_id: 'C', account_id: 'A', opened_on: '2026-10-30' }],
	touchpoints: [{ account_id: 'A', happened_on: '2026-10-31' }],
};

const companies: Built[] = [];
afterAll(() => companies.forEach((built) => built.close()));

async function due(built: Built, as_of?: string) {
	companies.push(built);
	const part = async (name: string) =>
		(await askDrill(built.warehouse, name, 'A', as_of ? [['as_of', as_of]] : [])).rows[0];
	const [quote, invoice, delivery, agreement, service, contact] = await Promise.all(
		['quotes', 'invoices', 'deliveries', 'agreements', 'cases', 'touchpoints'].map(part),
	);
	return {
		is_live: quote?.['is_live'],
		days_overdue: invoice?.['days_overdue'],
		days_late: delivery?.['days_late'],
		state: agreement?.['state'],
		age_days: service?.['age_days'],
		days_ago: contact?.['days_ago'],
	};
}

test('due dates are judged by the day that the configuration fixes, after the newest line', async () => {
	const built = await given({ config: 'today: 2026-11-02', rows });
	expect((await built.ask('meta')).rows[0]).toMatchObject({
		watermark_on: '2026-10-14',
		today: '2026-11-02',
	});
	expect(await due(built)).toEqual({
		is_live: false,
		days_overdue: 13,
		days_late: 3,
		state: 'ended',
		age_days: 3,
		days_ago: 2,
	});
});

test('without one, by the calendar', async () => {
	const built = await given({ today: '2026-10-25', rows });
	expect((await built.ask('meta')).rows[0]).toMatchObject({ today: '2026-10-25' });
	// A case of a later day and a contact of one are not known yet.
	expect(await due(built)).toEqual({
		is_live: true,
		days_overdue: 5,
		days_late: null,
		state: 'running',
		age_days: undefined,
		days_ago: undefined,
	});
});
