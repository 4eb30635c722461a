import { cents, orders, sumOf, text, trade, type Export } from './trade.ts';

/** What programs write down: a file a month, rows of a notebook, events. */
export function logExports(): Export[] {
	const lines = trade();
	const plain = trade('none').filter(({ day }) => day < '2024-05');
	const months = ['2024-01', '2024-02', '2024-03', '2024-04'];
	const known = lines.filter(({ order }) => order % 5 !== 0);
	return [
		{
			name: 'a file for each month',
			files: Object.fromEntries(
				months.map((month) => [
					`sales_${month}.csv`,
					text(
						'Order ID,Date,Customer,Product,Qty,Price',
						plain
							.filter(({ day }) => day.startsWith(month))
							.map(
								(l) =>
									`${l.order},${l.day},${l.customer.plain},${l.product.name},${l.quantity},${cents(l.price)}`,
							),
					),
				]),
			),
			net: sumOf(plain),
			columns: {
				order_id: 'Order ID',
				account_id: 'Customer',
				product_id: 'Product',
				net_amount: 'Qty, Price',
			},
			entities: ['order_lines', 'accounts'],
		},
		{
			name: 'a notebook that writes whole numbers as 101.0 and leaves guests blank',
			files: {
				'dump.csv': text(
					',customer_id,order_id,order_date,sku,qty,net_sales,cogs',
					lines.map(
						(l, row) =>
							`${row},${l.order % 5 === 0 ? '' : `${l.customer.id}.0`},${l.order},${l.day},${l.product.sku},${l.quantity}.0,${cents(l.net)},${cents(l.cost * l.quantity)}`,
					),
				),
			},
			net: sumOf(known),
			columns: { account_id: 'customer_id', quantity: 'qty', net_amount: 'net_sales', cost_amount: 'cogs' },
			entities: ['order_lines'],
			rejected: { 'no account': lines.length - known.length },
		},
		{
			name: 'events as one JSON object a line',
			files: {
				'sales.ndjson': lines
					.map(
						(l) =>
							`${JSON.stringify({ orderId: `o-${l.order}`, customer: { no: l.customer.id, name: l.customer.name }, orderedAt: `${l.day}T08:00:00.000Z`, sku: l.product.sku, qty: l.quantity, netAmount: l.net / 100 })}\n`,
					)
					.join(''),
			},
			net: sumOf(lines),
			columns: {
				order_id: 'orderId',
				account_id: 'customer_no',
				ordered_on: 'orderedAt',
				net_amount: 'netAmount',
			},
			entities: ['order_lines', 'accounts'],
		},
		{
			name: 'a pure log of events, without amounts and without orders',
			files: {
				'log.tsv': text(
					'user_id\tevent_time',
					orders(lines).map((l) => `${l.customer.id}\t${l.day}T10:00:00.000Z`),
				),
			},
			net: null,
			columns: { account_id: 'user_id', ordered_on: 'event_time' },
			entities: ['order_lines'],
		},
	];
}
