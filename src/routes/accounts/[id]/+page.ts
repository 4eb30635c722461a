import { readPathId } from '$lib/contract/record-path.ts';
import { error } from '@sveltejs/kit';
import { createApi, rowOf, rowsOf } from '$lib/client/api.ts';
import type { RecordRows } from '$lib/contract/rows.ts';
import { openedDocument, type DocumentKind } from '$lib/components/found-thing.ts';
import { parsePageState, parseView } from '$lib/client/view-state.ts';
import { shownMonths } from './record-timeline.ts';
import type { PageLoad } from './$types';

/** Orders and products that are shown; an export has them all. */
const ORDERS = '12';
const PRODUCTS = '10';
/** Rows of a brief. */
const BRIEF = '4';

/** The part of a record that holds a document, and what names it there. */
const PARTS: Readonly<Record<Exclude<DocumentKind, 'order'>, [part: keyof RecordRows, parameter: string]>> = {
	quote: ['quotes', 'quote_id'],
	delivery: ['deliveries', 'delivery_id'],
	invoice: ['invoices', 'invoice_id'],
	agreement: ['agreements', 'agreement_id'],
	case: ['cases', 'case_id'],
};

/** The record of one account or group: its head, its history, and what each entity of the data knows about it. */
export const load: PageLoad = async ({ fetch, params, parent, url }) => {
	const api = createApi(fetch);
	const view = parseView(url.searchParams);
	const id = readPathId(params.id);
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
	/** The first rows of a part, with how many there are in all and what they add up to. */
	const first = <Part extends keyof RecordRows>(
		entity: string,
		part: Part,
		page: Record<string, string> = {},
	) => of(entity, part, { limit: BRIEF, ...page, show: 'rows,totals' });
	const briefs = Promise.all([
		first('quotes', 'quotes', { is_live: 'true', sort: 'valid_until' }),
		of('quotes', 'quotes', { limit: '1' }),
		first('orders', 'orders', { is_open: 'true', sort: 'promised_on' }),
		first('deliveries', 'deliveries', { is_due: 'true', sort: 'promised_on' }),
		first('deliveries', 'deliveries', { is_late: 'true' }),
		first('invoices', 'invoices', { open_amount: '>0' }),
		first('invoices', 'invoices', { is_overdue: 'true', sort: '-open_amount' }),
		first('agreements', 'agreements', { state: 'running' }),
		first('agreements', 'agreements', { state: 'ended', sort: '-valid_to' }),
		first('service_cases', 'cases', { is_open: 'true', sort: 'opened_on' }),
		first('service_cases', 'cases', { is_open: 'false' }),
		of('touchpoints', 'contact_levels'),
		first('plans', 'plans', { is_over: 'false', elapsed_share: '>0' }),
		first('plans', 'plans'),
	]);
	const open = parsePageState(url.searchParams)['open'];
	const document = openedDocument(open);
	const order = document?.kind === 'order' ? document.id : undefined;

	const [part, parameter] = document && document.kind !== 'order' ? PARTS[document.kind] : [];
	const opened =
		part && parameter && document ? api.record(id, part, view, { [parameter]: document.id }) : null;
	const months = api.record(id, 'months', view);
	/** What lies on the axis of time: it begins with the first of the months that are drawn. */
	const onAxis = <Part extends 'order_days' | 'events'>(part: Part) =>
		months.then((outcome) => {
			const drawn = shownMonths(rowsOf(outcome));
			return api.record(id, part, { ...view, from: drawn[0]?.month_on ?? view.from });
		});
	const [orderDays, events, orders, lines, products, categories, risk, tiers] = await Promise.all([
		onAxis('order_days'),
		onAxis('events'),
		api.record(id, 'orders', view, { limit: ORDERS }),
		order ? api.record(id, 'lines', view, { order_id: order }) : null,
		api.record(id, 'products', view, { limit: PRODUCTS }),
		api.record(id, 'categories', view),
		api.record(id, 'risk_history', view),
		facts?.has_tiers
			? Promise.all([
					api.record(id, 'tiers', view),
					api.answer('tier_model', { ...view, filters: {} }),
					api.record(id, 'tier_history', view),
					of('ratings', 'ratings', { is_newest: 'true' }),
				])
			: null,
	]);
	const [
		quotes,
		lastQuote,
		openOrders,
		due,
		late,
		invoices,
		overdue,
		agreements,
		endedAgreements,
		openCases,
		closedCases,
		contacts,
		plan,
		plans,
	] = await briefs;
	const [tier = null, tierModel = null, tierHistory = null, ratings = null] = tiers ?? [];
	return {
		...{ tier, tierModel, tierHistory, ratings },
		...{ document, opened: await opened },
		...{ head, months: await months, orderDays, events, orders, order, lines, products, categories, risk },
		briefs: {
			...{ quotes, lastQuote, openOrders, due, late, invoices, overdue },
			...{ agreements, endedAgreements, openCases, closedCases, contacts, plan, plans },
		},
	};
};
