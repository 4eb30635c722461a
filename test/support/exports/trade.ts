/** One line of the imaginary company whose data every export holds; amounts in cents, so that sums are exact. */
export interface TradeLine {
	order: number;
	line: number;
	customer: (typeof CUSTOMERS)[number];
	/** ISO. */
	day: string;
	product: (typeof PRODUCTS)[number];
	quantity: number;
	/** Cents for one piece. */
	price: number;
	/** Percent. */
	discount: number;
	/** Cents for one piece. */
	cost: number;
	/** Net amount in cents. */
	net: number;
	/** Net amount of the whole order, in cents. */
	orderNet: number;
}

const TREES = [
	'Alder',
	'Birch',
	'Cedar',
	'Dogwood',
	'Elm',
	'Fir',
	'Ginkgo',
	'Hazel',
	'Ivy',
	'Juniper',
	'Kapok',
	'Larch',
];
const THINGS = ['Desk', 'Chair', 'Lamp', 'Shelf', 'Screen', 'Mat', 'Stand', 'Box', 'Board', 'Hook'];

export const CUSTOMERS = TREES.map((tree, index) => ({
	id: index + 101,
	name: `${tree} & Söhne`,
	plain: `${tree} Works Ltd`,
	country: ['Germany', 'France', 'Spain'][index % 3]!,
	segment: ['Corporate', 'Consumer'][index % 2]!,
	email: `buying@${tree.toLowerCase()}.example`,
}));

export const PRODUCTS = THINGS.map((thing, index) => ({
	id: index + 1,
	sku: `SKU-${String(index + 1).padStart(4, '0')}`,
	name: `${thing} (solid)`,
	category: ['Furniture', 'Office', 'Lighting'][index % 3]!,
	price: 1250 + index * 731,
	cost: 800 + index * 433,
}));

/** 240 orders of one to four lines over 18 months, every seventh with a discount of 10 %; the same at every call. */
export function trade(discounts: 'some' | 'none' = 'some'): TradeLine[] {
	let state = 20260930;
	const random = (below: number): number => {
		state = (state * 1103515245 + 12345) % 2147483648;
		return Math.floor((state / 2147483648) * below);
	};
	const lines = Array.from({ length: 240 }, (_, index) => index).flatMap((index) => {
		const day = new Date(Date.UTC(2024, 0, 2 + Math.floor((index * 540) / 240))).toISOString().slice(0, 10);
		const customer = CUSTOMERS[random(CUSTOMERS.length)]!;
		const discount = index % 7 === 0 && discounts === 'some' ? 10 : 0;
		return Array.from({ length: 1 + random(4) }, (_unused, line) => {
			const product = PRODUCTS[(random(PRODUCTS.length) + line) % PRODUCTS.length]!;
			const quantity = 1 + random(20);
			const { price, cost } = product;
			const net = Math.round((price * quantity * (100 - discount)) / 100);
			return {
				order: 50001 + index,
				line: line + 1,
				customer,
				day,
				product,
				quantity,
				price,
				discount,
				cost,
				net,
				orderNet: 0,
			};
		});
	});
	for (const line of lines) line.orderNet = sumOf(lines.filter(({ order }) => order === line.order));
	return lines;
}

/** Sum of net amounts in cents. */
export function sumOf(lines: readonly TradeLine[]): number {
	return lines.reduce((sum, { net }) => sum + net, 0);
}

/** The first line of each order, which stands for the order. */
export function orders(lines: readonly TradeLine[]): TradeLine[] {
	return lines.filter(({ line }) => line === 1);
}

/** Cents as text: `cents(123456)` is `1234.56`. */
export function cents(units: number, point = '.', thousands = ''): string {
	const digits = String(Math.abs(units)).padStart(3, '0');
	const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, thousands);
	return `${units < 0 ? '-' : ''}${whole}${point}${digits.slice(-2)}`;
}

/** Cents as people in Germany write them: `1.234,56`. */
export const germanCents = (units: number): string => cents(units, ',', '.');
/** `6/30/2026` */
export const americanDay = (day: string): string =>
	`${Number(day.slice(5, 7))}/${Number(day.slice(8))}/${day.slice(0, 4)}`;
/** `30.06.2026` */
export const germanDay = (day: string): string => day.split('-').reverse().join('.');
/** `30/06/2026` */
export const britishDay = (day: string): string => day.split('-').reverse().join('/');
/** The day so many days later. */
export const later = (day: string, days: number): string =>
	new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** A header and rows as one text. */
export function text(header: string, rows: readonly string[], newline = '\n'): string {
	return [header, ...rows, ''].join(newline);
}

/** An export: its files, and what init should make of them. */
export interface Export {
	name: string;
	files: Record<string, string | Buffer>;
	/** Net total that init should find, in cents. */
	net: number | null;
	/** Where each contract column of the order lines should come from, as the report shows it without the table's name. */
	columns: Record<string, string>;
	/** Entities that should be drafted. */
	entities: string[];
	/** Lines that should be set aside, by reason. */
	rejected?: Record<string, number>;
}
