import {
	britishDay,
	cents,
	CUSTOMERS,
	germanCents,
	germanDay,
	later,
	orders,
	PRODUCTS,
	sumOf,
	text,
	trade,
	type Export,
} from './trade.ts';

/** What the programs export in which companies keep their orders. */
export function businessExports(): Export[] {
	return [sapTables(), odoo(), navision(), salesforce()];
}

function sapTables(): Export {
	const lines = trade();
	const latin = (value: string): Buffer => Buffer.from(value, 'latin1');
	return {
		name: 'sales documents, items and customers under their technical German names',
		files: {
			'VBAK.csv': latin(
				text(
					'VBELN;ERDAT;AUDAT;KUNNR;NETWR;WAERK;VDATU',
					orders(lines).map(
						(l) =>
							`00000${l.order};${germanDay(l.day)};${germanDay(l.day)};0000000${l.customer.id};${germanCents(l.orderNet)};EUR;${germanDay(later(l.day, 7))}`,
					),
				),
			),
			'VBAP.csv': latin(
				text(
					'VBELN;POSNR;MATNR;ARKTX;KWMENG;NETWR;WAVWR;MATKL',
					lines.map(
						(l) =>
							`00000${l.order};0000${l.line}0;${l.product.sku};Möbel ${l.product.name};${l.quantity},000;${germanCents(l.net)};${germanCents(l.cost * l.quantity)};${l.product.category}`,
					),
				),
			),
			'KNA1.csv': latin(
				text(
					'KUNNR;NAME1;LAND1;ORT01;BRSCH',
					CUSTOMERS.map((c) => `0000000${c.id};${c.name};${c.country};Köln;${c.segment}`),
				),
			),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'VBELN',
			account_id: 'KUNNR',
			ordered_on: 'AUDAT',
			entered_on: 'ERDAT',
			product_id: 'MATNR',
			product_name: 'ARKTX',
			category: 'MATKL',
			quantity: 'KWMENG',
			net_amount: 'NETWR',
			cost_amount: 'WAVWR',
			currency: 'WAERK',
		},
		entities: ['order_lines', 'accounts', 'orders'],
	};
}

function odoo(): Export {
	const lines = trade();
	return {
		name: 'order lines with slashes in their names',
		files: {
			'sale.order.line.csv': text(
				'Order Reference,Order Reference/Order Date,Customer,Product,Order Lines/Ordered Quantity,Order Lines/Unit Price,Order Lines/Discount (%),Subtotal,Total Tax,Total,Salesperson,Currency',
				lines.map((l) => {
					const tax = Math.round(l.net * 0.2);
					return `S${l.order},${l.day} 08:00:00,${l.customer.plain},[${l.product.sku}] ${l.product.name},${l.quantity}.00,${cents(l.price)},${l.discount}.00,${cents(l.net)},${cents(tax)},${cents(l.net + tax)},North team,EUR`;
				}),
			),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'Order Reference',
			account_id: 'Customer',
			net_amount: 'Subtotal',
			currency: 'Currency',
		},
		entities: ['order_lines', 'accounts'],
	};
}

function navision(): Export {
	const lines = trade();
	return {
		name: 'posted invoice lines of a program with numbers for everything',
		files: {
			'Posted Sales Invoice Lines.csv': text(
				'Document No.,Line No.,Sell-to Customer No.,Sell-to Customer Name,Posting Date,Type,No.,Description,Quantity,Unit of Measure,Unit Price Excl. VAT,Line Discount %,Line Amount Excl. VAT,Amount Including VAT,Unit Cost (LCY),Salesperson Code',
				lines.map(
					(l) =>
						`PSI-${l.order},${l.line * 10000},D00${l.customer.id},${l.customer.plain},${britishDay(l.day)},Item,${l.product.sku},${l.product.name},${l.quantity},PCS,${cents(l.price)},${l.discount},"${cents(l.net, '.', ',')}","${cents(Math.round(l.net * 1.2), '.', ',')}",${cents(l.cost)},N1`,
				),
			),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'Document No.',
			line_no: 'Line No.',
			account_id: 'Sell-to Customer No.',
			ordered_on: 'Posting Date',
			product_id: 'No.',
			product_name: 'Description',
			net_amount: 'Line Amount Excl. VAT',
			cost_amount: 'Quantity, Unit Cost (LCY)',
		},
		entities: ['order_lines', 'accounts'],
	};
}

function salesforce(): Export {
	const lines = trade('none');
	return {
		name: 'orders, accounts, opportunities and cases of a customer system',
		files: {
			'OrderItems.csv': text(
				'Order Product Number,Order Number,Product Code,Product Name,Quantity,Unit Price,Total Price',
				lines.map(
					(l, row) =>
						`${row + 1},${l.order},${l.product.sku},${l.product.name},${l.quantity},${cents(l.price)},${cents(l.net)}`,
				),
			),
			'Orders.csv': text(
				'Order Number,Account ID,Order Start Date,Status,Order Amount',
				orders(lines).map(
					(l) =>
						`${l.order},001A${l.customer.id},${l.day},${l.order % 10 === 0 ? 'Draft' : 'Activated'},${cents(l.orderNet)}`,
				),
			),
			'Accounts.csv': text(
				'Account ID,Account Name,Parent Account ID,Industry,Billing Country,Account Owner,Created Date',
				CUSTOMERS.map(
					(c) =>
						`001A${c.id},${c.plain},${c.id % 3 === 0 ? '001A101' : ''},${['Retail', 'Banking'][c.id % 2]!},${c.country},Team ${c.id % 3},2020-01-0${(c.id % 9) + 1}`,
				),
			),
			'Opportunities.csv': text(
				'Opportunity ID,Account ID,Opportunity Name,Stage,Amount,Close Date,Created Date',
				orders(lines)
					.slice(0, 60)
					.map(
						(l) =>
							`006B${l.order},001A${l.customer.id},Deal ${l.order},${['Closed Won', 'Closed Lost', 'Negotiation'][l.order % 3]!},${cents(l.orderNet)},${later(l.day, 30)},${l.day}`,
					),
			),
			'Cases.csv': text(
				'Case Number,Account ID,Subject,Priority,Status,Date/Time Opened,Date/Time Closed',
				orders(lines)
					.slice(0, 40)
					.map(
						(l) =>
							`C-${l.order},001A${l.customer.id},Broken,${['High', 'Low'][l.order % 2]!},Closed,${l.day} 09:00,${later(l.day, 2)} 10:00`,
					),
			),
			'Products.csv': text(
				'Product Code,Product Name,Product Family',
				PRODUCTS.map((p) => `${p.sku},${p.name},${p.category}`),
			),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'Order Number',
			account_id: 'Account ID',
			net_amount: 'Total Price',
			category: 'Product Family',
		},
		entities: ['order_lines', 'accounts', 'orders', 'quotes', 'service_cases'],
	};
}
