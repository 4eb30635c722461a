/** How a column's value is read and stored. `money` is a decimal with the decimals of its source; `number` is one without a currency. */
export type ColumnType = 'text' | 'date' | 'money' | 'number' | 'boolean' | 'integer';

export interface EntityColumn {
	name: string;
	type: ColumnType;
	/** A row without it is rejected. */
	required: boolean;
	description: string;
	/** Least and largest value; beyond them a required one rejects its row and any other is read as missing. */
	range?: readonly [number, number];
	/** The words that mean something to the product, in lower case; any other is kept as the source has it, and counted. */
	words?: readonly string[];
}

export interface Entity {
	name: EntityName;
	description: string;
	columns: readonly EntityColumn[];
	/** Columns that together name a row; rows that repeat them are counted by `vital-few check`. */
	key: readonly string[];
	/** What the product can answer only with this entity. */
	switches_on: string;
}

export type EntityName =
	| 'order_lines'
	| 'accounts'
	| 'orders'
	| 'quotes'
	| 'deliveries'
	| 'invoices'
	| 'agreements'
	| 'service_cases'
	| 'touchpoints'
	| 'plans'
	| 'ratings'
	| 'fx_rates';

const column = (name: string, type: ColumnType, description: string, required = false): EntityColumn => ({
	name,
	type,
	required,
	description,
});
const required = (name: string, type: ColumnType, description: string): EntityColumn =>
	column(name, type, description, true);
const within = (range: readonly [number, number], given: EntityColumn): EntityColumn => ({ ...given, range });
const oneOf = (words: readonly string[], given: EntityColumn): EntityColumn => ({ ...given, words });

/** The contract with a user's data: every entity, its columns in order, and which of them a row cannot do without. */
export const ENTITIES: readonly Entity[] = [
	{
		name: 'order_lines',
		description:
			'One line of an order, a return or a credit note. The only entity that is required; it alone decides revenue. Any further column becomes a dimension that filters and splits as `category` does.',
		key: ['order_id', 'line_no'],
		switches_on: 'everything',
		columns: [
			required('order_id', 'text', 'the order; where a source has none, account and day stand for it'),
			required('account_id', 'text', 'the customer that the line belongs to'),
			required('ordered_on', 'date', 'day of the order'),
			column(
				'net_amount',
				'money',
				'after discount, before tax, in `currency`; absent only for a pure event log',
			),
			column('line_no', 'text', 'position within the order'),
			column('product_id', 'text', 'product'),
			column('product_name', 'text', 'name of the product'),
			column('category', 'text', 'product category'),
			column('quantity', 'number', 'units; negative for returns'),
			column('list_amount', 'money', 'list price times quantity, before any discount'),
			column('cost_amount', 'money', 'cost of the goods, at the cost in force on the order date'),
			column('freight_amount', 'money', 'freight that we bore'),
			column('rebate_amount', 'money', 'rebate granted on the line'),
			column('currency', 'text', 'ISO 4217 code; default: the reporting currency'),
			oneOf(
				['sale', 'return', 'credit'],
				column('kind', 'text', '`sale`, `return` or `credit`; default by the sign of the amount'),
			),
			column(
				'entered_on',
				'date',
				'day on which the line was entered; backtests see only what was entered by then',
			),
			column('is_rush', 'boolean', 'rush order'),
		],
	},
	{
		name: 'accounts',
		description: 'One customer. Any further column becomes a dimension to filter and drill by.',
		key: ['account_id'],
		switches_on: 'names, groups, and every dimension to filter by',
		columns: [
			required('account_id', 'text', 'the customer'),
			column('name', 'text', 'name of the customer'),
			column('group_id', 'text', 'accounts under common control; default: the account itself'),
			column('group_name', 'text', 'name of the group'),
			column('segment', 'text', 'customer segment'),
			column('industry', 'text', 'industry'),
			column('region', 'text', 'sales region'),
			column('country', 'text', 'country'),
			column('owner', 'text', "who looks after it; several names separated by `;` are the account's team"),
			column('referred_by', 'text', 'account_id of the account that brought it'),
			column('since_on', 'date', 'customer since'),
		],
	},
	{
		name: 'orders',
		description: 'One order, for its status and promise. A status never changes revenue.',
		key: ['order_id'],
		switches_on: 'open orders, and the explanation of a silence by an order that is still open',
		columns: [
			required('order_id', 'text', 'the order'),
			required('account_id', 'text', 'the customer'),
			oneOf(
				['open', 'shipped', 'closed', 'cancelled'],
				column('status', 'text', '`open`, `shipped`, `closed` or `cancelled`'),
			),
			column('promised_on', 'date', 'promised day of delivery'),
			column('amount', 'money', 'net amount of the order, in the reporting currency'),
		],
	},
	{
		name: 'quotes',
		description: 'One offer made to an account.',
		key: ['quote_id'],
		switches_on: 'open quotes, and quotes without an order as a signal of risk',
		columns: [
			required('quote_id', 'text', 'the quote'),
			required('account_id', 'text', 'the customer'),
			required('quoted_on', 'date', 'day of the quote'),
			required('amount', 'money', 'net amount quoted, in `currency`'),
			column('currency', 'text', 'ISO 4217 code; default: the reporting currency'),
			oneOf(
				['open', 'won', 'lost', 'expired'],
				column('status', 'text', '`open`, `won`, `lost` or `expired`'),
			),
			column('valid_until', 'date', 'last day on which it holds'),
			column('order_id', 'text', 'the order it became'),
			column('category', 'text', 'product category'),
		],
	},
	{
		name: 'deliveries',
		description: 'One delivery, promised and real.',
		key: ['delivery_id'],
		switches_on: 'deliveries late and short, and late deliveries as a signal of risk',
		columns: [
			required('delivery_id', 'text', 'the delivery'),
			required('account_id', 'text', 'the customer'),
			column('order_id', 'text', 'the order it delivers'),
			column('promised_on', 'date', 'promised day'),
			column('shipped_on', 'date', 'day it left'),
			column('delivered_on', 'date', 'day it arrived'),
			column('quantity', 'number', 'units delivered'),
			column('ordered_quantity', 'number', 'units ordered'),
			column('status', 'text', 'as the source has it'),
		],
	},
	{
		name: 'invoices',
		description: 'One invoice and what was paid on it.',
		key: ['invoice_id'],
		switches_on: 'overdue invoices, days to pay, and receivable days in the cost to serve',
		columns: [
			required('invoice_id', 'text', 'the invoice'),
			required('account_id', 'text', 'the customer'),
			required('issued_on', 'date', 'day of issue'),
			required('amount', 'money', 'amount due, in `currency`'),
			column('currency', 'text', 'ISO 4217 code; default: the reporting currency'),
			column('due_on', 'date', 'day it is due'),
			column('paid_amount', 'money', 'amount paid so far, in `currency`'),
			column('paid_on', 'date', 'day of the last payment'),
			column('order_id', 'text', 'the order it bills'),
		],
	},
	{
		name: 'agreements',
		description: 'One price, service or capacity agreement with an account or a group.',
		key: ['agreement_id'],
		switches_on: 'agreements that expire, and what special prices gave away',
		columns: [
			required('agreement_id', 'text', 'the agreement'),
			column('account_id', 'text', 'the customer; this or group_id is required'),
			column('group_id', 'text', 'the group; this or account_id is required'),
			oneOf(['price', 'service', 'capacity'], required('kind', 'text', '`price`, `service` or `capacity`')),
			required('valid_from', 'date', 'first day'),
			column('valid_to', 'date', 'last day; open-ended where absent'),
			column('product_id', 'text', 'product it is about'),
			column('category', 'text', 'product category it is about'),
			column('agreed_price', 'money', 'agreed unit price, in `currency`'),
			within([0, 1], column('discount_share', 'number', 'agreed discount, 0..1')),
			column('currency', 'text', 'ISO 4217 code; default: the reporting currency'),
			column('promised_amount', 'money', 'revenue promised in return'),
			column('commitment', 'text', 'what we promised (service, capacity)'),
			column('target', 'number', 'target of the commitment'),
		],
	},
	{
		name: 'service_cases',
		description: 'One complaint, ticket or service case.',
		key: ['case_id'],
		switches_on: 'service load, missed commitments, and open severe cases as a signal of risk',
		columns: [
			required('case_id', 'text', 'the case'),
			required('account_id', 'text', 'the customer'),
			required('opened_on', 'date', 'day it was opened'),
			column('closed_on', 'date', 'day it was closed'),
			column('escalated_on', 'date', 'day it was escalated'),
			column('severity', 'text', 'as the source has it; `high` and `critical`, or 1 and 2, are severe'),
			within([0, 1e9], column('minutes', 'number', 'minutes worked on it')),
			column('met_commitment', 'boolean', 'whether the service commitment was met'),
		],
	},
	{
		name: 'touchpoints',
		description: 'One contact with an account.',
		key: ['account_id', 'happened_on', 'level', 'direction', 'kind', 'owner'],
		switches_on: 'contact by level, and contact gone quiet as a signal of risk',
		columns: [
			required('account_id', 'text', 'the customer'),
			required('happened_on', 'date', 'day of the contact'),
			oneOf(
				['executive', 'manager', 'operational'],
				column('level', 'text', '`executive`, `manager` or `operational`'),
			),
			oneOf(['ours', 'theirs'], column('direction', 'text', '`ours` or `theirs`: who sought it')),
			column('kind', 'text', 'visit, call, mail …'),
			column('owner', 'text', 'team or role on our side'),
		],
	},
	{
		name: 'plans',
		description: 'What was planned with an account for a period.',
		key: ['account_id', 'period_start', 'objective'],
		switches_on: 'the plan against what happened',
		columns: [
			required('account_id', 'text', 'the customer'),
			required('period_start', 'date', 'first day of the planned period'),
			required('planned_amount', 'money', 'planned net revenue, in the reporting currency'),
			column('objective', 'text', 'what is to be reached'),
			column('success_metric', 'text', 'how it is measured'),
			column('owner', 'text', 'team or role that answers for it'),
		],
	},
	{
		name: 'ratings',
		description: 'One judgement of an account by a department, on an anchored scale.',
		key: ['account_id', 'criterion', 'department', 'rater', 'rated_on'],
		switches_on: 'judgement in tiers: strategic criteria beside the figures',
		columns: [
			required('account_id', 'text', 'the customer'),
			required('criterion', 'text', 'criterion of the tier model'),
			required('department', 'text', 'department that judges'),
			within([1, 5], required('score', 'number', '1 to 5')),
			required('rated_on', 'date', 'day of the judgement'),
			column('rater', 'text', 'role that judged'),
			column('evidence', 'text', 'why'),
		],
	},
	{
		name: 'fx_rates',
		description: 'One exchange rate: units of the reporting currency for one unit of `currency`.',
		key: ['currency', 'valid_on'],
		switches_on: 'amounts in other currencies',
		columns: [
			required('currency', 'text', 'ISO 4217 code'),
			required('valid_on', 'date', 'first day on which the rate holds, until the next one'),
			within(
				[1e-8, 1e8],
				required('rate', 'number', 'reporting currency for one unit; up to eight decimals'),
			),
		],
	},
];

/** The entity called `name`. Throws when there is none, which is a fault of the program. */
export function entity(name: EntityName): Entity {
	const found = ENTITIES.find((candidate) => candidate.name === name);
	if (!found) throw new Error(`no entity ${name}`);
	return found;
}
