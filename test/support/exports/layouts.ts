import {
	cents,
	CUSTOMERS,
	germanDay,
	later,
	orders,
	PRODUCTS,
	sumOf,
	text,
	trade,
	type Export,
	type TradeLine,
} from './trade.ts';

/** Exports whose layout is the trap: values that hold for the lines below, lists beside lists, names two tables away. */
export function layoutExports(): Export[] {
	return [
		firstLineOfEachOrder(),
		listsBesideLists(),
		wholePrices(),
		namesTwoTablesAway(),
		idsBesideNumbers(),
		cent(),
		paymentsOfOrders(),
		plainOrders(),
		creditsWithoutMinus(),
		monthsOnly(),
	];
}

const plain = trade('none');

function firstLineOfEachOrder(): Export {
	const only = (l: TradeLine, value: string): string => (l.line === 1 ? value : '');
	return {
		name: 'orders that say who and when on their first line, with the order blank below',
		files: {
			'Sales Order.csv': text(
				'Order Reference,Order Date,Customer,Order Lines/Product,Order Lines/Quantity,Order Lines/Unit Price,Order Lines/Subtotal,Untaxed Amount',
				[
					...plain.map(
						(l) =>
							`${only(l, `S${l.order}`)},${only(l, `${l.day} 08:00:00`)},${only(l, l.customer.plain)},${l.product.name},${l.quantity},${cents(l.price)},${cents(l.net)},${only(l, cents(l.orderNet))}`,
					),
					`,,,,,,${cents(sumOf(plain))},`,
				],
			),
		},
		net: sumOf(plain),
		columns: { order_id: 'Order Reference', account_id: 'Customer', net_amount: 'Order Lines/Subtotal' },
		entities: ['order_lines', 'accounts'],
		rejected: { 'no account': 1 },
	};
}

function listsBesideLists(): Export {
	const content = {
		exportedAt: '2026-01-01',
		orders: orders(plain).map(({ order, day, customer }) => ({
			id: order,
			date: day,
			customerId: customer.id,
			items: plain
				.filter((l) => l.order === order)
				.map((l) => ({ productId: l.product.sku, quantity: l.quantity, price: l.price / 100 })),
		})),
		customers: CUSTOMERS.map(({ id, name, country }) => ({ id, name, country })),
	};
	return {
		name: 'one JSON object with a list for each table',
		files: { 'export.json': JSON.stringify(content) },
		net: sumOf(plain),
		columns: { order_id: 'id', account_id: 'customerId', net_amount: 'quantity, price' },
		entities: ['order_lines', 'accounts'],
	};
}

function wholePrices(): Export {
	return {
		name: 'a price that is the whole line’s, as its growth with the quantity tells',
		files: {
			'shopping.csv': text(
				'invoice_no,customer_id,category,quantity,price,invoice_date',
				plain.map(
					(l) => `I${l.order},C${l.customer.id},${l.product.name},${l.quantity},${cents(l.net)},${l.day}`,
				),
			),
		},
		net: sumOf(plain),
		columns: { net_amount: 'price' },
		entities: ['order_lines'],
	};
}

function namesTwoTablesAway(): Export {
	return {
		name: 'customers that are stores or persons, named in tables of their own',
		files: {
			'Sales.SalesOrderHeader.csv': text(
				'SalesOrderID|OrderDate|DueDate|CustomerID|SubTotal|TaxAmt|TotalDue',
				orders(plain).map(
					(l) =>
						`${l.order}|${l.day}|${later(l.day, 12)}|${l.customer.id}|${cents(l.orderNet)}|1.00|${cents(l.orderNet + 100)}`,
				),
			),
			'Sales.SalesOrderDetail.csv': text(
				'SalesOrderID|SalesOrderDetailID|OrderQty|ProductID|UnitPrice|LineTotal',
				plain.map(
					(l, row) => `${l.order}|${row}|${l.quantity}|${l.product.id}|${cents(l.price)}|${cents(l.net)}`,
				),
			),
			'Sales.Customer.csv': text(
				'CustomerID|PersonID|StoreID|TerritoryID',
				CUSTOMERS.map(
					(c, row) => `${c.id}|${2000 + c.id}|${row % 3 === 0 ? 500 + c.id : ''}|${1 + (row % 2)}`,
				),
			),
			'Person.Person.csv': text(
				'BusinessEntityID|PersonType|FirstName|LastName',
				CUSTOMERS.map((c) => `${2000 + c.id}|IN|Pat|${c.plain}`),
			),
			'Sales.Store.csv': text(
				'BusinessEntityID|Name|SalesPersonID',
				CUSTOMERS.filter((_, row) => row % 3 === 0).map((c) => `${500 + c.id}|${c.plain}|279`),
			),
			'Sales.SalesTerritory.csv': text('TerritoryID|Name|CountryRegionCode|Group', [
				'1|Northwest|US|North America',
				'2|France|FR|Europe',
			]),
			'Production.Product.csv': text(
				'ProductID|Name|StandardCost|ListPrice',
				PRODUCTS.map((p) => `${p.id}|${p.name}|${cents(p.cost)}|${cents(p.price)}`),
			),
		},
		net: sumOf(plain),
		columns: { account_id: 'CustomerID', net_amount: 'LineTotal', cost_amount: 'OrderQty, StandardCost' },
		entities: ['order_lines', 'accounts', 'orders'],
	};
}

function idsBesideNumbers(): Export {
	return {
		name: 'orders with an id and a number, in force from a day',
		files: {
			'Order.csv': text(
				'Id,AccountId,EffectiveDate,Status,OrderNumber,TotalAmount',
				orders(plain).map(
					(l) => `801${l.order},001${l.customer.id},${l.day},Activated,${l.order},${cents(l.orderNet)}`,
				),
			),
			'OrderItem.csv': text(
				'Id,OrderId,Product2Id,Quantity,UnitPrice,TotalPrice',
				plain.map(
					(l, row) =>
						`802${row},801${l.order},${l.product.sku},${l.quantity},${cents(l.price)},${cents(l.net)}`,
				),
			),
		},
		net: sumOf(plain),
		columns: {
			order_id: 'OrderId',
			account_id: 'AccountId',
			ordered_on: 'EffectiveDate',
			net_amount: 'TotalPrice',
		},
		entities: ['order_lines', 'orders'],
	};
}

function cent(): Export {
	return {
		name: 'amounts in cents, as their names say',
		files: {
			'order_items.csv': text(
				'id,order_id,product_id,quantity,unit_price_cents,total_cents',
				plain.map((l, row) => `${row},${l.order},${l.product.id},${l.quantity},${l.price},${l.net}`),
			),
			'orders.csv': text(
				'id,user_id,created_at,updated_at',
				orders(plain).map((l) => `${l.order},${l.customer.id},${l.day} 10:00:00.123456,${l.day} 10:00:00`),
			),
		},
		net: sumOf(plain),
		columns: { account_id: 'user_id', net_amount: 'total_cents' },
		entities: ['order_lines'],
	};
}

function paymentsOfOrders(): Export {
	return {
		name: 'orders without an amount, and the payments that name them',
		files: {
			'raw_orders.csv': text(
				'id,user_id,order_date,status',
				orders(plain).map((l) => `${l.order},${l.customer.id},${l.day},completed`),
			),
			'raw_payments.csv': text(
				'id,order_id,payment_method,amount',
				orders(plain).map((l, row) => `${row},${l.order},card,${cents(l.orderNet)}`),
			),
		},
		net: sumOf(plain),
		columns: { order_id: 'order_id', account_id: 'user_id', net_amount: 'amount' },
		entities: ['order_lines', 'orders'],
	};
}

function plainOrders(): Export {
	return {
		name: 'orders of a shop by mail address, with a comma between day and time',
		files: {
			'orders.csv': text(
				'Order,Created,Email,Total',
				orders(plain).map(
					(l) => `#${l.order},"${germanDay(l.day)}, 10:15:00",${l.customer.email},$${cents(l.orderNet)}`,
				),
			),
		},
		net: sumOf(plain),
		columns: { order_id: 'Order', account_id: 'Email', ordered_on: 'Created', net_amount: 'Total' },
		entities: ['order_lines'],
	};
}

function creditsWithoutMinus(): Export {
	const isCredit = (l: TradeLine): boolean => l.order % 6 === 0;
	return {
		name: 'credit notes without a minus, and receipts among the sales',
		files: {
			'ledger.csv': text('Line Type,Number,Date,Customer,SKU,Amount', [
				...plain.map(
					(l) =>
						`${isCredit(l) ? 'Credit Note' : 'Sale Line'},${l.order},${l.day},${l.customer.plain},${l.product.sku},${cents(l.net)}`,
				),
				...orders(plain).map((l) => `Payment,${l.order},${l.day},${l.customer.plain},,${cents(l.orderNet)}`),
			]),
		},
		net: plain.reduce((sum, l) => sum + (isCredit(l) ? -l.net : l.net), 0),
		columns: { net_amount: 'Amount' },
		entities: ['order_lines', 'accounts'],
	};
}

function monthsOnly(): Export {
	return {
		name: 'sales by month, with the margin',
		files: {
			'Umsatzstatistik.csv': text(
				'Kundennr.;Name 1;Monat;Warengruppe;Umsatz;DB;DB %',
				plain.map(
					(l) =>
						`${l.customer.id};${l.customer.plain};${l.day.slice(5, 7)}.${l.day.slice(0, 4)};${l.product.category};${cents(l.net, ',', '.')};1,00;0,5`,
				),
			),
		},
		net: sumOf(plain),
		columns: { account_id: 'Kundennr.', ordered_on: 'Monat', net_amount: 'Umsatz', cost_amount: 'DB' },
		entities: ['order_lines', 'accounts'],
	};
}
