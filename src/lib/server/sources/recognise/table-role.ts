import { accountOf } from './account-of.ts';
import { firstDay, found, firstFound, type TableProfile } from './table-profile.ts';
import type { TradeSide } from './trade-side.ts';
import { isListOfAccounts } from './table-keys.ts';
import type { Concept } from './concepts.ts';
import type { EntityName } from '../../../contract/entities.ts';

/** What a table is for. */
export type Role =
	/** Lines with their own account and date: enough alone. */
	| 'flat'
	/** Lines of orders or invoices; account and date stand in a header. */
	| 'lines'
	/** One row an order or an invoice. */
	| 'headers'
	| 'customers'
	| 'products'
	| 'categories'
	| 'groups'
	| 'lookup'
	| 'employees'
	| 'payments'
	/** What we buy: bills, purchase orders and their lines. */
	| 'purchases'
	| Exclude<EntityName, 'order_lines' | 'accounts' | 'orders' | 'invoices'>
	| 'unknown';

/** A table's role, how sure that is, and what speaks for it. */
export interface TableRole {
	role: Role;
	/** 0 to 1. */
	confidence: number;
}

const DAY: readonly Concept[] = ['order_date', 'invoice_date', 'date', 'created_date', 'ship_date'];
const MONEY: readonly Concept[] = [
	'net_amount',
	'amount',
	'gross_amount',
	'header_amount',
	'unit_price',
	'gross_unit_price',
	'profit',
];
const LINE_MARKS: readonly Concept[] = [
	'product_id',
	'product_name',
	'line_no',
	'quantity',
	'unit_price',
	'list_price',
];

/** What a table is for, by its side of the trade, its name, its columns and which of them name its rows. */
export function tableRole(table: TableProfile, side: TradeSide = 'either'): TableRole {
	const { subject } = table;
	if (side === 'purchases') return { role: 'purchases', confidence: 0.9 };
	const has = (concepts: readonly Concept[], least = 0.5): boolean =>
		firstFound(table, concepts, least) !== undefined;
	const isKey = (concept: Concept): boolean => {
		const column = found(table, concept, 0.7);
		return column !== undefined && (table.unique.has(column.name) || table.key?.column === column);
	};
	const isNamed = subject.size > 0;
	const hasAccount = accountOf(table) !== undefined;
	const hasDay = firstDay(table, DAY) !== undefined;
	const hasDocument = has(['order_id', 'invoice_id']);

	if (subject.has('supplier') && !hasAccount) return { role: 'unknown', confidence: 0.8 };
	const secondary = secondaryRole(table, has, hasAccount);
	if (secondary) return secondary;

	// A list of customers is one whatever else it says of them: the last order, a price list, what they bought.
	const isList = isListOfAccounts(table) && !(hasDay && has(MONEY) && (hasDocument || has(LINE_MARKS)));
	if (
		(isKey('account_id') || isKey('account_name')) &&
		(isList || (!hasDocument && !has(['product_id', 'quantity', 'unit_price'])))
	) {
		if (
			subject.has('account') ||
			subject.has('store') ||
			has(['account_name', 'segment', 'country', 'city', 'email', 'region'])
		) {
			return { role: 'customers', confidence: subject.has('account') ? 1 : 0.8 };
		}
	}
	if ((isKey('product_id') || isKey('product_name')) && !hasAccount && !hasDocument) {
		return { role: 'products', confidence: subject.has('product') ? 1 : 0.8 };
	}
	if (
		hasDocument &&
		(isKey('order_id') || isKey('invoice_id')) &&
		(hasAccount || hasDay) &&
		!hasLineMarks(table)
	) {
		return { role: 'headers', confidence: subject.has('order') || subject.has('invoice') ? 1 : 0.8 };
	}
	if (subject.has('region') && isKey('region_id')) return { role: 'lookup', confidence: 0.8 };
	if (hasAccount && hasDay && !subject.has('employee')) {
		return { role: 'flat', confidence: has(MONEY) ? 0.9 : isNamed ? 0.6 : 0.7 };
	}
	if (hasDocument && (has(LINE_MARKS) || has(MONEY)))
		return { role: 'lines', confidence: subject.has('line') ? 1 : 0.8 };
	if (isKey('group_id') && has(['group_name', 'name'])) return { role: 'groups', confidence: 0.9 };
	if ((isKey('category_id') || isKey('category')) && table.rows < 5000)
		return { role: 'categories', confidence: 0.9 };
	if (subject.has('employee') || subject.has('person') || isKey('employee_id'))
		return { role: 'employees', confidence: 0.7 };
	if (table.rows < 5000 && (isKey('id') || isKey('segment_id') || isKey('region_id')))
		return { role: 'lookup', confidence: 0.6 };
	return { role: 'unknown', confidence: 0.5 };
}

function hasLineMarks(table: TableProfile): boolean {
	return (
		table.subject.has('line') || firstFound(table, ['product_id', 'product_name', 'line_no']) !== undefined
	);
}

/** The entities beside orders and customers, each by the marks that no other has. */
function secondaryRole(
	{ subject, recognised }: TableProfile,
	has: (concepts: readonly Concept[], least?: number) => boolean,
	hasAccount: boolean,
): TableRole | undefined {
	const all = (...concepts: Concept[]): boolean => concepts.every((concept) => recognised.has(concept));
	if (all('currency', 'rate') && !hasAccount) return { role: 'fx_rates', confidence: 0.9 };
	if (hasAccount && all('criterion', 'score')) return { role: 'ratings', confidence: 0.9 };
	if (hasAccount && recognised.has('planned_amount')) return { role: 'plans', confidence: 0.8 };
	if (subject.has('agreement') && has(['valid_from', 'valid_to']))
		return { role: 'agreements', confidence: 0.8 };
	if (hasAccount && subject.has('touch') && !recognised.has('order_id'))
		return { role: 'touchpoints', confidence: 0.8 };
	if (
		hasAccount &&
		(subject.has('case') || recognised.has('case_id')) &&
		has(['opened_date', 'created_date', 'date', 'order_date'])
	) {
		return { role: 'service_cases', confidence: 0.8 };
	}
	if (hasAccount && (subject.has('quote') || has(['quote_id'], 0.9)) && !recognised.has('product_id')) {
		return { role: 'quotes', confidence: 0.8 };
	}
	if (subject.has('payment') && !subject.has('order')) return { role: 'payments', confidence: 0.8 };
	if (
		subject.has('delivery') &&
		has(['order_id', 'account_id']) &&
		has(['delivered_date', 'ship_date', 'promised_date', 'date'])
	) {
		return { role: 'deliveries', confidence: 0.8 };
	}
	return undefined;
}
