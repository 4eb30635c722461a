import { americanDay, cents, later, orders, sumOf, text, trade, type Export } from './trade.ts';

/** What web shops and public samples of retail data look like. */
export function shopExports(): Export[] {
	return [superstore(), sampleSales(), shopLines(), shopPlugin(), shopApi(), marketplace()];
}

function superstore(): Export {
	const lines = trade();
	return {
		name: 'a flat sample with sales, discount and profit',
		files: {
			'orders.csv': text(
				'Row ID,Order ID,Order Date,Ship Date,Ship Mode,Customer ID,Customer Name,Segment,Country,City,State,Postal Code,Region,Product ID,Category,Sub-Category,Product Name,Sales,Quantity,Discount,Profit',
				lines.map((l, row) => {
					const place = `${['Austin', 'Boston', 'Chicago'][row % 3]!},${['Texas', 'Ohio'][row % 2]!},${78701 + (row % 9)},${['West', 'East', 'South'][row % 3]!}`;
					return `${row + 1},US-${l.order},${americanDay(l.day)},${americanDay(later(l.day, 3))},Second Class,AB-${l.customer.id},${l.customer.plain},${l.customer.segment},United States,${place},${l.product.sku},${l.product.category},Things,${l.product.name},${cents(l.net)},${l.quantity},${cents(l.discount)},${cents(l.net - l.cost * l.quantity)}`;
				}),
			),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'Order ID',
			account_id: 'Customer ID',
			ordered_on: 'Order Date',
			category: 'Category',
			net_amount: 'Sales',
			cost_amount: 'Profit',
		},
		entities: ['order_lines', 'accounts'],
	};
}

function sampleSales(): Export {
	const lines = trade();
	return {
		name: 'a flat sample in capitals without a customer number',
		files: {
			'sales_data_sample.csv': Buffer.from(
				text(
					'ORDERNUMBER,QUANTITYORDERED,PRICEEACH,ORDERLINENUMBER,SALES,ORDERDATE,STATUS,QTR_ID,MONTH_ID,YEAR_ID,PRODUCTLINE,MSRP,PRODUCTCODE,CUSTOMERNAME,PHONE,CITY,COUNTRY,TERRITORY,CONTACTLASTNAME,DEALSIZE',
					lines.map(
						(l) =>
							`${l.order},${l.quantity},${cents(l.price)},${l.line},${cents(l.net)},${americanDay(l.day)} 0:00,${l.order % 13 === 0 ? 'Cancelled' : 'Shipped'},1,${Number(l.day.slice(5, 7))},${l.day.slice(0, 4)},${l.product.category},${Math.round(l.price / 100) + 5},${l.product.sku},${l.customer.name},0123,Nantes,${l.customer.country},EMEA,Buyer,Small`,
					),
				),
				'latin1',
			),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'ORDERNUMBER',
			account_id: 'CUSTOMERNAME',
			net_amount: 'SALES',
			category: 'PRODUCTLINE',
			line_no: 'ORDERLINENUMBER',
		},
		entities: ['order_lines', 'accounts', 'orders'],
	};
}

function shopLines(): Export {
	const lines = trade('none');
	return {
		name: 'a shop that tells the order on its first line only',
		files: {
			'orders_export_1.csv': text(
				'Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Billing Name,Billing Country,Vendor,Id',
				lines.map((l) => {
					const taxes = Math.round(l.orderNet * 0.19);
					const order = `${l.customer.email},paid,${l.day} 10:11:12 +0100,fulfilled,EUR,${cents(l.orderNet)},4.90,${cents(taxes)},${cents(l.orderNet + 490 + taxes)},,0.00`;
					const first = l.line === 1;
					return `#${l.order},${first ? order : `${l.customer.email},,,,,,,,,,`},${l.day} 10:11:12 +0100,${l.quantity},${l.product.name},${cents(l.price)},,${l.product.sku},${first ? l.customer.plain : ''},${first ? 'DE' : ''},Shop,${first ? 5550000000000 + l.order : ''}`;
				}),
			),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'Name',
			account_id: 'Email',
			ordered_on: 'Created at',
			product_id: 'Lineitem sku',
			quantity: 'Lineitem quantity',
		},
		entities: ['order_lines', 'accounts', 'orders'],
	};
}

function shopPlugin(): Export {
	const lines = trade('none');
	return {
		name: 'a shop that repeats the total of the order on each line and calls the price a cost',
		files: {
			'shop-orders.csv': text(
				'Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Company (Billing),Email (Billing),Country Code (Billing),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount,Order Total Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost',
				lines.map(
					(l) =>
						`${l.order},${l.order % 11 === 0 ? 'Cancelled' : 'Completed'},${l.day} 09:30,,Pat,Buyer,${l.customer.plain},${l.customer.email},DE,Invoice,0,${cents(l.orderNet)},5,${cents(l.orderNet + 500)},${l.product.sku},${l.line},${l.product.name},${l.quantity},${cents(l.price)}`,
				),
			),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'Order Number',
			account_id: 'Email (Billing)',
			net_amount: 'Quantity (- Refund), Item Cost',
			line_no: 'Item #',
		},
		entities: ['order_lines', 'accounts', 'orders'],
	};
}

function shopApi(): Export {
	const lines = trade();
	return {
		name: 'the answer of a shop as JSON, lines nested in orders',
		files: {
			'orders.json': JSON.stringify({
				orders: orders(lines).map((order) => ({
					id: 5550000000000 + order.order,
					name: `#${order.order}`,
					created_at: `${order.day}T10:11:12+01:00`,
					currency: 'EUR',
					financial_status: 'paid',
					total_price: cents(order.orderNet + 500),
					customer: {
						id: order.customer.id,
						email: order.customer.email,
						first_name: 'Pat',
						last_name: 'Buyer',
						tags: ['b2b'],
					},
					line_items: lines
						.filter((line) => line.order === order.order)
						.map((l) => ({
							id: l.line,
							sku: l.product.sku,
							title: l.product.name,
							quantity: l.quantity,
							price: cents(l.price),
							total_discount: cents(l.price * l.quantity - l.net),
						})),
				})),
			}),
		},
		net: sumOf(lines),
		columns: {
			order_id: 'id',
			account_id: 'customer_id',
			ordered_on: 'created_at',
			product_name: 'title',
			net_amount: 'quantity, price, total_discount',
		},
		entities: ['order_lines', 'accounts', 'orders'],
	};
}

function marketplace(): Export {
	const lines = trade('none');
	return {
		name: 'a marketplace that gives a customer a new number with each order, and a row a piece',
		files: {
			'shop_orders_dataset.csv': text(
				'order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date',
				orders(lines).map(
					(l) =>
						`o${l.order},c${l.order},${l.order % 20 === 0 ? 'canceled' : 'delivered'},${l.day} 10:56:33,${l.day} 11:07:15,${later(l.day, 2)} 19:55:00,${later(l.day, 8)} 21:25:13,${later(l.day, 16)} 00:00:00`,
				),
			),
			'shop_order_items_dataset.csv': text(
				'order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value',
				lines.map(
					(l) =>
						`o${l.order},${l.line},${l.product.sku},s1,${later(l.day, 4)} 09:45:35,${cents(l.price * l.quantity)},13.29`,
				),
			),
			'shop_customers_dataset.csv': text(
				'customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state',
				orders(lines).map((l) => `c${l.order},u${l.customer.id},14409,franca,SP`),
			),
			'shop_products_dataset.csv': text(
				'product_id,product_category_name,product_name_lenght,product_weight_g',
				[
					...new Map(
						lines.map((l) => [l.product.sku, `${l.product.sku},${l.product.category.toLowerCase()},40,225`]),
					).values(),
				],
			),
			'shop_order_payments_dataset.csv': text(
				'order_id,payment_sequential,payment_type,payment_installments,payment_value',
				orders(lines).map((l) => `o${l.order},1,credit_card,8,99.33`),
			),
		},
		net: sumOf(lines),
		columns: {
			account_id: 'customer_unique_id',
			category: 'product_category_name',
			net_amount: 'price',
			ordered_on: 'order_purchase_timestamp',
		},
		entities: ['order_lines', 'accounts', 'orders', 'deliveries'],
	};
}
