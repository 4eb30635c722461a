import {
	britishDay,
	cents,
	CUSTOMERS,
	later,
	orders,
	PRODUCTS,
	sumOf,
	text,
	trade,
	type Export,
	type TradeLine,
} from './trade.ts';

/** Exports with a trap that a stranger's company may set: only some rows are sales, or the money stands elsewhere. */
export function strangeExports(): Export[] {
	return [
		priceOfTheProduct(),
		keyOfEachRow(),
		rentalsAndPayments(),
		pipeline(),
		visits(),
		charges(),
		ledger(),
		namesOnly(),
		swissAmounts(),
		...tongues(),
		...oddDays(),
		reducedPrices(),
		priceInTheName(),
		subtotals(),
		stores(),
	];
}

const plain = trade('none');
const first = orders(plain);
const total = (line: TradeLine): string => cents(line.orderNet);

function priceOfTheProduct(): Export {
	return {
		name: 'sales without an amount, a year a file, priced by the table of products',
		files: {
			...Object.fromEntries(
				['2024', '2025'].map((year) => [
					`Sales Data ${year}.csv`,
					text(
						'OrderDate,StockDate,OrderNumber,ProductKey,CustomerKey,OrderLineItem,OrderQuantity',
						plain
							.filter(({ day }) => day.startsWith(year))
							.map(
								(l) =>
									`${l.day},${l.day},SO${l.order},${l.product.id},${l.customer.id},${l.line},${l.quantity}`,
							),
					),
				]),
			),
			'Customer Lookup.csv': text(
				'CustomerKey,FirstName,LastName,HomeOwner',
				CUSTOMERS.map((c) => `${c.id},Pat,${c.plain},Y`),
			),
			'Product Lookup.csv': text(
				'ProductKey,ProductName,ProductCost,ProductPrice',
				PRODUCTS.map((p) => `${p.id},${p.name},$${cents(p.cost)},$${cents(p.price)}`),
			),
		},
		net: sumOf(plain),
		columns: {
			order_id: 'OrderNumber',
			net_amount: 'OrderQuantity, ProductPrice',
			cost_amount: 'OrderQuantity, ProductCost',
		},
		entities: ['order_lines', 'accounts'],
	};
}

function keyOfEachRow(): Export {
	const lines = trade();
	return {
		name: 'facts with a number for each row beside the number of the order, and a total cost beside that of a piece',
		files: {
			'FactOnlineSales.csv': text(
				'OnlineSalesKey,DateKey,ProductKey,CustomerKey,SalesOrderNumber,SalesOrderLineNumber,SalesQuantity,SalesAmount,DiscountAmount,TotalCost,UnitCost,UnitPrice,_SalesTeamID',
				lines.map(
					(l, row) =>
						`${20001 + row},${l.day} 00:00:00,${l.product.id},${l.customer.id},${l.day.replaceAll('-', '')}CS${l.order},${l.line},${l.quantity},${cents(l.net)},${cents(l.price * l.quantity - l.net)},${cents(l.cost * l.quantity)},${cents(l.cost)},${cents(l.price)},${1 + (row % 9)}`,
				),
			),
		},
		net: sumOf(lines),
		columns: { order_id: 'SalesOrderNumber', net_amount: 'SalesAmount', cost_amount: 'TotalCost' },
		entities: ['order_lines'],
	};
}

function rentalsAndPayments(): Export {
	return {
		name: 'rentals, and what was paid for them',
		files: {
			'rental.csv': text(
				'rental_id,rental_date,inventory_id,customer_id,return_date',
				first.map((l) => `${l.order},${l.day} 22:53:30,${l.product.id},${l.customer.id},${later(l.day, 3)}`),
			),
			'payment.csv': text(
				'payment_id,customer_id,rental_id,amount,payment_date',
				first.map((l) => `${l.order},${l.customer.id},${l.order},${total(l)},${l.day} 22:53:30`),
			),
			'film.csv': text(
				'film_id,title,release_year,rental_duration,rental_rate,replacement_cost',
				PRODUCTS.map((p) => `${p.id},${p.name},2006,6,0.99,20.99`),
			),
		},
		net: sumOf(plain),
		columns: { account_id: 'customer_id', net_amount: 'amount', ordered_on: 'payment_date' },
		entities: ['order_lines'],
	};
}

function pipeline(): Export {
	const stages = ['Won', 'Won', 'Lost', 'Engaging'];
	const stage = (l: TradeLine): string => stages[l.order % 4]!;
	return {
		name: 'opportunities, of which the won ones are sales',
		files: {
			'pipeline.csv': text(
				'opportunity_id,sales_agent,account,deal_stage,engage_date,close_date,close_value',
				first.map(
					(l) =>
						`D${l.order},Pat,${l.customer.plain},${stage(l)},${l.day},${stage(l) === 'Engaging' ? '' : later(l.day, 40)},${total(l)}`,
				),
			),
		},
		net: first.filter((l) => stage(l) === 'Won').reduce((sum, l) => sum + l.orderNet, 0),
		columns: { order_id: 'opportunity_id', account_id: 'account', ordered_on: 'close_date' },
		entities: ['order_lines', 'accounts', 'quotes'],
	};
}

function visits(): Export {
	const types = ['purchase', 'view', 'cart', 'remove_from_cart'];
	return {
		name: 'what visitors did, of which the purchases are sales',
		files: {
			'events.csv': text(
				'event_time,event_type,product_id,price,user_id',
				plain.flatMap((l) =>
					types.map(
						(type) => `${l.day} 00:00:02 UTC,${type},${l.product.id},${cents(l.price)},${l.customer.id}`,
					),
				),
			),
		},
		net: plain.reduce((sum, l) => sum + l.price, 0),
		columns: { account_id: 'user_id', net_amount: 'price' },
		entities: ['order_lines'],
	};
}

function charges(): Export {
	const status = (l: TradeLine): string =>
		l.order % 9 === 0 ? 'Failed' : l.order % 9 === 1 ? 'Refunded' : 'Paid';
	return {
		name: 'charges of a payment service, of which some failed',
		files: {
			'unified_payments.csv': text(
				'id,Created date (UTC),Amount,Amount Refunded,Currency,Fee,Taxes On Fee,Status,Seller Message,Customer ID',
				first.map(
					(l) =>
						`ch_${l.order},${l.day} 13:05,${total(l)},0.00,eur,1.00,0.00,${status(l)},Done,cus_${l.customer.id}`,
				),
			),
		},
		net: first.filter((l) => status(l) !== 'Failed').reduce((sum, l) => sum + l.orderNet, 0),
		columns: { order_id: 'id', account_id: 'Customer ID', net_amount: 'Amount' },
		entities: ['order_lines'],
	};
}

function ledger(): Export {
	return {
		name: 'invoices with an account of the books on each line, whose customer is a contact',
		files: {
			'Sales Invoices.csv': text(
				'ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,TaxTotal,InventoryItemCode,Description,Quantity,UnitAmount,Discount,LineAmount,AccountCode,TaxAmount,Currency',
				plain.map(
					(l) =>
						`${l.customer.plain},INV-${l.order},${britishDay(l.day)},${britishDay(later(l.day, 30))},${total(l)},0.00,${l.product.sku},${l.product.name},${l.quantity},${cents(l.price)},,${cents(l.net)},200,0.00,GBP`,
				),
			),
		},
		net: sumOf(plain),
		columns: { account_id: 'ContactName', product_id: 'InventoryItemCode', net_amount: 'LineAmount' },
		entities: ['order_lines', 'accounts'],
	};
}

function namesOnly(): Export {
	return {
		name: 'transactions whose customer is simply called a name, with payments among them',
		files: {
			'TransactionLines.csv': text(
				'Type,Document Number,Date,Name,Item,Quantity,Item Rate,Amount',
				plain.flatMap((l) => [
					`Invoice,INV${l.order},${l.day},${l.customer.plain},${l.product.sku},${l.quantity},${cents(l.price)},${cents(l.net)}`,
					...(l.line === 1
						? [`Payment,PAY${l.order},${l.day},${l.customer.plain},,,,${cents(-l.orderNet)}`]
						: []),
				]),
			),
		},
		net: sumOf(plain),
		columns: { account_id: 'Name', product_id: 'Item', net_amount: 'Amount' },
		entities: ['order_lines', 'accounts'],
	};
}

function swissAmounts(): Export {
	const credits = plain.map((l) => (l.order % 8 === 0 ? -l.net : l.net));
	return {
		name: "amounts like CHF 1'234.50 with the long minus",
		files: {
			'verkauf.csv': text(
				'Auftrag;Datum;Kunde;Betrag',
				plain.map(
					(l, row) =>
						`${l.order};${l.day};${l.customer.plain};CHF ${cents(credits[row]!, '.', "'").replace('-', '−')}`,
				),
			),
		},
		net: credits.reduce((sum, net) => sum + net, 0),
		columns: { net_amount: 'Betrag' },
		entities: ['order_lines', 'accounts'],
	};
}

function tongues(): Export[] {
	const rows = plain.map(
		(l) =>
			`${l.order};${l.day};${l.customer.id};${l.customer.plain};${l.product.name};${l.quantity};${cents(l.price, ',')};${cents(l.net, ',')}`,
	);
	const headers = {
		Italian:
			'Numero fattura;Data fattura;Codice cliente;Ragione sociale;Descrizione;Quantità;Prezzo unitario;Imponibile',
		Portuguese: 'Pedido;Data;Código do cliente;Nome do cliente;Produto;Quantidade;Preço unitário;Valor total',
		Polish:
			'Numer faktury;Data wystawienia;Kod klienta;Kontrahent;Nazwa towaru;Ilość;Cena netto;Wartość netto',
		Swedish: 'Ordernr;Orderdatum;Kundnr;Kundnamn;Artikel;Antal;Pris;Belopp',
		Danish: 'Ordrenr;Dato;Kundenr;Kundenavn;Varenavn;Antal;Pris;Beløb',
	};
	return Object.entries(headers).map(([tongue, header]) => {
		const names = header.split(';');
		return {
			name: `sales with headers in ${tongue}`,
			files: { 'sales.csv': text(header, rows) },
			net: sumOf(plain),
			columns: { account_id: names[2]!, ordered_on: names[1]!, net_amount: names[7]! },
			entities: ['order_lines', 'accounts'],
		};
	});
}

function oddDays(): Export[] {
	const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
	const part = (day: string, options: Intl.DateTimeFormatOptions): string =>
		at(day).toLocaleDateString('en-US', { ...options, timeZone: 'UTC' });
	const columns = 'order_id,customer_id,order_date,product_id,amount';
	const forms: [string, string, (day: string) => string][] = [
		[
			'the weekday first',
			columns,
			(day) => `"${part(day, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })}"`,
		],
		['as browsers write them', columns, (day) => `${at(day).toDateString()} 00:00:00 GMT+0000 (UTC)`],
		['as mails write them', columns, (day) => `"${at(day).toUTCString()}"`],
		['six digits', columns, (day) => day.replaceAll('-', '').slice(2)],
		['microseconds since 1970', columns, (day) => `${at(day).getTime() * 1000}`],
		['in a column without a telling name', columns.replace('order_date', 't_dat'), (day) => day],
		['in three columns', columns.replace('order_date', 'Year,Month,Day'), (day) => day.replaceAll('-', ',')],
	];
	return forms.map(([name, header, write]) => ({
		name: `days ${name}`,
		files: {
			'sales.csv': text(
				header,
				plain.map((l) => `${l.order},${l.customer.id},${write(l.day)},${l.product.sku},${cents(l.net)}`),
			),
		},
		net: sumOf(plain),
		columns: { account_id: 'customer_id', net_amount: 'amount' },
		entities: ['order_lines'],
	}));
}

function reducedPrices(): Export {
	const lines = trade();
	const codes = ['USD', 'EUR', 'GBP'];
	return {
		name: 'a reduced price beside the full one, and currencies that the amounts are not in',
		files: {
			'Sales.csv': text(
				'OrderKey,LineNumber,OrderDate,CustomerKey,StoreKey,ProductKey,Quantity,UnitPrice,NetPrice,UnitCost,CurrencyCode,ExchangeRate',
				lines.map(
					(l) =>
						`${l.order},${l.line},${l.day},${l.customer.id},10,${l.product.id},1,${cents(l.price * l.quantity)},${cents(l.net)},${cents(l.cost)},${codes[l.order % 3]},${['1.0000', '0.8952', '0.7523'][l.order % 3]}`,
				),
			),
			'Customer.csv': text(
				'CustomerKey,Title,GivenName,Surname,Country',
				CUSTOMERS.map((c) => `${c.id},Mr.,Pat,${c.plain},US`),
			),
		},
		net: sumOf(lines),
		columns: { net_amount: 'Quantity, NetPrice', list_amount: 'Quantity, UnitPrice' },
		entities: ['order_lines', 'accounts'],
	};
}

function priceInTheName(): Export {
	return {
		name: 'prices in dollars, whatever the customer paid with',
		files: {
			'Sales.csv': text(
				'Order Number,Order Date,CustomerKey,ProductKey,Quantity,Currency Code',
				plain.map(
					(l) =>
						`${l.order},${l.day},${l.customer.id},${l.product.id},${l.quantity},${l.order % 2 ? 'EUR' : 'USD'}`,
				),
			),
			'Products.csv': text(
				'ProductKey,Product Name,Unit Cost USD,Unit Price USD',
				PRODUCTS.map((p) => `${p.id},${p.name},$${cents(p.cost)} ,$${cents(p.price)} `),
			),
			'Exchange_Rates.csv': text('Date,Currency,Exchange', [
				'2023-12-31,USD,1.0000',
				'2023-12-31,EUR,0.8952',
			]),
		},
		net: sumOf(plain),
		columns: { net_amount: 'Quantity, Unit Price USD' },
		entities: ['order_lines'],
	};
}

function subtotals(): Export {
	const lines = trade();
	return {
		name: 'a subtotal before the discount beside the total after it',
		files: {
			'orders-export.csv': text(
				'Order ID,Order Date,Customer ID,Item Name,Item Quantity,Item Subtotal,Item Total,Item Total Tax',
				lines.map(
					(l) =>
						`${l.order},${l.day},${l.customer.id},${l.product.name},${l.quantity},${cents(l.price * l.quantity)},${cents(l.net)},${cents(Math.round(l.net * 0.19))}`,
				),
			),
		},
		net: sumOf(lines),
		columns: { net_amount: 'Item Total' },
		entities: ['order_lines'],
	};
}

function stores(): Export {
	return {
		name: 'sales of stores, whose customers nobody knows',
		files: {
			'FactSales.csv': text(
				'SalesKey,DateKey,StoreKey,ProductKey,SalesQuantity,SalesAmount',
				plain.map(
					(l, row) => `${row},${l.day},${l.customer.id},${l.product.id},${l.quantity},${cents(l.net)}`,
				),
			),
			'DimStore.csv': text(
				'StoreKey,StoreName,Status',
				CUSTOMERS.map((c) => `${c.id},${c.plain},On`),
			),
		},
		net: sumOf(plain),
		columns: { account_id: 'StoreKey', net_amount: 'SalesAmount' },
		entities: ['order_lines', 'accounts'],
	};
}
