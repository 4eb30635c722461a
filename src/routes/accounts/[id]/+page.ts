import { error } from '@sveltejs/kit';
import { createApi, rowOf } from '$lib/client/api.ts';
import type { RecordRows } from '$lib/contract/rows.ts';
import { parsePageState, parseView } from '$lib/client/view-state.ts';
import type { PageLoad } from './$types';

/** Orders and products that are shown; an export has them all. */
const ORDERS = '12';
const PRODUCTS = '10';

/** The record of one account or group: its head, its history, and what each entity of the data knows about it. */
export const load: PageLoad = async ({ fetch, params, parent, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const id = params.id;
	const head = await api.account(id, view);
	if (!head.ok && head.problem.status === 404) error(404, head.problem.detail ?? head.problem.title);

	const given = new Set(rowOf((await parent()).meta)?.entities ?? []);
	/** A part that only some companies' data can fill. */
	const of = <Part extends keyof RecordRows>(entity: string, part: Part) =>
		given.has(entity) ? api.record(id, part, view) : null;
	const open = parsePageState(url.searchParams)['open'];
	const order = open?.startsWith('order:') ? open.slice('order:'.length) : undefined;

	const [
		months,
		orderDays,
		orders,
		lines,
		products,
		categories,
		quotes,
		deliveries,
		invoices,
		agreements,
		cases,
		touchpoints,
		plans,
	] = await Promise.all([
		api.record(id, 'months', view),
		api.record(id, 'order_days', view),
		api.record(id, 'orders', view, { limit: ORDERS }),
		order ? api.record(id, 'lines', view, { order_id: order }) : null,
		api.record(id, 'products', view, { limit: PRODUCTS }),
		api.record(id, 'categories', view),
		of('quotes', 'quotes'),
		of('deliveries', 'deliveries'),
		of('invoices', 'invoices'),
		of('agreements', 'agreements'),
		of('service_cases', 'cases'),
		of('touchpoints', 'touchpoints'),
		of('plans', 'plans'),
	]);
	return {
		head,
		months,
		orderDays,
		orders,
		order,
		lines,
		products,
		categories,
		quotes,
		deliveries,
		invoices,
		agreements,
		cases,
		touchpoints,
		plans,
	};
};
