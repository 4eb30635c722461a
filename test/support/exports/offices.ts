import {
	americanDay,
	britishDay,
	cents,
	CUSTOMERS,
	germanCents,
	germanDay,
	later,
	orders,
	sumOf,
	text,
	trade,
	type Export,
} from './trade.ts';

/** What people export from their office programs, in several languages. */
export function officeExports(): Export[] {
	const lines = trade();
	const net = sumOf(lines);
	const tax = (amount: number, percent: number): number => Math.round((amount * percent) / 100);
	const profit = (line: (typeof lines)[number]): number => line.net - line.cost * line.quantity;
	const german = text(
		'Umsatzliste;;;;\r\nStand: 30.09.2026;;;;\r\n\r\n' +
			'Auftragsnr.;Auftragsdatum;Kundennr.;Kundenname;Land;Artikelnr.;Bezeichnung;Warengruppe;Menge;Einzelpreis;Rabatt %;Nettobetrag;MwSt.;Bruttobetrag;Deckungsbeitrag',
		lines.map((l) => {
			const money = [l.net, tax(l.net, 19), l.net + tax(l.net, 19), profit(l)].map(
				(amount) => `${germanCents(amount)} €`,
			);
			return `${l.order};${germanDay(l.day)};${l.customer.id};${l.customer.name};${l.customer.country};${l.product.sku};${l.product.name};${l.product.category};${l.quantity};${germanCents(l.price)};${l.discount};${money.join(';')}`;
		}),
		'\r\n',
	);
	const french = text(
		'N° commande;Date de commande;Code client;Nom du client;Pays;Référence article;Désignation;Famille;Quantité;Prix unitaire HT;Remise;Montant HT;TVA;Montant TTC;Marge',
		lines.map((l) => {
			const money = [l.net, tax(l.net, 20), l.net + tax(l.net, 20), profit(l)].map((amount) =>
				cents(amount, ',', '\u00a0'),
			);
			return `C${l.order};${britishDay(l.day)};CL${l.customer.id};${l.customer.name};France;${l.product.sku};${l.product.name};${l.product.category};${l.quantity};${cents(l.price, ',')};${l.discount} %;${money.join(';')}`;
		}),
		'\r\n',
	);
	return [
		{
			name: 'a German sales list with a title above it, in the encoding of old office programs',
			files: { 'Umsatz 2024.csv': windows1252(german) },
			net,
			columns: {
				order_id: 'Auftragsnr.',
				account_id: 'Kundennr.',
				ordered_on: 'Auftragsdatum',
				product_id: 'Artikelnr.',
				product_name: 'Bezeichnung',
				category: 'Warengruppe',
				quantity: 'Menge',
				net_amount: 'Nettobetrag',
				list_amount: 'Menge, Einzelpreis',
				cost_amount: 'Deckungsbeitrag',
			},
			entities: ['order_lines', 'accounts'],
		},
		{
			name: 'a French sales journal',
			files: { 'Journal des ventes.csv': Buffer.from(french, 'latin1') },
			net,
			columns: {
				order_id: 'N° commande',
				account_id: 'Code client',
				net_amount: 'Montant HT',
				cost_amount: 'Marge',
			},
			entities: ['order_lines', 'accounts'],
		},
		{
			name: 'a Spanish list of sales without a customer number',
			files: {
				'ventas.csv': text(
					'Nº Pedido;Fecha;Cliente;Artículo;Cantidad;Precio;Dto.;Importe;IVA',
					lines.map(
						(l) =>
							`${l.order};${britishDay(l.day)};${l.customer.plain};${l.product.name};${l.quantity};${cents(l.price, ',')};${l.discount}%;${germanCents(l.net)};21%`,
					),
				),
			},
			net,
			columns: {
				account_id: 'Cliente',
				net_amount: 'Importe',
				list_amount: 'Cantidad, Precio',
				product_id: 'Artículo',
			},
			entities: ['order_lines', 'accounts'],
		},
		{
			name: 'Dutch sales lines with signs of currency',
			files: {
				'verkoopregels.csv': text(
					'Ordernummer;Orderdatum;Klantnummer;Klantnaam;Artikelnummer;Omschrijving;Aantal;Stuksprijs;Korting;Bedrag excl. BTW;BTW;Bedrag incl. BTW;Inkoopprijs',
					lines.map((l) => {
						const money = [l.net, tax(l.net, 21), l.net + tax(l.net, 21), l.cost].map(
							(amount) => `€ ${germanCents(amount)}`,
						);
						return `${l.order};${britishDay(l.day).replaceAll('/', '-')};${l.customer.id};${l.customer.plain};${l.product.sku};${l.product.name};${l.quantity};€ ${cents(l.price, ',')};${l.discount}%;${money.join(';')}`;
					}),
				),
			},
			net,
			columns: {
				account_id: 'Klantnummer',
				net_amount: 'Bedrag excl. BTW',
				cost_amount: 'Aantal, Inkoopprijs',
			},
			entities: ['order_lines', 'accounts'],
		},
		{
			name: 'a list of invoices without lines',
			files: {
				'Rechnungsausgang.csv': windows1252(
					text(
						'Rechnungsnr;Rechnungsdatum;Kundennr;Kunde;Netto;USt;Brutto;Fällig am;Bezahlt am',
						orders(lines).map((l) => {
							const money = [l.orderNet, tax(l.orderNet, 19), l.orderNet + tax(l.orderNet, 19)].map(
								germanCents,
							);
							return `RE-${l.order};${germanDay(l.day)};${l.customer.id};${l.customer.name};${money.join(';')};${germanDay(later(l.day, 30))};${germanDay(later(l.day, 20))}`;
						}),
					),
				),
			},
			net,
			columns: { order_id: 'Rechnungsnr', account_id: 'Kundennr', net_amount: 'Netto' },
			entities: ['order_lines', 'accounts', 'invoices'],
		},
		{
			name: 'an accounting report with a title above and a total below',
			files: {
				'Sales by Customer Detail.csv': text(
					'Imaginary Company\nSales by Customer Detail\n"January 2024 - June 2025"\n\nCustomer,Transaction date,Transaction type,Num,Product/Service full name,Memo/Description,Quantity,Sales price,Amount,Balance',
					[
						...lines.map(
							(l) =>
								`${l.customer.plain},${americanDay(l.day)},Invoice,${l.order},${l.product.name},,${l.quantity}.00,${cents(l.price)},"$${cents(l.net, '.', ',')}","${cents(l.net, '.', ',')}"`,
						),
						`TOTAL,,,,,,,,"$${cents(net, '.', ',')}",`,
					],
				),
			},
			net,
			columns: {
				account_id: 'Customer',
				ordered_on: 'Transaction date',
				order_id: 'Num',
				net_amount: 'Amount',
			},
			entities: ['order_lines', 'accounts'],
			rejected: { 'no date': 1 },
		},
	];
}

/** Text in the encoding that knows the euro sign and has one byte a letter. */
function windows1252(value: string): Buffer {
	return Buffer.from(value.replaceAll('€', '\u0080'), 'latin1');
}

/** How many customers every export has. */
export const ACCOUNTS = CUSTOMERS.length;
