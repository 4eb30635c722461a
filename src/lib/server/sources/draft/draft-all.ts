import type { DuckDBConnection } from '@duckdb/node-api';
import type { AmountPlan } from '../recognise/amounts.ts';
import { takePlaceAsAccount } from '../recognise/account-of.ts';
import { carriesDown } from '../recognise/carried-down.ts';
import { chooseBase, type Base } from '../recognise/base.ts';
import { giveDay } from '../recognise/given-day.ts';
import { settleCountedDates } from '../recognise/counted-dates.ts';
import { settleDayOrder, type DayOrder } from '../recognise/day-order.ts';
import type { RefusedLink } from '../recognise/link.ts';
import { saleRows, type SaleRows } from '../recognise/sale-rows.ts';
import { found, type TableProfile } from '../recognise/table-profile.ts';
import { plainName } from '../recognise/name-tokens.ts';
import { findTableKeys } from '../recognise/table-keys.ts';
import { tableRole, type Role } from '../recognise/table-role.ts';
import { tradeSides } from '../recognise/trade-side.ts';
import { CONTROL_TOTALS } from '../source-statement.ts';
import { findPersonTable } from './account-source.ts';
import { draftAccounts, type AccountsDraft, type NotName } from './draft-accounts.ts';
import type { DraftContext } from './draft-context.ts';
import { NOT_USED } from './draft-config.ts';
import { draftEntity } from './draft-entity.ts';
import { lineDimensionColumns } from './order-dimensions.ts';
import { draftOrderLines, type OrderLinesDraft } from './draft-order-lines.ts';
import type { LeftTest } from './left-out.ts';
import { draftInvoices } from './draft-invoices.ts';
import { draftOrderDeliveries, draftOrders } from './draft-orders.ts';
import { noOrderLines } from './no-order-lines.ts';
import type { SelectDraft } from './select-draft.ts';

/** Every drafted statement, and what was decided on the way. */
export interface Drafts {
	base: Base;
	/** Where only some rows are sales: which. */
	sales: SaleRows | undefined;
	/** Statements for tables that tell of sales too, and that are not read. */
	others: SelectDraft[];
	inOne: OrderLinesDraft['inOne'];
	/** Other columns that could be the net amount. */
	alternatives: AmountPlan['alternatives'];
	controlTotals: OrderLinesDraft['controlTotals'];
	sums: OrderLinesDraft['sums'];
	roles: ReadonlyMap<TableProfile, Role>;
	selects: SelectDraft[];
	keptOut: OrderLinesDraft['keptOut'];
	accounts: AccountsDraft;
	/** Columns that are called names of accounts or products and are none. */
	notNames: NotName[];
	dayOrders: DayOrder[];
	refused: RefusedLink[];
	/** Tables that look like an entity but lack what it needs. */
	lacking: { table: TableProfile; test: LeftTest; reason: string }[];
	/** What a table is used for, in words. */
	usedAs: (table: string) => string;
}

/**
 * Drafts every entity that the tables give.
 * @throws {Fault} `input` when no table has an account and a day, naming what was found instead.
 */
export async function draftAll(
	connection: DuckDBConnection,
	tables: readonly TableProfile[],
): Promise<Drafts> {
	const dayOrders: DayOrder[] = [];
	for (const table of tables) {
		dayOrders.push(...(await settleDayOrder(connection, table)));
		await settleCountedDates(connection, table);
		await giveDay(connection, table);
	}
	await findTableKeys(connection, tables);
	let roles = rolesOf(tables);
	let readings = await chooseBase(connection, tables, roles);
	if (!readings && tables.filter((table) => takePlaceAsAccount(table)).length > 0) {
		roles = rolesOf(tables);
		readings = await chooseBase(connection, tables, roles);
	}
	if (!readings) throw await noOrderLines(connection, tables);
	const isCarriedDown = await carriesDown(connection, readings.base);
	const sales = isCarriedDown ? undefined : await saleRows(connection, readings.base);
	const base = { ...(sales?.kind === 'stage' ? asOfClosing(readings.base) : readings.base), isCarriedDown };
	const known = { connection, tables, roles, base, sales };
	const context: DraftContext = { ...known, person: await findPersonTable(known) };
	const lines = await draftOrderLines(context);
	const accounts = await draftAccounts(context, lines);
	const dimensions = lineDimensionColumns(
		lines,
		accounts.varying,
		accounts.select?.columns.map(({ name }) => name) ?? [],
	);
	// Before the file and the line of each row, which close the statement.
	lines.select.columns.splice(-2, 0, ...dimensions);
	const selects = [lines.select];
	if (accounts.select) selects.push(accounts.select);
	const orders = await draftOrders(context, lines);
	if (orders) selects.push(orders);
	const invoices = await draftInvoices(context);
	if (invoices) selects.push(invoices);
	const lacking: Drafts['lacking'] = [];
	for (const [table, role] of roles) {
		if (!isPlainEntity(role) || selects.some(({ entity }) => entity === role)) continue;
		if (
			role === 'fx_rates' &&
			!selects.some(({ columns }) => columns.some(({ name }) => name === 'currency'))
		) {
			lacking.push({
				table,
				test: 'rates_of_one_currency',
				reason: `${table.rows.toLocaleString('en-GB')} rates, but all amounts are in one currency`,
			});
			continue;
		}
		const { select, missing } = await draftEntity(context, role, table);
		const strange = select && strangeGroup(select, accounts);
		if (strange !== undefined) lacking.push({ table, test: 'groups_of_others', reason: strange });
		else if (select) selects.push(select);
		else
			lacking.push({
				table,
				test: 'lacks_columns',
				reason: `looks like ${role}, but has no ${missing.join(', no ')} among its ${table.columns.length} columns`,
			});
	}
	const deliveries = selects.some(({ entity }) => entity === 'deliveries')
		? undefined
		: draftOrderDeliveries(context);
	if (deliveries) selects.push(deliveries);
	const others: SelectDraft[] = [];
	for (const other of readings.others) {
		others.push((await draftOrderLines({ ...known, base: other, sales: undefined })).select);
	}
	return {
		base,
		sales,
		others,
		alternatives: lines.alternatives,
		controlTotals: lines.controlTotals,
		sums: lines.sums,
		inOne: lines.inOne,
		roles,
		selects,
		keptOut: lines.keptOut,
		accounts,
		notNames: [...lines.notNames, ...(accounts.notNames ?? [])],
		dayOrders,
		refused: base.refused,
		lacking,
		usedAs: (name) => usedAs(name, tables, selects, lines.controlTotals.tables),
	};
}

function rolesOf(tables: readonly TableProfile[]): Map<TableProfile, Role> {
	const sides = tradeSides(tables);
	return new Map(tables.map((table) => [table, tableRole(table, sides.get(table)).role]));
}

/** What was won counts from the day it was won. */
function asOfClosing(base: Base): Base {
	const closed = found(base.lines, 'closed_date');
	return closed?.date ? { ...base, date: closed } : base;
}

const PLAIN = [
	'quotes',
	'deliveries',
	'agreements',
	'service_cases',
	'touchpoints',
	'plans',
	'ratings',
	'fx_rates',
] as const;

function isPlainEntity(role: Role): role is (typeof PLAIN)[number] {
	return (PLAIN as readonly string[]).includes(role);
}

/** Why a statement that names groups only cannot be used: its groups are others than those of the accounts. */
function strangeGroup({ columns }: SelectDraft, accounts: AccountsDraft): string | undefined {
	const group = columns.find(({ name }) => name === 'group_id')?.from[0];
	if (!group || columns.some(({ name }) => name === 'account_id')) return undefined;
	const own = accounts.select?.columns.find(({ name }) => name === 'group_id')?.from[0];
	if (own && plainName(own.name) === plainName(group.name)) return undefined;
	return `its ${group.distinct.toLocaleString('en-GB')} values are of ${group.name}, but groups of accounts are ${own ? `told by ${own.name}` : 'not told'}`;
}

function usedAs(
	name: string,
	tables: readonly TableProfile[],
	selects: readonly SelectDraft[],
	held: readonly TableProfile[],
): string {
	const whole = tables.find((table) => table.name === name || table.parts?.includes(name));
	const uses: string[] = selects
		.filter((select) => whole && mentions(select, whole.name))
		.map(({ entity }) => entity);
	if (uses.length === 0 && whole && held.includes(whole)) uses.push(CONTROL_TOTALS);
	return uses.length === 0 ? NOT_USED : uses.join(', ');
}

function mentions({ from, joins }: SelectDraft, table: string): boolean {
	return new RegExp(`\\b${table}\\b`).test([from, ...joins.map((join) => join.split(' on ')[0])].join(' '));
}
