import { csvColumns, dayOf, orderEvents, readText, type AccountEvents } from './event-log.ts';

/** Order events of the CDNOW sample; the eight lines of amount zero count. */
export function cdnowEvents(file: string): AccountEvents[] {
	const lines = csvColumns(readText(file), ['customer_id', 'date', 'amount']);
	return orderEvents(
		lines.map(([id = '', date = '', amount]) => ({
			account_id: id,
			day: dayOf(date),
			amount: Number(amount),
		})),
	);
}

/** Purchase events of the grocery log, which has no amounts: each counts 1. */
export function groceryEvents(file: string): AccountEvents[] {
	const lines = csvColumns(readText(file), ['cust', 'date']);
	return orderEvents(lines.map(([id = '', date = '']) => ({ account_id: id, day: dayOf(date), amount: 1 })));
}

/** Order events of the online retail lines: known account and a positive amount. */
export function onlineRetailEvents(file: string): AccountEvents[] {
	const lines = csvColumns(readText(file), ['CustomerID', 'InvoiceDate', 'Quantity', 'UnitPrice']);
	const priced = lines.map(([id = '', date = '', quantity, price]) => ({
		account_id: id,
		day: dayOf(date),
		amount: Number(quantity) * Number(price),
	}));
	return orderEvents(priced.filter((line) => line.account_id !== '' && line.amount > 0));
}
