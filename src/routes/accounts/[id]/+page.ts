import { error } from '@sveltejs/kit';
import { createApi, rowOf } from '$lib/client/api.ts';
import type { RecordRows } from '$lib/contract/rows.ts';
import { parsePageState, parseView } from '$lib/client/view-state.ts';
import type { PageLoad } from './$types';

/** Orders and products that are shown; an export has them all. */
const ORDERS = '12';
const PRODUCTS = '10';
/** Marks of one kind on the axis of time at most. */
const MARKS = '800';
/** Deliveries and contacts that are looked at for what is due, and for the last of each level. */
const NEWEST = '60';
const CONTACTS = '250';
/** The axis of time and a little more. */
const HISTORY_DAYS = 800;

/** The record of one account or group: its head, its history, and what each entity of the data knows about it. */
export const load: PageLoad = async ({ fetch, params, parent, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const id = params.id;
	const head = await api.account(id, view);
	if (!head.ok && head.problem.status === 404) error(404, head.problem.detail ?? head.problem.title);

	const facts = rowOf((await parent()).meta);
	const given = new Set(facts?.entities ?? []);
	/** A part that only some companies' data can fill. */
	const of = <Part extends keyof RecordRows>(
		entity: string,
		part: Part,
		page: Record<string, string> = {},
	) => (given.has(entity) ? api.record(id, part, view, page) : null);
	const entities = Promise.all([
		of('quotes', 'quotes', { age_days: `<=${HISTORY_DAYS}` }),
		of('deliveries', 'deliveries', { limit: NEWEST }),
		of('deliveries', 'deliveries', { days_late: '>0', limit: MARKS }),
		of('deliveries', 'deliveries', { short_quantity: '>0', limit: MARKS }),
		of('invoices', 'invoices', { open_amount: '>0' }),
		of('agreements', 'agreements'),
		of('service_cases', 'cases'),
		of('touchpoints', 'touchpoints', { limit: CONTACTS }),
		of('plans', 'plans'),
	]);
	const open = parsePageState(url.searchParams)['open'];
	const order = open?.startsWith('order:') ? open.slice('order:'.length) : undefined;

	const [months, orderDays, orders, lines, credits, products, categories, risk, tiers] = await Promise.all([
		api.record(id, 'months', view),
		api.record(id, 'order_days', view, { sort: '-ordered_on', limit: MARKS }),
		api.record(id, 'orders', view, { limit: ORDERS }),
		order ? api.record(id, 'lines', view, { order_id: order }) : null,
		api.record(id, 'orders', view, { revenue: '<0', limit: MARKS }),
		api.record(id, 'products', view, { limit: PRODUCTS }),
		api.record(id, 'categories', view),
		api.record(id, 'risk_history', view),
		facts?.has_tiers
			? Promise.all([
					api.record(id, 'tiers', view),
					api.answer('tier_model', { ...view, filters: {} }),
					api.record(id, 'tier_history', view),
					of('ratings', 'ratings', { limit: MARKS }),
				])
			: null,
	]);
	const [quotes, deliveries, late, short, invoices, agreements, cases, touchpoints, plans] = await entities;
	const [tier = null, tierModel = null, tierHistory = null, ratings = null] = tiers ?? [];
	return {
		...{ tier, tierModel, tierHistory, ratings },
		...{ head, months, orderDays, orders, order, lines, credits, products, categories, risk },
		...{ quotes, deliveries, late, short, invoices, agreements, cases, touchpoints, plans },
	};
};
