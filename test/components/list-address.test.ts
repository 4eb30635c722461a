import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/lib/client/api.ts';
import { listOf, listQuestion } from '../../src/lib/client/list-address.ts';
import { parseView } from '../../src/lib/client/view-state.ts';
import { listColumns } from '../../src/lib/components/list-columns.ts';

const outcome = (path: string, query: string) =>
	({ ok: true, path: `/api/v1/${path}`, query }) as Outcome<unknown>;
const view = parseView(new URLSearchParams('as_of=2026-09-30&segment=Trade'));

describe('the address of a whole list', () => {
	it('leaves the view to the view, drops the page, and keeps what is the list\u2019s own', () => {
		expect(
			listOf(
				outcome(
					'growth_bridge_accounts',
					'?as_of=2026-09-30&segment=Trade&step=new&sort=-amount&limit=200&offset=0&show=rows,totals',
				),
				view,
			),
		).toEqual({ path: '/lists/growth_bridge_accounts', state: { open: 'step=new', sort: '-amount' } });
	});

	it('of accounts is their page, narrowed as the list is', () => {
		expect(
			listOf(outcome('accounts', '?segment=Trade&sort=-revenue_change&revenue_change=>0&limit=8'), view),
		).toEqual({
			path: '/accounts',
			state: { sort: '-revenue_change' },
			filters: { segment: ['Trade'], revenue_change: ['>0'] },
		});
	});

	it('asks the API what the page says', () => {
		expect(
			listQuestion(view, { open: 'is_open=true&revenue=%3E10', sort: '-revenue', limit: '100' }).toString(),
		).toBe('as_of=2026-09-30&segment=Trade&is_open=true&revenue=%3E10&sort=-revenue&limit=100');
	});
});

describe('the columns of a list', () => {
	it('have the unit of their definition, whatever their place, and are left out where nothing fills them', () => {
		const defined = [
			['order_id', 'id'],
			['margin_share', 'share'],
			['margin', 'money'],
			['lines', 'count'],
			['quantity', 'ratio'],
			['growth_rate', 'ratio'],
			['days_late', 'days'],
			['ordered_on', 'date'],
			['is_open', 'boolean'],
			['rebate_amount', 'money'],
		].map(([name = '', type = '']) => ({ name, type, description: '' }));
		const filled = defined.map(({ name }) => name).filter((name) => name !== 'rebate_amount');
		expect(listColumns(defined, filled).map(({ key, kind }) => [key, kind])).toEqual([
			['order_id', 'text'],
			['margin_share', 'share'],
			['margin', 'amount'],
			['lines', 'count'],
			['quantity', 'number'],
			['growth_rate', 'growth'],
			['days_late', 'days'],
			['ordered_on', 'day'],
			['is_open', 'yes'],
		]);
	});
});
