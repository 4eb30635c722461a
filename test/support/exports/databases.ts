import { cents, CUSTOMERS, later, orders, PRODUCTS, sumOf, text, trade, type Export } from './trade.ts';

/** Tables as they lie in well-known kinds of databases. */
export function databaseExports(): Export[] {
	return [classicModels(), adventureWorks(), chinook(), benchmark(), starSchema()];
}

const listed = <T>(items: readonly T[], row: (item: T) => string): string[] => items.map(row);

function classicModels(): Export {
	const lines = trade('none');
	return {
		name: 'tables run together from two words, with NULL written out',
		files: {
			'orderdetails.csv': text(
				'orderNumber,productCode,quantityOrdered,priceEach,orderLineNumber',
				listed(lines, (l) => `${l.order},${l.product.sku},${l.quantity},${cents(l.price)},${l.line}`),
			),
			'orders.csv': text(
				'orderNumber,orderDate,requiredDate,shippedDate,status,comments,customerNumber',
				listed(
					orders(lines),
					(l) =>
						`${l.order},${l.day},${later(l.day, 9)},${l.order % 9 === 0 ? 'NULL,In Process' : `${later(l.day, 4)},Shipped`},NULL,${l.customer.id}`,
				),
			),
			'customers.csv': text(
				'customerNumber,customerName,contactLastName,contactFirstName,phone,addressLine1,city,country,salesRepEmployeeNumber,creditLimit',
				listed(
					CUSTOMERS,
					(c) => `${c.id},${c.name},Buyer,Pat,0123,Way 1,Nantes,${c.country},${1165 + (c.id % 2)},21000.00`,
				),
			),
			'employees.csv': text(
				'employeeNumber,lastName,firstName,extension,email,officeCode,reportsTo,jobTitle',
				[
					'1165,North,Sales,x1,n@x.example,1,1002,Sales Rep',
					'1166,South,Sales,x2,s@x.example,1,1002,Sales Rep',
				],
			),
			'products.csv': text(
				'productCode,productName,productLine,productScale,productVendor,quantityInStock,buyPrice,MSRP',
				listed(
					PRODUCTS,
					(p) => `${p.sku},${p.name},${p.category},1:10,Makers,100,${cents(p.cost)},${cents(p.price + 500)}`,
				),
			),
			'payments.csv': text(
				'customerNumber,checkNumber,paymentDate,amount',
				listed(CUSTOMERS, (c) => `${c.id},HQ${c.id},2024-10-19,6066.78`),
			),
		},
		net: sumOf(lines),
		columns: {
			account_id: 'customerNumber',
			ordered_on: 'orderDate',
			category: 'productLine',
			net_amount: 'quantityOrdered, priceEach',
			cost_amount: 'quantityOrdered, buyPrice',
		},
		entities: ['order_lines', 'accounts', 'orders', 'deliveries'],
	};
}

function adventureWorks(): Export {
	const lines = trade();
	return {
		name: 'headers with tax and freight, details with a share of discount, categories two tables away',
		files: {
			'SalesOrderHeader.csv': text(
				'SalesOrderID\tRevisionNumber\tOrderDate\tDueDate\tShipDate\tStatus\tOnlineOrderFlag\tSalesOrderNumber\tPurchaseOrderNumber\tAccountNumber\tCustomerID\tSalesPersonID\tTerritoryID\tBillToAddressID\tSubTotal\tTaxAmt\tFreight\tTotalDue\tModifiedDate',
				listed(
					orders(lines),
					(l) =>
						`${l.order}\t8\t${l.day} 00:00:00.000\t${later(l.day, 12)} 00:00:00.000\t${later(l.day, 7)} 00:00:00.000\t5\t0\tSO${l.order}\tPO${l.order}\t10-4020-000${l.customer.id}\t${l.customer.id}\t279\t5\t985\t${cents(l.orderNet)}\t1.00\t10.00\t${cents(l.orderNet + 1100)}\t${l.day} 00:00:00.000`,
				),
			),
			'SalesOrderDetail.csv': text(
				'SalesOrderID\tSalesOrderDetailID\tCarrierTrackingNumber\tOrderQty\tProductID\tSpecialOfferID\tUnitPrice\tUnitPriceDiscount\tLineTotal\trowguid\tModifiedDate',
				listed(
					lines,
					(l) =>
						`${l.order}\t${l.order * 10 + l.line}\t4911-403C\t${l.quantity}\t${700 + l.product.id}\t1\t${cents(l.price)}00\t${cents(l.discount)}\t${cents(l.net)}0000\tB207C96D\t${l.day} 00:00:00.000`,
				),
			),
			'Product.csv': text(
				'ProductID\tName\tProductNumber\tStandardCost\tListPrice\tProductSubcategoryID\tSellStartDate',
				listed(
					PRODUCTS,
					(p) =>
						`${700 + p.id}\t${p.name}\t${p.sku}\t${cents(p.cost)}\t${cents(p.price)}\t${1 + (p.id % 2)}\t2023-01-01 00:00:00.000`,
				),
			),
			'ProductSubcategory.csv': text('ProductSubcategoryID\tProductCategoryID\tName', [
				'1\t1\tDesks',
				'2\t1\tLamps',
			]),
			'Customer.csv': text(
				'CustomerID\tPersonID\tStoreID\tTerritoryID\tAccountNumber\trowguid',
				listed(CUSTOMERS, (c) => `${c.id}\t\t${c.id + 900}\t${5 + (c.id % 2)}\tAW000${c.id}\tabc`),
			),
			'SalesTerritory.csv': text('TerritoryID\tName\tCountryRegionCode\tGroup', [
				'5\tSoutheast\tUS\tNorth America',
				'6\tCanada\tCA\tNorth America',
			]),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'SalesOrderID',
			account_id: 'CustomerID',
			product_name: 'Name',
			category: 'Name',
			net_amount: 'LineTotal',
			cost_amount: 'OrderQty, StandardCost',
		},
		entities: ['order_lines', 'accounts', 'orders', 'deliveries'],
	};
}

function chinook(): Export {
	const lines = trade('none');
	return {
		name: 'invoices in the singular, customers with and without a company',
		files: {
			'Invoice.csv': text(
				'InvoiceId,CustomerId,InvoiceDate,BillingAddress,BillingCity,BillingCountry,Total',
				listed(
					orders(lines),
					(l) =>
						`${l.order},${l.customer.id},${l.day} 00:00:00,Way 1,Köln,${l.customer.country},${cents(l.orderNet)}`,
				),
			),
			'InvoiceLine.csv': text(
				'InvoiceLineId,InvoiceId,TrackId,UnitPrice,Quantity',
				listed(
					lines,
					(l) => `${l.order * 10 + l.line},${l.order},${l.product.id},${cents(l.price)},${l.quantity}`,
				),
			),
			'Track.csv': text(
				'TrackId,Name,AlbumId,GenreId,Composer,Milliseconds,UnitPrice',
				listed(PRODUCTS, (p) => `${p.id},${p.name},1,${1 + (p.id % 2)},,343719,${cents(p.price)}`),
			),
			'Genre.csv': text('GenreId,Name', ['1,Rock', '2,Jazz']),
			'Customer.csv': text(
				'CustomerId,FirstName,LastName,Company,Country,Email,SupportRepId',
				listed(
					CUSTOMERS,
					(c) =>
						`${c.id},Pat,Buyer ${c.id},${c.id % 2 ? c.plain : ''},${c.country},${c.email},${3 + (c.id % 2)}`,
				),
			),
			'Employee.csv': text('EmployeeId,LastName,FirstName,Title', [
				'3,North,Sales,Sales Agent',
				'4,South,Sales,Sales Agent',
			]),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'InvoiceId',
			account_id: 'CustomerId',
			product_name: 'Name',
			category: 'Name',
			net_amount: 'Quantity, UnitPrice',
		},
		entities: ['order_lines', 'accounts', 'invoices'],
	};
}

function benchmark(): Export {
	const lines = trade();
	return {
		name: 'a benchmark with a letter before each name, where the extended price is before discount',
		files: {
			'lineitem.tbl': text(
				'l_orderkey|l_partkey|l_suppkey|l_linenumber|l_quantity|l_extendedprice|l_discount|l_tax|l_returnflag|l_linestatus|l_shipdate|l_commitdate|l_receiptdate|l_shipmode|l_comment',
				listed(
					lines,
					(l) =>
						`${l.order}|${l.product.id}|7|${l.line}|${l.quantity}|${cents(l.price * l.quantity)}|${cents(l.discount)}|0.02|N|O|${later(l.day, 4)}|${later(l.day, 30)}|${later(l.day, 9)}|TRUCK|regular courts`,
				),
			),
			'orders.tbl': text(
				'o_orderkey|o_custkey|o_orderstatus|o_totalprice|o_orderdate|o_orderpriority|o_clerk|o_comment',
				listed(orders(lines), (l) => `${l.order}|${l.customer.id}|O|999.99|${l.day}|5-LOW|Clerk#1|requests`),
			),
			'customer.tbl': text(
				'c_custkey|c_name|c_address|c_nationkey|c_phone|c_acctbal|c_mktsegment|c_comment',
				listed(
					CUSTOMERS,
					(c) => `${c.id}|Customer#${c.id}|x|${c.id % 3}|25-989|711.56|${c.segment}|deposits`,
				),
			),
			'part.tbl': text(
				'p_partkey|p_name|p_mfgr|p_brand|p_type|p_size|p_retailprice',
				listed(
					PRODUCTS,
					(p) => `${p.id}|${p.name}|Manufacturer#1|Brand#1|STANDARD BRASS|7|${cents(p.price)}`,
				),
			),
		},
		net: Math.round(lines.reduce((sum, l) => sum + l.price * l.quantity * (100 - l.discount), 0) / 100),
		columns: {
			order_id: 'l_orderkey',
			account_id: 'o_custkey',
			net_amount: 'l_extendedprice, l_discount',
			product_name: 'p_name',
		},
		entities: ['order_lines', 'accounts', 'orders'],
	};
}

function starSchema(): Export {
	const lines = trade();
	return {
		name: 'a star of facts and dimensions with days as numbers and several totals',
		files: {
			'FactInternetSales.csv': text(
				'ProductKey,OrderDateKey,DueDateKey,ShipDateKey,CustomerKey,PromotionKey,CurrencyKey,SalesOrderNumber,SalesOrderLineNumber,OrderQuantity,UnitPrice,ExtendedAmount,UnitPriceDiscountPct,DiscountAmount,ProductStandardCost,TotalProductCost,SalesAmount,TaxAmt,Freight',
				listed(lines, (l) => {
					const gross = l.price * l.quantity;
					const money = [
						gross,
						l.discount,
						gross - l.net,
						l.cost,
						l.cost * l.quantity,
						l.net,
						Math.round(l.net * 0.08),
						Math.round(l.net * 0.025),
					].map((amount) => cents(amount));
					return `${l.product.id},${l.day.replaceAll('-', '')},${later(l.day, 12).replaceAll('-', '')},${later(l.day, 7).replaceAll('-', '')},${l.customer.id},1,100,SO${l.order},${l.line},${l.quantity},${cents(l.price)},${money.join(',')}`;
				}),
			),
			'DimCustomer.csv': text(
				'CustomerKey,GeographyKey,CustomerAlternateKey,Title,FirstName,MiddleName,LastName,BirthDate,EmailAddress,YearlyIncome',
				listed(CUSTOMERS, (c) => `${c.id},26,AW000${c.id},,Pat,V,Buyer ${c.id},1971-10-06,${c.email},90000`),
			),
			'DimProduct.csv': text(
				'ProductKey,ProductAlternateKey,ProductSubcategoryKey,EnglishProductName,StandardCost,Color,ListPrice',
				listed(
					PRODUCTS,
					(p) => `${p.id},${p.sku},${1 + (p.id % 2)},${p.name},${cents(p.cost)},Red,${cents(p.price)}`,
				),
			),
			'DimProductSubcategory.csv': text(
				'ProductSubcategoryKey,EnglishProductSubcategoryName,ProductCategoryKey',
				['1,Desks,1', '2,Lamps,1'],
			),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'SalesOrderNumber',
			ordered_on: 'OrderDateKey',
			product_name: 'EnglishProductName',
			category: 'EnglishProductSubcategoryName',
			net_amount: 'SalesAmount',
			cost_amount: 'TotalProductCost',
		},
		entities: ['order_lines', 'accounts'],
	};
}
