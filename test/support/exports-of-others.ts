/** One line of the imaginary company whose data every export here holds; amounts in cents, so that sums are exact. */
export interface TradeLine {
	order: number;
	line: number;
	customer: number;
	/** ISO. */
	day: string;
	product: number;
	quantity: number;
	/** Cents for one piece. */
	price: number;
	/** Percent: 0, 5, 10 … */
	discount: number;
	/** Cents for one piece. */
	cost: number;
}

export const CUSTOMERS = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Ginkgo', 'Hazel', 'Ivy', 'Juniper', 'Kapok', 'Larch'].map(
	(tree, index) => ({
		id: index + 101,
		name: `${tree} & Söhne`,
		plain: `${tree} Works Ltd`,
		country: ['Germany', 'France', 'Spain'][index % 3]!,
		segment: ['Corporate', 'Consumer'][index % 2]!,
		email: `buying@${tree.toLowerCase()}.example`,
	}),
);
export const PRODUCTS = ['Desk', 'Chair', 'Lamp', 'Shelf', 'Screen', 'Mat', 'Stand', 'Box', 'Board', 'Hook'].map((thing, index) => ({
	id: index + 1,
	sku: `SKU-${String(index + 1).padStart(4, '0')}`,
	name: `${thing}, solid`,
	category: ['Furniture', 'Office', 'Lighting'][index % 3]!,
	price: 1250 + index * 731,
	cost: 800 + index * 433,
}));

/** 240 orders of one to four lines over 18 months; every seventh order has a discount. The same lines at every call. */
export function trade(): TradeLine[] {
	let state = 20260930;
	const random = (below: number): number => {
		state = (state * 1103515245 + 12345) % 2147483648;
		return Math.floor((state / 2147483648) * below);
	};
	return Array.from({ length: 240 }, (_, index) => index).flatMap((index) => {
		const day = new Date(Date.UTC(2024, 0, 2 + Math.floor((index * 540) / 240))).toISOString().slice(0, 10);
		const customer = CUSTOMERS[random(CUSTOMERS.length)]!.id;
		return Array.from({ length: 1 + random(4) }, (_unused, line) => {
			const product = PRODUCTS[(random(PRODUCTS.length) + line) % PRODUCTS.length]!;
			return {
				order: 50001 + index,
				line: line + 1,
				customer,
				day,
				product: product.id,
				quantity: 1 + random(20),
				price: product.price,
				discount: index % 7 === 0 ? 10 : 0,
				cost: product.cost,
			};
		});
	});
}

export const customer = (id: number): (typeof CUSTOMERS)[number] => CUSTOMERS.find((each) => each.id === id)!;
export const product = (id: number): (typeof PRODUCTS)[number] => PRODUCTS.find((each) => each.id === id)!;
/** Net amount of a line in ten-thousandths, exact: cents × quantity × (100 − discount). */
export const netOf = (line: TradeLine): number => line.price * line.quantity * (100 - line.discount);
/** Sum of net amounts as text with four decimals. */
export const netTotal = (lines: readonly TradeLine[]): string => decimal(lines.reduce((sum, line) => sum + netOf(line), 0), 4);

/** A whole number of the smallest units as decimal text: `decimal(12345, 2)` is `123.45`. */
export function decimal(units: number, places: number, point = '.', thousands = ''): string {
	const sign = units < 0 ? '-' : '';
	const digits = String(Math.abs(Math.round(units))).padStart(places + 1, '0');
	const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, thousands);
	return `${sign}${whole}${places === 0 ? '' : point + digits.slice(-places)}`;
}

/** Rows as delimited text; fields with the delimiter, a quote or a line break are quoted. */
export function delimited(rows: readonly (readonly (string | number)[])[], delimiter = ',', newline = '\n'): string {
	const field = (value: string | number): string => {
		const text = String(value);
		return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
	};
	return rows.map((row) => row.map(field).join(delimiter) + newline).join('');
}

const us = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}/${day.slice(0, 4)}`;
const german = (day: string): string => `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}`;
const slashed = (day: string): string => `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
const later = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const net = (line: TradeLine): string => decimal(netOf(line) / 100, 2);

/** An export: its files, and what init should make of them. */
export interface Export {
	files: Record<string, string | Buffer>;
	/** Net total with four decimals. */
	net: string;
	accounts?: number;
	cost?: boolean;
}

function headers(lines: readonly TradeLine[]): TradeLine[] {
	return lines.filter(({ line }) => line === 1);
}
const orderNet = (lines: readonly TradeLine[], order: number): number =>
	lines.filter((line) => line.order === order).reduce((sum, line) => sum + netOf(line) / 100, 0);

/** Exports as other people's programs write them, by name. */
export function exportsOfOthers(): Record<string, Export> {
	const lines = trade();
	const total = decimal(lines.reduce((sum, line) => sum + Math.round(netOf(line) / 100), 0) * 100, 4);
	const exact = netTotal(lines);
	return {
		superstore: {
			files: {
				'orders.csv': delimited([
					'Row ID,Order ID,Order Date,Ship Date,Ship Mode,Customer ID,Customer Name,Segment,Country,City,State,Postal Code,Region,Product ID,Category,Sub-Category,Product Name,Sales,Quantity,Discount,Profit'.split(','),
					...lines.map((l, i) => [
						i + 1, `US-${l.order}`, us(l.day), us(later(l.day, 3)), 'Second Class', `AB-${l.customer}`, customer(l.customer).plain, customer(l.customer).segment, 'United States',
						['Austin', 'Boston', 'Chicago'][i % 3]!, ['Texas', 'Ohio'][i % 2]!, 78701 + (i % 9), ['West', 'East', 'South'][i % 3]!, product(l.product).sku, product(l.product).category, 'Things', product(l.product).name,
						net(l), l.quantity, decimal(l.discount, 2), decimal(Math.round(netOf(l) / 100) - l.cost * l.quantity, 2),
					]),
				]),
			},
			net: total, accounts: 12, cost: true,
		},
		sap_tables: {
			files: {
				'VBAK.csv': Buffer.from(delimited([['VBELN', 'ERDAT', 'AUDAT', 'KUNNR', 'NETWR', 'WAERK', 'VDATU'], ...headers(lines).map((l) => [`00000${l.order}`, german(l.day), german(l.day), `0000000${l.customer}`, decimal(orderNet(lines, l.order), 2, ',', '.'), 'EUR', german(later(l.day, 7))])], ';'), 'latin1'),
				'VBAP.csv': Buffer.from(delimited([['VBELN', 'POSNR', 'MATNR', 'ARKTX', 'KWMENG', 'NETWR', 'WAVWR', 'MATKL'], ...lines.map((l) => [`00000${l.order}`, `0000${l.line}0`, product(l.product).sku, `Möbel ${product(l.product).name}`, decimal(l.quantity * 1000, 3, ',', '.'), decimal(netOf(l) / 100, 2, ',', '.'), decimal(l.cost * l.quantity, 2, ',', '.'), product(l.product).category])], ';'), 'latin1'),
				'KNA1.csv': Buffer.from(delimited([['KUNNR', 'NAME1', 'LAND1', 'ORT01', 'BRSCH'], ...CUSTOMERS.map((c) => [`0000000${c.id}`, c.name, c.country, 'Köln', c.segment])], ';'), 'latin1'),
			},
			net: total, accounts: 12, cost: true,
		},
		german_office: {
			files: {
				'Umsatz 2024.csv': Buffer.from(`Umsatzliste;;;;;;;;;;;\r\nStand: 30.09.2026;;;;;;;;;;;\r\n\r\n${delimited([['Auftragsnr.', 'Auftragsdatum', 'Kundennr.', 'Kundenname', 'Land', 'Artikelnr.', 'Bezeichnung', 'Warengruppe', 'Menge', 'Einzelpreis', 'Rabatt %', 'Nettobetrag', 'MwSt.', 'Bruttobetrag', 'Deckungsbeitrag'], ...lines.map((l) => { const n = Math.round(netOf(l) / 100); const t = Math.round(n * 0.19); return [l.order, german(l.day), l.customer, customer(l.customer).name, customer(l.customer).country, product(l.product).sku, product(l.product).name, product(l.product).category, l.quantity, decimal(l.price, 2, ',', '.'), l.discount, `${decimal(n, 2, ',', '.')} €`, `${decimal(t, 2, ',', '.')} €`, `${decimal(n + t, 2, ',', '.')} €`, `${decimal(n - l.cost * l.quantity, 2, ',', '.')} €`]; })], ';', '\r\n')}`.replaceAll('€', '\u0080'), 'latin1'),
			},
			net: total, accounts: 12, cost: true,
		},
		shopify: {
			files: {
				'orders_export_1.csv': delimited([
					'Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Billing Name,Billing Country,Vendor,Id'.split(','),
					...lines.map((l) => {
						const c = customer(l.customer);
						const first = l.line === 1;
						const p = { ...l, discount: 0 };
						const sub = lines.filter((x) => x.order === l.order).reduce((s, x) => s + x.price * x.quantity, 0);
						return [`#${l.order}`, c.email, first ? 'paid' : '', first ? `${l.day} 10:11:12 +0100` : '', first ? 'fulfilled' : '', first ? 'EUR' : '', first ? decimal(sub, 2) : '', first ? '4.90' : '', first ? decimal(Math.round(sub * 0.19), 2) : '', first ? decimal(sub + 490 + Math.round(sub * 0.19), 2) : '', '', first ? '0.00' : '', `${l.day} 10:11:12 +0100`, p.quantity, product(l.product).name, decimal(l.price, 2), '', product(l.product).sku, first ? c.plain : '', first ? 'DE' : '', 'Vital', first ? 5550000000000 + l.order : ''];
					}),
				]),
			},
			net: netTotal(lines.map((l) => ({ ...l, discount: 0 }))), accounts: 12,
		},
		woocommerce: {
			files: {
				'woo-orders.csv': delimited([
					['Order Number', 'Order Status', 'Order Date', 'Customer Note', 'First Name (Billing)', 'Last Name (Billing)', 'Company (Billing)', 'Email (Billing)', 'Country Code (Billing)', 'Payment Method Title', 'Cart Discount Amount', 'Order Subtotal Amount', 'Order Shipping Amount', 'Order Total Amount', 'Order Total Tax Amount', 'SKU', 'Item #', 'Item Name', 'Quantity (- Refund)', 'Item Cost'],
					...lines.map((l) => [l.order, l.order % 11 === 0 ? 'Cancelled' : 'Completed', `${l.day} 09:30`, '', 'Pat', 'Buyer', customer(l.customer).plain, customer(l.customer).email, 'DE', 'Invoice', '0', decimal(orderNet(lines, l.order), 2), '5', decimal(orderNet(lines, l.order) + 500, 2), '0', product(l.product).sku, l.line, product(l.product).name, l.quantity, decimal(l.price, 2)]),
				]),
			},
			net: netTotal(lines.map((l) => ({ ...l, discount: 0 }))), accounts: 12,
		},
		odoo: {
			files: {
				'sale.order.line.csv': delimited([
					['Order Reference', 'Order Reference/Order Date', 'Customer', 'Product', 'Ordered Quantity', 'Unit Price', 'Discount (%)', 'Subtotal', 'Total Tax', 'Total', 'Salesperson', 'Currency'],
					...lines.map((l) => { const n = Math.round(netOf(l) / 100); return [`S${l.order}`, `${l.day} 08:00:00`, customer(l.customer).plain, `[${product(l.product).sku}] ${product(l.product).name}`, decimal(l.quantity * 100, 2), decimal(l.price, 2), decimal(l.discount * 100, 2), decimal(n, 2), decimal(Math.round(n * 0.2), 2), decimal(n + Math.round(n * 0.2), 2), 'North team', 'EUR']; }),
				]),
			},
			net: total, accounts: 12,
		},
		sample_sales: {
			files: {
				'sales_data_sample.csv': Buffer.from(delimited([
					'ORDERNUMBER,QUANTITYORDERED,PRICEEACH,ORDERLINENUMBER,SALES,ORDERDATE,STATUS,QTR_ID,MONTH_ID,YEAR_ID,PRODUCTLINE,MSRP,PRODUCTCODE,CUSTOMERNAME,PHONE,ADDRESSLINE1,CITY,STATE,POSTALCODE,COUNTRY,TERRITORY,CONTACTLASTNAME,CONTACTFIRSTNAME,DEALSIZE'.split(','),
					...lines.map((l) => [l.order, l.quantity, decimal(Math.min(l.price, 10000), 2), l.line, net(l), `${us(l.day)} 0:00`, l.order % 13 === 0 ? 'Cancelled' : 'Shipped', 1, Number(l.day.slice(5, 7)), l.day.slice(0, 4), product(l.product).category, Math.round(product(l.product).price / 100) + 5, product(l.product).sku, customer(l.customer).name, '0123', 'Way 1', 'Nantes', '', '44000', customer(l.customer).country, 'EMEA', 'Buyer', 'Pat', 'Small']),
				]), 'latin1'),
			},
			net: total, accounts: 12,
		},
		classic_models: {
			files: {
				'orderdetails.csv': delimited([['orderNumber', 'productCode', 'quantityOrdered', 'priceEach', 'orderLineNumber'], ...lines.map((l) => [l.order, product(l.product).sku, l.quantity, decimal(l.price, 2), l.line])]),
				'orders.csv': delimited([['orderNumber', 'orderDate', 'requiredDate', 'shippedDate', 'status', 'comments', 'customerNumber'], ...headers(lines).map((l) => [l.order, l.day, later(l.day, 9), l.order % 9 === 0 ? 'NULL' : later(l.day, 4), l.order % 9 === 0 ? 'In Process' : 'Shipped', 'NULL', l.customer])]),
				'customers.csv': delimited([['customerNumber', 'customerName', 'contactLastName', 'contactFirstName', 'phone', 'addressLine1', 'city', 'country', 'salesRepEmployeeNumber', 'creditLimit'], ...CUSTOMERS.map((c) => [c.id, c.name, 'Buyer', 'Pat', '0123', 'Way 1', 'Nantes', c.country, c.id % 2 ? 1165 : 1166, '21000.00'])]),
				'employees.csv': delimited([['employeeNumber', 'lastName', 'firstName', 'extension', 'email', 'officeCode', 'reportsTo', 'jobTitle'], [1165, 'North', 'Sales', 'x1', 'n@x.example', 1, 1002, 'Sales Rep'], [1166, 'South', 'Sales', 'x2', 's@x.example', 1, 1002, 'Sales Rep']]),
				'products.csv': delimited([['productCode', 'productName', 'productLine', 'productScale', 'productVendor', 'productDescription', 'quantityInStock', 'buyPrice', 'MSRP'], ...PRODUCTS.map((p) => [p.sku, p.name, p.category, '1:10', 'Makers', 'A thing', 100, decimal(p.cost, 2), decimal(p.price + 500, 2)])]),
				'payments.csv': delimited([['customerNumber', 'checkNumber', 'paymentDate', 'amount'], ...CUSTOMERS.map((c) => [c.id, `HQ${c.id}`, '2024-10-19', '6066.78'])]),
				'offices.csv': delimited([['officeCode', 'city', 'phone', 'country'], [1, 'Paris', '0123', 'France'], [2, 'Tokyo', '0123', 'Japan']]),
			},
			net: netTotal(lines.map((l) => ({ ...l, discount: 0 }))), accounts: 12, cost: true,
		},
		olist: {
			files: {
				'olist_orders_dataset.csv': delimited([['order_id', 'customer_id', 'order_status', 'order_purchase_timestamp', 'order_approved_at', 'order_delivered_carrier_date', 'order_delivered_customer_date', 'order_estimated_delivery_date'], ...headers(lines).map((l) => [`o${l.order}`, `c${l.order}`, l.order % 20 === 0 ? 'canceled' : 'delivered', `${l.day} 10:56:33`, `${l.day} 11:07:15`, `${later(l.day, 2)} 19:55:00`, `${later(l.day, 8)} 21:25:13`, `${later(l.day, 16)} 00:00:00`])]),
				'olist_order_items_dataset.csv': delimited([['order_id', 'order_item_id', 'product_id', 'seller_id', 'shipping_limit_date', 'price', 'freight_value'], ...lines.map((l) => [`o${l.order}`, l.line, product(l.product).sku, 's1', `${later(l.day, 4)} 09:45:35`, decimal(l.price, 2), '13.29'])]),
				'olist_customers_dataset.csv': delimited([['customer_id', 'customer_unique_id', 'customer_zip_code_prefix', 'customer_city', 'customer_state'], ...headers(lines).map((l) => [`c${l.order}`, `u${l.customer}`, '14409', 'franca', 'SP'])]),
				'olist_products_dataset.csv': delimited([['product_id', 'product_category_name', 'product_name_lenght', 'product_description_lenght', 'product_weight_g'], ...PRODUCTS.map((p) => [p.sku, p.category.toLowerCase(), 40, 287, 225])]),
				'olist_order_payments_dataset.csv': delimited([['order_id', 'payment_sequential', 'payment_type', 'payment_installments', 'payment_value'], ...headers(lines).map((l) => [`o${l.order}`, 1, 'credit_card', 8, '99.33'])]),
				'product_category_name_translation.csv': delimited([['product_category_name', 'product_category_name_english'], ['furniture', 'furniture'], ['office', 'office'], ['lighting', 'lighting']]),
			},
			net: decimal(lines.reduce((sum, l) => sum + l.price, 0) * 100, 4), accounts: 12,
		},
		adventure_works: {
			files: {
				'SalesOrderHeader.csv': delimited([['SalesOrderID', 'RevisionNumber', 'OrderDate', 'DueDate', 'ShipDate', 'Status', 'OnlineOrderFlag', 'SalesOrderNumber', 'PurchaseOrderNumber', 'AccountNumber', 'CustomerID', 'SalesPersonID', 'TerritoryID', 'BillToAddressID', 'ShipToAddressID', 'CurrencyRateID', 'SubTotal', 'TaxAmt', 'Freight', 'TotalDue', 'ModifiedDate'], ...headers(lines).map((l) => { const s = Math.round(orderNet(lines, l.order)); return [l.order, 8, `${l.day} 00:00:00.000`, `${later(l.day, 12)} 00:00:00.000`, `${later(l.day, 7)} 00:00:00.000`, 5, 0, `SO${l.order}`, `PO${l.order}`, `10-4020-000${l.customer}`, l.customer, 279, 5, 985, 985, '', decimal(s, 2), decimal(Math.round(s * 0.08), 2), '10.00', decimal(s + Math.round(s * 0.08) + 1000, 2), `${l.day} 00:00:00.000`]; })], '\t'),
				'SalesOrderDetail.csv': delimited([['SalesOrderID', 'SalesOrderDetailID', 'CarrierTrackingNumber', 'OrderQty', 'ProductID', 'SpecialOfferID', 'UnitPrice', 'UnitPriceDiscount', 'LineTotal', 'rowguid', 'ModifiedDate'], ...lines.map((l, i) => [l.order, i + 1, '4911-403C-98', l.quantity, 700 + l.product, 1, decimal(l.price * 100, 4), decimal(l.discount, 2), decimal(netOf(l) * 100, 6), 'B207C96D', `${l.day} 00:00:00.000`])], '\t'),
				'Product.csv': delimited([['ProductID', 'Name', 'ProductNumber', 'StandardCost', 'ListPrice', 'ProductSubcategoryID', 'SellStartDate'], ...PRODUCTS.map((p) => [700 + p.id, p.name, p.sku, decimal(p.cost, 2), decimal(p.price, 2), 1 + (p.id % 2), '2023-01-01 00:00:00.000'])], '\t'),
				'ProductSubcategory.csv': delimited([['ProductSubcategoryID', 'ProductCategoryID', 'Name'], [1, 1, 'Desks'], [2, 1, 'Lamps']], '\t'),
				'Customer.csv': delimited([['CustomerID', 'PersonID', 'StoreID', 'TerritoryID', 'AccountNumber', 'rowguid'], ...CUSTOMERS.map((c) => [c.id, '', c.id + 900, 5, `AW000${c.id}`, 'abc'])], '\t'),
				'Store.csv': delimited([['BusinessEntityID', 'Name', 'SalesPersonID'], ...CUSTOMERS.map((c) => [c.id + 900, c.plain, 279])], '\t'),
				'SalesTerritory.csv': delimited([['TerritoryID', 'Name', 'CountryRegionCode', 'Group'], [5, 'Southeast', 'US', 'North America'], [6, 'Canada', 'CA', 'North America']], '\t'),
			},
			net: exact, accounts: 12, cost: true,
		},
		chinook: {
			files: {
				'Invoice.csv': delimited([['InvoiceId', 'CustomerId', 'InvoiceDate', 'BillingAddress', 'BillingCity', 'BillingCountry', 'Total'], ...headers(lines).map((l) => [l.order, l.customer, `${l.day} 00:00:00`, 'Way 1', 'Köln', customer(l.customer).country, decimal(orderNet(lines, l.order), 2)])]),
				'InvoiceLine.csv': delimited([['InvoiceLineId', 'InvoiceId', 'TrackId', 'UnitPrice', 'Quantity'], ...lines.map((l, i) => [i + 1, l.order, l.product, decimal(l.price, 2), l.quantity])]),
				'Track.csv': delimited([['TrackId', 'Name', 'AlbumId', 'GenreId', 'Composer', 'Milliseconds', 'UnitPrice'], ...PRODUCTS.map((p) => [p.id, p.name, 1, 1 + (p.id % 2), '', 343719, decimal(p.price, 2)])]),
				'Genre.csv': delimited([['GenreId', 'Name'], [1, 'Rock'], [2, 'Jazz']]),
				'Customer.csv': delimited([['CustomerId', 'FirstName', 'LastName', 'Company', 'Country', 'Email', 'SupportRepId'], ...CUSTOMERS.map((c) => [c.id, 'Pat', `Buyer${c.id}`, c.plain, c.country, c.email, 3 + (c.id % 2)])]),
				'Employee.csv': delimited([['EmployeeId', 'LastName', 'FirstName', 'Title'], [3, 'North', 'Sales', 'Sales Agent'], [4, 'South', 'Sales', 'Sales Agent']]),
			},
			net: netTotal(lines.map((l) => ({ ...l, discount: 0 }))), accounts: 12,
		},
		tpch: {
			files: {
				'lineitem.tbl': delimited([['l_orderkey', 'l_partkey', 'l_suppkey', 'l_linenumber', 'l_quantity', 'l_extendedprice', 'l_discount', 'l_tax', 'l_returnflag', 'l_linestatus', 'l_shipdate', 'l_commitdate', 'l_receiptdate', 'l_shipmode', 'l_comment'], ...lines.map((l) => [l.order, l.product, 7, l.line, l.quantity, decimal(l.price * l.quantity, 2), decimal(l.discount, 2), '0.02', 'N', 'O', later(l.day, 4), later(l.day, 30), later(l.day, 9), 'TRUCK', 'regular courts above'])], '|'),
				'orders.tbl': delimited([['o_orderkey', 'o_custkey', 'o_orderstatus', 'o_totalprice', 'o_orderdate', 'o_orderpriority', 'o_clerk', 'o_comment'], ...headers(lines).map((l) => [l.order, l.customer, 'O', '999.99', l.day, '5-LOW', 'Clerk#1', 'requests'])], '|'),
				'customer.tbl': delimited([['c_custkey', 'c_name', 'c_address', 'c_nationkey', 'c_phone', 'c_acctbal', 'c_mktsegment', 'c_comment'], ...CUSTOMERS.map((c) => [c.id, `Customer#${c.id}`, 'x', c.id % 3, '25-989', '711.56', c.segment, 'deposits'])], '|'),
				'part.tbl': delimited([['p_partkey', 'p_name', 'p_mfgr', 'p_brand', 'p_type', 'p_size', 'p_retailprice'], ...PRODUCTS.map((p) => [p.id, p.name, 'Manufacturer#1', 'Brand#1', 'STANDARD BRASS', 7, decimal(p.price, 2)])], '|'),
				'nation.tbl': delimited([['n_nationkey', 'n_name', 'n_regionkey'], [0, 'ALGERIA', 0], [1, 'BRAZIL', 1], [2, 'CANADA', 1]], '|'),
			},
			net: exact, accounts: 12,
		},
		navision: {
			files: {
				'Posted Sales Invoice Lines.csv': delimited([['Document No.', 'Line No.', 'Sell-to Customer No.', 'Sell-to Customer Name', 'Posting Date', 'Type', 'No.', 'Description', 'Quantity', 'Unit of Measure', 'Unit Price Excl. VAT', 'Line Discount %', 'Line Amount Excl. VAT', 'Amount Including VAT', 'Unit Cost (LCY)', 'Salesperson Code'], ...lines.map((l) => { const n = Math.round(netOf(l) / 100); return [`PSI-${l.order}`, l.line * 10000, `D00${l.customer}`, customer(l.customer).plain, slashed(l.day), 'Item', product(l.product).sku, product(l.product).name, l.quantity, 'PCS', decimal(l.price, 2, '.', ','), l.discount, decimal(n, 2, '.', ','), decimal(Math.round(n * 1.2), 2, '.', ','), decimal(l.cost, 2), 'N1']; })]),
			},
			net: total, accounts: 12, cost: true,
		},
		french: {
			files: {
				'Journal des ventes.csv': Buffer.from(delimited([['N° commande', 'Date de commande', 'Code client', 'Nom du client', 'Pays', 'Référence article', 'Désignation', 'Famille', 'Quantité', 'Prix unitaire HT', 'Remise', 'Montant HT', 'TVA', 'Montant TTC', 'Marge'], ...lines.map((l) => { const n = Math.round(netOf(l) / 100); const t = Math.round(n * 0.2); return [`C${l.order}`, slashed(l.day), `CL${l.customer}`, customer(l.customer).name, 'France', product(l.product).sku, product(l.product).name, product(l.product).category, l.quantity, decimal(l.price, 2, ','), `${l.discount} %`, decimal(n, 2, ',', '\u00a0'), decimal(t, 2, ',', '\u00a0'), decimal(n + t, 2, ',', '\u00a0'), decimal(n - l.cost * l.quantity, 2, ',', '\u00a0')]; })], ';', '\r\n'), 'latin1'),
			},
			net: total, accounts: 12, cost: true,
		},
		spanish: {
			files: {
				'ventas.csv': delimited([['Nº Pedido', 'Fecha', 'Cliente', 'Artículo', 'Cantidad', 'Precio', 'Dto.', 'Importe', 'IVA'], ...lines.map((l) => [l.order, slashed(l.day), customer(l.customer).plain, product(l.product).name, l.quantity, decimal(l.price, 2, ','), `${l.discount}%`, decimal(Math.round(netOf(l) / 100), 2, ',', '.'), '21%'])], ';'),
			},
			net: total, accounts: 12,
		},
		dutch: {
			files: {
				'verkoopregels.csv': delimited([['Ordernummer', 'Orderdatum', 'Klantnummer', 'Klantnaam', 'Artikelnummer', 'Omschrijving', 'Aantal', 'Stuksprijs', 'Korting', 'Bedrag excl. BTW', 'BTW', 'Bedrag incl. BTW', 'Inkoopprijs'], ...lines.map((l) => { const n = Math.round(netOf(l) / 100); const t = Math.round(n * 0.21); return [l.order, `${l.day.slice(8)}-${l.day.slice(5, 7)}-${l.day.slice(0, 4)}`, l.customer, customer(l.customer).plain, product(l.product).sku, product(l.product).name, l.quantity, `€ ${decimal(l.price, 2, ',')}`, `${l.discount}%`, `€ ${decimal(n, 2, ',', '.')}`, `€ ${decimal(t, 2, ',', '.')}`, `€ ${decimal(n + t, 2, ',', '.')}`, `€ ${decimal(l.cost, 2, ',')}`]; })], ';'),
			},
			net: total, accounts: 12, cost: true,
		},
		invoice_list: {
			files: {
				'Rechnungsausgang.csv': Buffer.from(delimited([['Rechnungsnr', 'Rechnungsdatum', 'Kundennr', 'Kunde', 'Netto', 'USt', 'Brutto', 'Fällig am', 'Bezahlt am'], ...headers(lines).map((l) => { const n = Math.round(orderNet(lines, l.order)); const t = Math.round(n * 0.19); return [`RE-${l.order}`, german(l.day), l.customer, customer(l.customer).name, decimal(n, 2, ',', '.'), decimal(t, 2, ',', '.'), decimal(n + t, 2, ',', '.'), german(later(l.day, 30)), german(later(l.day, 20))]; })], ';', '\r\n'), 'latin1'),
			},
			net: decimal(headers(lines).reduce((sum, l) => sum + Math.round(orderNet(lines, l.order)), 0) * 100, 4), accounts: 12,
		},
		monthly_files: {
			files: Object.fromEntries(['2024-01', '2024-02', '2024-03', '2024-04'].map((month) => [`sales_${month}.csv`, delimited([['Order ID', 'Date', 'Customer', 'Product', 'Qty', 'Price'], ...lines.filter((l) => l.day.startsWith(month)).map((l) => [l.order, l.day, customer(l.customer).plain, product(l.product).name, l.quantity, decimal(l.price, 2)])])])),
			net: netTotal(lines.filter((l) => l.day < '2024-05').map((l) => ({ ...l, discount: 0 }))),
		},
		contoso_warehouse: {
			files: {
				'FactInternetSales.csv': delimited([['ProductKey', 'OrderDateKey', 'DueDateKey', 'ShipDateKey', 'CustomerKey', 'PromotionKey', 'CurrencyKey', 'SalesTerritoryKey', 'SalesOrderNumber', 'SalesOrderLineNumber', 'RevisionNumber', 'OrderQuantity', 'UnitPrice', 'ExtendedAmount', 'UnitPriceDiscountPct', 'DiscountAmount', 'ProductStandardCost', 'TotalProductCost', 'SalesAmount', 'TaxAmt', 'Freight'], ...lines.map((l) => { const key = l.day.replaceAll('-', ''); const gross = l.price * l.quantity; const n = Math.round(netOf(l) / 100); return [l.product, key, later(l.day, 12).replaceAll('-', ''), later(l.day, 7).replaceAll('-', ''), l.customer, 1, 100, 4, `SO${l.order}`, l.line, 1, l.quantity, decimal(l.price, 2), decimal(gross, 2), decimal(l.discount, 2), decimal(gross - n, 2), decimal(l.cost, 2), decimal(l.cost * l.quantity, 2), decimal(n, 2), decimal(Math.round(n * 0.08), 2), decimal(Math.round(n * 0.025), 2)]; })]),
				'DimCustomer.csv': delimited([['CustomerKey', 'GeographyKey', 'CustomerAlternateKey', 'Title', 'FirstName', 'MiddleName', 'LastName', 'BirthDate', 'EmailAddress', 'YearlyIncome', 'DateFirstPurchase'], ...CUSTOMERS.map((c) => [c.id, 26, `AW000${c.id}`, '', 'Pat', 'V', `Buyer${c.id}`, '1971-10-06', c.email, 90000, '2023-01-19'])]),
				'DimProduct.csv': delimited([['ProductKey', 'ProductAlternateKey', 'ProductSubcategoryKey', 'EnglishProductName', 'StandardCost', 'FinishedGoodsFlag', 'Color', 'ListPrice'], ...PRODUCTS.map((p) => [p.id, p.sku, 1 + (p.id % 2), p.name, decimal(p.cost, 2), 1, 'Red', decimal(p.price, 2)])]),
				'DimProductSubcategory.csv': delimited([['ProductSubcategoryKey', 'EnglishProductSubcategoryName', 'ProductCategoryKey'], [1, 'Desks', 1], [2, 'Lamps', 1]]),
			},
			net: total, accounts: 12, cost: true,
		},
		quickbooks: {
			files: {
				'Sales by Customer Detail.csv': `Imaginary Company\nSales by Customer Detail\n"January 2024 - June 2025"\n\n${delimited([['Customer', 'Transaction date', 'Transaction type', 'Num', 'Product/Service full name', 'Memo/Description', 'Quantity', 'Sales price', 'Amount', 'Balance'], ...lines.map((l) => [customer(l.customer).plain, us(l.day), 'Invoice', l.order, product(l.product).name, '', `${l.quantity}.00`, decimal(l.price, 2, '.', ','), `$${decimal(Math.round(netOf(l) / 100), 2, '.', ',')}`, decimal(Math.round(netOf(l) / 100), 2, '.', ',')]), ['TOTAL', '', '', '', '', '', '', '', `$${decimal(lines.reduce((s, l) => s + Math.round(netOf(l) / 100), 0), 2, '.', ',')}`, '']])}`,
			},
			net: total, accounts: 12,
		},
		events_only: {
			files: { 'log.tsv': delimited([['user_id', 'event_time'], ...headers(lines).map((l) => [l.customer, `${l.day}T10:00:00.000Z`])], '\t') },
			net: '0', accounts: 12,
		},
		pandas: {
			files: { 'dump.csv': delimited([['', 'customer_id', 'order_id', 'order_date', 'sku', 'qty', 'net_sales', 'cogs'], ...lines.map((l, i) => [i, l.order % 5 === 0 ? '' : `${l.customer}.0`, l.order, l.day, product(l.product).sku, `${l.quantity}.0`, decimal(Math.round(netOf(l) / 100), 2), decimal(l.cost * l.quantity, 2)])]) },
			net: decimal(lines.filter((l) => l.order % 5 !== 0).reduce((s, l) => s + Math.round(netOf(l) / 100), 0) * 100, 4), accounts: 12, cost: true,
		},
	};
}
