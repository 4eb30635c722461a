import type { Token } from './name-tokens.ts';
import type { Meaning } from './words.ts';

/** What a column can hold, as far as its name tells. */
export type Concept = (typeof RULES)[number][0];

/**
 * Concept, confidence, meanings that the name must have, each in a word of its own.
 * What the name says beyond that lowers the confidence, most of all another thing that could be identified.
 */
const RULES = [
	['account_id', 1, 'account id'],
	['account_id', 0.98, 'account unique id'],
	['account_id', 0.8, 'account'],
	['account_id', 0.45, 'email'],
	['account_id', 0.5, 'account email'],
	['account_name', 1, 'account name'],
	['account_name', 0.7, 'account'],
	['account_name', 0.75, 'invoice name'],
	['account_name', 0.5, 'shipto name'],
	['account_name', 0.5, 'shipping name'],
	['parent_id', 1, 'parent account id'],
	['parent_id', 0.9, 'parent id'],
	['parent_id', 0.8, 'parent account'],
	['parent_id', 0.7, 'parent'],
	['parent_name', 0.9, 'parent name'],
	['parent_name', 0.9, 'parent account name'],
	['group_id', 1, 'group id'],
	['group_id', 0.95, 'account group id'],
	['group_name', 1, 'group name'],
	['group_name', 0.95, 'account group name'],
	['group_name', 0.8, 'group'],
	['group_name', 0.75, 'account group'],
	['order_id', 1, 'order id'],
	['order_id', 0.9, 'order invoice id'],
	['order_id', 0.75, 'order'],
	['invoice_id', 1, 'invoice id'],
	['invoice_id', 0.95, 'order invoice id'],
	['invoice_id', 0.8, 'invoice'],
	['quote_id', 1, 'quote id'],
	['quote_id', 0.7, 'quote'],
	['delivery_id', 1, 'delivery id'],
	['delivery_id', 0.7, 'delivery'],
	['delivery_id', 0.8, 'shipping id'],
	['payment_id', 1, 'payment id'],
	['case_id', 1, 'case id'],
	['agreement_id', 1, 'agreement id'],
	['line_no', 1, 'line id'],
	['line_no', 1, 'order line id'],
	['line_no', 1, 'invoice line id'],
	['line_no', 0.8, 'line'],
	['line_no', 0.75, 'order line'],
	['product_id', 1, 'product id'],
	['product_id', 0.8, 'product'],
	['product_name', 1, 'product name'],
	['product_name', 0.75, 'product'],
	['category_id', 1, 'category id'],
	['category_id', 0.95, 'product category id'],
	['category', 1, 'category name'],
	['category', 0.95, 'category'],
	['category', 0.97, 'product category'],
	['category', 0.97, 'product category name'],
	['subcategory', 0.95, 'subcategory'],
	['subcategory', 0.95, 'product subcategory'],
	['subcategory_id', 1, 'subcategory id'],
	['subcategory_id', 0.97, 'product subcategory id'],
	['employee_id', 1, 'employee id'],
	['employee_id', 0.8, 'owner id'],
	['employee_id', 0.7, 'person id'],
	['owner', 1, 'owner'],
	['owner', 0.95, 'owner name'],
	['owner', 0.95, 'employee name'],
	['owner', 0.9, 'employee'],
	['owner', 0.9, 'account owner'],
	['person_name', 0.7, 'person name'],
	['person_name', 0.6, 'person'],
	['order_date', 1, 'order date'],
	['order_date', 0.8, 'order created date'],
	['order_date', 0.9, 'order supplier date'],
	['order_date', 0.97, 'order date id'],
	['invoice_date', 0.97, 'invoice date id'],
	['date', 0.8, 'date id'],
	['invoice_date', 1, 'invoice date'],
	['quote_date', 1, 'quote date'],
	['date', 0.85, 'date'],
	['ship_date', 1, 'shipping date'],
	['ship_date', 0.8, 'shipping closed date'],
	['ship_date', 0.6, 'shipping'],
	['delivered_date', 1, 'delivered date'],
	['delivered_date', 0.8, 'delivery date'],
	['delivered_date', 0.95, 'order delivered date'],
	['delivered_date', 0.9, 'order delivered account date'],
	['delivered_date', 0.6, 'delivered'],
	['promised_date', 1, 'promised date'],
	['promised_date', 1, 'promised delivery date'],
	['promised_date', 0.95, 'order promised delivery date'],
	['promised_date', 0.95, 'promised shipping date'],
	['promised_date', 0.8, 'promised'],
	['promised_date', 0.75, 'promised delivery'],
	['due_date', 1, 'due date'],
	['due_date', 0.95, 'invoice due date'],
	['due_date', 0.95, 'payment due date'],
	['due_date', 0.8, 'due'],
	['paid_date', 1, 'paid date'],
	['paid_date', 0.95, 'payment date'],
	['paid_date', 0.6, 'paid'],
	['created_date', 1, 'created date'],
	['created_date', 0.8, 'created'],
	['since_date', 1, 'since'],
	['since_date', 1, 'since date'],
	['since_date', 0.95, 'account since'],
	['since_date', 0.9, 'account open date'],
	['since_date', 0.85, 'account created date'],
	['since_date', 0.6, 'open date'],
	['opened_date', 0.9, 'open date'],
	['opened_date', 0.7, 'open'],
	['closed_date', 0.95, 'closed date'],
	['closed_date', 0.7, 'closed'],
	['escalated_date', 0.95, 'escalated date'],
	['escalated_date', 0.7, 'escalated'],
	['valid_from', 1, 'valid from'],
	['valid_from', 0.9, 'from date'],
	['valid_from', 0.6, 'from'],
	['valid_to', 1, 'valid to'],
	['valid_to', 0.9, 'to date'],
	['valid_to', 0.95, 'valid date'],
	['valid_to', 0.6, 'to'],
	['valid_to', 0.6, 'valid'],
	['year', 0.9, 'year'],
	['year', 0.85, 'order year'],
	['month', 0.9, 'month'],
	['month', 0.85, 'order month'],
	['quantity', 1, 'quantity'],
	['quantity', 1, 'order quantity'],
	['quantity', 0.97, 'product quantity'],
	['quantity', 0.97, 'line quantity'],
	['quantity', 0.97, 'invoice quantity'],
	['quantity', 0.9, 'amount quantity'],
	['quantity', 0.6, 'delivered quantity'],
	['quantity', 0.6, 'shipping quantity'],
	['unit_price', 1, 'unit price'],
	['unit_price', 0.97, 'net unit price'],
	['unit_price', 0.95, 'net price'],
	['unit_price', 0.9, 'price'],
	['unit_price', 0.92, 'product price'],
	['unit_price', 0.92, 'order price'],
	['gross_unit_price', 1, 'gross price'],
	['gross_unit_price', 1, 'gross unit price'],
	['list_price', 1, 'list price'],
	['list_price', 1, 'list unit price'],
	['list_price', 0.95, 'product list price'],
	['list_price', 0.9, 'list'],
	['discount', 1, 'discount'],
	['discount', 1, 'discount percent'],
	['discount', 1, 'discount amount'],
	['discount', 0.97, 'price discount'],
	['discount', 0.95, 'unit price discount'],
	['discount', 0.95, 'product discount'],
	['discount', 0.95, 'line discount'],
	['discount', 0.95, 'order discount'],
	['net_amount', 1, 'net amount'],
	['net_amount', 1, 'amount net tax'],
	['net_amount', 1, 'line net amount'],
	['net_amount', 0.97, 'product net amount'],
	['net_amount', 0.85, 'order net amount'],
	['net_amount', 0.85, 'invoice net amount'],
	['net_amount', 0.8, 'net'],
	['gross_amount', 1, 'gross amount'],
	['gross_amount', 1, 'amount gross tax'],
	['gross_amount', 1, 'line gross amount'],
	['gross_amount', 0.75, 'gross'],
	['gross_amount', 0.85, 'amount due'],
	['amount', 0.95, 'amount'],
	['amount', 1, 'line amount'],
	['amount', 0.97, 'product amount'],
	['amount', 0.96, 'amount amount'],
	['amount', 1, 'order line amount'],
	['amount', 1, 'invoice line amount'],
	['amount', 0.9, 'line price'],
	['amount', 0.95, 'amount price'],
	['header_amount', 0.95, 'order amount'],
	['header_amount', 0.95, 'invoice amount'],
	['header_amount', 0.9, 'order amount amount'],
	['list_amount', 1, 'list amount'],
	['tax_amount', 1, 'tax amount'],
	['tax_amount', 0.9, 'tax'],
	['tax_amount', 0.9, 'line tax'],
	['tax_rate', 1, 'tax percent'],
	['tax_rate', 0.8, 'tax'],
	['unit_cost', 1, 'unit cost'],
	['unit_cost', 0.97, 'cost price'],
	['unit_cost', 0.97, 'unit cost price'],
	['unit_cost', 0.95, 'standard cost'],
	['unit_cost', 0.9, 'product cost'],
	['unit_cost', 0.95, 'list cost'],
	['unit_cost', 0.95, 'product list cost'],
	['cost_amount', 1, 'cost amount'],
	['cost_amount', 1, 'amount product list cost'],
	['cost_amount', 1, 'amount product cost'],
	['cost_amount', 0.9, 'line cost'],
	['cost_amount', 0.85, 'cost'],
	['profit', 1, 'profit'],
	['profit', 1, 'profit amount'],
	['profit', 1, 'line profit'],
	['profit', 0.97, 'gross profit'],
	['profit', 0.97, 'order profit'],
	['profit', 0.9, 'order line profit'],
	['profit', 0.9, 'product profit'],
	['profit_share', 1, 'profit percent'],
	['freight', 1, 'freight'],
	['freight', 1, 'freight amount'],
	['freight', 1, 'freight cost'],
	['freight', 0.95, 'shipping cost'],
	['freight', 0.85, 'shipping amount'],
	['freight', 0.85, 'shipping price'],
	['rebate', 1, 'rebate'],
	['rebate', 1, 'rebate amount'],
	['paid_amount', 1, 'paid amount'],
	['paid_amount', 0.9, 'payment amount'],
	['open_amount', 1, 'open amount'],
	['open_amount', 0.9, 'open open'],
	['open_amount', 0.75, 'open'],
	['currency', 1, 'currency'],
	['currency', 1, 'currency id'],
	['currency', 0.95, 'order currency'],
	['currency', 0.95, 'invoice currency'],
	['status', 1, 'status'],
	['status', 1, 'order status'],
	['status', 0.95, 'order line status'],
	['status', 0.9, 'invoice status'],
	['status', 0.9, 'quote status'],
	['status', 0.6, 'state'],
	['cancelled', 0.95, 'cancelled'],
	['cancelled', 0.95, 'cancelled date'],
	['cancelled', 0.95, 'flag cancelled'],
	['cancelled', 0.9, 'order cancelled'],
	['kind', 0.9, 'kind'],
	['kind', 1, 'order kind'],
	['kind', 0.95, 'invoice kind'],
	['segment', 1, 'segment'],
	['segment', 1, 'account segment'],
	['segment', 0.95, 'segment name'],
	['segment', 0.7, 'account kind'],
	['segment_id', 1, 'segment id'],
	['industry', 1, 'industry'],
	['industry', 1, 'account industry'],
	['region', 1, 'region'],
	['region', 0.97, 'region name'],
	['region', 0.9, 'account region'],
	['region_id', 1, 'region id'],
	['state', 0.95, 'state'],
	['state', 0.9, 'account state'],
	['country', 1, 'country'],
	['country', 0.97, 'country id'],
	['country', 0.97, 'country name'],
	['country', 0.95, 'account country'],
	['city', 1, 'city'],
	['city', 0.9, 'account city'],
	['channel', 1, 'channel'],
	['channel', 0.9, 'order channel'],
	['postal', 1, 'postal'],
	['postal', 1, 'postal id'],
	['email', 0.95, 'email'],
	['email', 0.95, 'account email'],
	['terms', 1, 'terms'],
	['referred_by', 1, 'referred'],
	['referred_by', 0.9, 'referred account id'],
	['is_rush', 0.9, 'rush'],
	['is_rush', 1, 'flag rush'],
	['rate', 1, 'exchange price'],
	['rate', 0.9, 'exchange'],
	['severity', 1, 'severity'],
	['minutes', 1, 'minutes'],
	['level', 0.9, 'level'],
	['direction', 1, 'direction'],
	['criterion', 1, 'criterion'],
	['score', 0.9, 'rating'],
	['planned_amount', 1, 'plan amount'],
	['planned_amount', 0.8, 'plan'],
	['name', 0.8, 'name'],
	['id', 0.8, 'id'],
] as const satisfies readonly (readonly [string, number, string])[];

const COMPILED = RULES.map(([concept, confidence, meanings]) => ({
	concept,
	confidence,
	required: meanings.split(' ') as Meaning[],
}));

/** Things that have numbers and names of their own: a name that mentions one more of them means something else. */
const THINGS = new Set<Meaning>(
	'account supplier employee person order invoice quote delivery payment product category subcategory group parent shipto case agreement store previous birth edited weight address phone terms returned flag channel postal line'.split(
		' ',
	) as Meaning[],
);
/** Words that turn a figure into another one: a tax is not an amount of sales. */
const TURNS = new Set<Meaning>(
	'tax gross net discount rebate cost profit freight paid open percent list promised quantity plan due valid created shipping delivered since currency'.split(
		' ',
	) as Meaning[],
);

/** Words that name a customer, but less surely than `customer` does where both stand in a table. */
const LOOSE_ACCOUNTS = new Set([
	'account',
	'acct',
	'user',
	'company',
	'partner',
	'konto',
	'member',
	'bp',
	'guest',
	'tiers',
	'card',
]);

export const LEAST_CONFIDENCE = 0.35;

/** What a column with these name parts can hold, the likeliest first, each with a confidence from 0 to 1. */
export function conceptsOf(tokens: readonly Token[]): { concept: Concept; confidence: number }[] {
	const best = new Map<Concept, number>();
	const telling = tokens.filter((token) => !token.meanings.includes('filler') || token.meanings.length > 1);
	for (const rule of COMPILED) {
		const weak =
			rule.concept === 'account_id' && telling.some(({ word }) => LOOSE_ACCOUNTS.has(word)) ? 0.02 : 0;
		const least = leastPenalty(telling, rule.required, rule.concept);
		const cost = least === undefined ? undefined : least + weak;
		const confidence = cost === undefined ? 0 : rule.confidence - cost;
		if (confidence > (best.get(rule.concept) ?? LEAST_CONFIDENCE)) best.set(rule.concept, confidence);
	}
	return [...best]
		.map(([concept, confidence]) => ({ concept, confidence }))
		.sort((a, b) => b.confidence - a.confidence);
}

/** What the words cost that are left when each required meaning has taken one; undefined where one finds none. */
function leastPenalty(
	tokens: readonly Token[],
	required: readonly Meaning[],
	concept: Concept,
	taken: readonly Meaning[] = required,
): number | undefined {
	const [meaning, ...others] = required;
	if (meaning === undefined) return tokens.reduce((sum, token) => sum + penalty(token, taken, concept), 0);
	let least: number | undefined;
	for (const [index, token] of tokens.entries()) {
		if (!token.meanings.includes(meaning)) continue;
		const cost = leastPenalty(tokens.toSpliced(index, 1), others, concept, taken);
		if (cost !== undefined && (least === undefined || cost < least)) least = cost;
	}
	return least;
}

/** What an address block says of the customer: the invoice's country is the customer's, the consignee's perhaps. */
const OF_ADDRESS = new Set<Concept>([
	'account_name',
	'country',
	'city',
	'state',
	'region',
	'postal',
	'email',
	'person_name',
]);

function penalty(token: Token, taken: readonly Meaning[], concept: Concept): number {
	if (OF_ADDRESS.has(concept)) {
		if (token.meanings.includes('invoice')) return 0.1;
		if (token.meanings.includes('shipping') || token.meanings.includes('shipto')) return 0.25;
	}
	if (token.meanings.some((meaning) => taken.includes(meaning))) return 0.03;
	if (token.meanings.some((meaning) => THINGS.has(meaning))) return 0.45;
	if (token.meanings.some((meaning) => TURNS.has(meaning))) return 0.4;
	if (token.meanings.includes('id')) return 0.25;
	return token.meanings.length === 0 ? 0.12 : 0.1;
}

const DATES = new Set<Concept>(
	'order_date invoice_date quote_date date ship_date delivered_date promised_date due_date paid_date created_date since_date opened_date closed_date escalated_date valid_from valid_to'.split(
		' ',
	) as Concept[],
);
const NUMBERS = new Set<Concept>(
	'quantity unit_price gross_unit_price list_price discount net_amount gross_amount amount header_amount list_amount tax_amount tax_rate unit_cost cost_amount profit profit_share freight rebate paid_amount open_amount terms rate minutes score planned_amount year month'.split(
		' ',
	) as Concept[],
);
/** Whether a concept is a day. */
export function isDateConcept(concept: Concept): boolean {
	return DATES.has(concept);
}

/** Whether a concept is a figure. */
export function isNumberConcept(concept: Concept): boolean {
	return NUMBERS.has(concept);
}
