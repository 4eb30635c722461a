import { accountOf } from '../recognise/account-of.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import { isGood, linkBy, type Link } from '../recognise/link.ts';
import { found, firstFound, type TableProfile } from '../recognise/table-profile.ts';
import { bare, dateSql, identifier, numberSql, qualified, type Naming } from '../recognise/value-sql.ts';
import { dateColumn, idColumn, made, numberColumn, placeColumns } from './column-drafts.ts';
import { numbersOf, tablesOf, type DraftContext } from './draft-context.ts';
import { joinSql } from './join-sql.ts';
import type { DraftColumn, SelectDraft } from './select-draft.ts';

/** The columns of a table of invoices that an invoice cannot do without. */
interface InvoiceColumns {
	invoice: ColumnProfile;
	account: ColumnProfile;
	issued: ColumnProfile;
	amount: ColumnProfile;
}

/** Drafts `sources/invoices.sql` from a table with one row an invoice; undefined where there is none. */
export async function draftInvoices(context: DraftContext): Promise<SelectDraft | undefined> {
	for (const table of tablesOf(context, 'headers')) {
		const columns = invoiceColumns(table);
		if (columns) return fromTable(context, table, columns);
	}
	return undefined;
}

function invoiceColumns(table: TableProfile): InvoiceColumns | undefined {
	const invoice = found(table, 'invoice_id');
	const account = accountOf(table);
	const issued = firstFound(table, ['invoice_date', 'date', 'created_date', 'order_date']);
	const amount = firstFound(table, ['gross_amount', 'header_amount', 'amount', 'net_amount']);
	if (!invoice || !account || !issued?.date || !amount || !table.unique.has(invoice.name)) return undefined;
	return { invoice, account, issued, amount };
}

async function fromTable(
	context: DraftContext,
	table: TableProfile,
	{ invoice, account, issued, amount }: InvoiceColumns,
): Promise<SelectDraft> {
	const due = found(table, 'due_date');
	const terms = due?.date ? undefined : await paymentTerms(context, table, account);
	const naming = terms ? qualified : bare;
	const issuedOn = dateColumn('issued_on', issued, table, naming)!;
	const columns: DraftColumn[] = [
		idColumn('invoice_id', invoice, table, naming),
		idColumn('account_id', account, table, naming),
		issuedOn,
		numberColumn('amount', amount, table, naming),
	];
	const currency = found(table, 'currency');
	if (currency) columns.push(idColumn('currency', currency, table, naming));
	if (due?.date) columns.push(dateColumn('due_on', due, table, naming)!);
	if (terms) {
		const days = `cast(${numberSql(terms.column, naming)} as integer)`;
		columns.push({
			...made(
				'due_on',
				`${issuedOn.sql} + ${days}`,
				[issued, terms.column],
				0.7,
				`the day of issue and the ${terms.column.name} of the customer`,
			),
		});
	}
	columns.push(...paidColumns(table, amount, naming));
	const order = found(table, 'order_id');
	if (order) columns.push(idColumn('order_id', order, table, naming));
	columns.push(...placeColumns(table, terms !== undefined));
	return {
		entity: 'invoices',
		about: `invoices: one row for each row of ${table.name}; the amount is what is due, tax included where the source has it.`,
		columns,
		tables: [table],
		from: identifier(table.name),
		joins: terms ? [joinSql(terms.table, terms.link)] : [],
		options: [],
	};
}

/** What is paid: as it is told, what is no longer open, or all of it where a day of payment stands. */
function paidColumns(table: TableProfile, amount: ColumnProfile, naming: Naming): DraftColumn[] {
	const columns: DraftColumn[] = [];
	const paid = found(table, 'paid_amount');
	const open = found(table, 'open_amount');
	const day = found(table, 'paid_date');
	if (paid) columns.push(numberColumn('paid_amount', paid, table, naming));
	else if (open) {
		columns.push({
			...made(
				'paid_amount',
				`${numberSql(amount, naming)} - ${numberSql(open, naming)}`,
				[amount, open],
				0.9,
			),
			read: `concat_ws(' − ', ${naming(amount)}, ${naming(open)})`,
		});
	} else if (day?.date) {
		const isPaid = `${dateSql(day, day.date, naming)} is not null`;
		columns.push(
			made(
				'paid_amount',
				`case when ${isPaid} then ${numberSql(amount, naming)} else 0 end`,
				[amount, day],
				0.7,
				`an invoice with a ${day.name} is taken as paid in full`,
			),
		);
	}
	if (day?.date) columns.push(dateColumn('paid_on', day, table, naming)!);
	return columns;
}

interface PaymentTerms {
	table: TableProfile;
	link: Link;
	/** Days that a customer has to pay. */
	column: ColumnProfile;
}

const LONGEST_TERM_DAYS = 365;

/** The days that customers have to pay, where their table tells. */
async function paymentTerms(
	context: DraftContext,
	table: TableProfile,
	account: ColumnProfile,
): Promise<PaymentTerms | undefined> {
	for (const customers of tablesOf(context, 'customers')) {
		const column = customers.columns.find(({ tokens }) =>
			tokens.some(({ word }) => ['paymentdays', 'paymentterms', 'zahlungsziel'].includes(word)),
		);
		if (!column?.number?.isWhole) continue;
		const [shortest = NaN, longest = NaN] = await numbersOf(
			context.connection,
			`select min(${numberSql(column)}), max(${numberSql(column)}) from ${identifier(customers.name)}`,
		);
		if (!(shortest >= 0 && longest <= LONGEST_TERM_DAYS)) continue;
		const link = await linkBy(context.connection, table, customers, 'account_id', account);
		if (isGood(link)) return { table: customers, link, column };
	}
	return undefined;
}
