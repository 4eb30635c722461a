import { describe, expect, it } from 'vitest';
import { conceptsOf } from '../../../src/lib/server/sources/recognise/concepts.ts';
import { nameTokens } from '../../../src/lib/server/sources/recognise/name-tokens.ts';

/** What a name is taken for first, and whether surely; the values decide further. */
const best = (name: string): string | undefined => conceptsOf(nameTokens(name))[0]?.concept;

/** The names that real exports have, by what they mean. */
const NAMES: Record<string, string> = {
	order_id:
		'Order ID|OrderID|ORDERNUMBER|order_id|SalesOrderID|SalesOrderNumber|l_orderkey|Auftragsnummer|Auftragsnr.|Auftrags-Nr.|Belegnummer|Verkaufsbelegnummer|Numéro de commande|N° commande|Nº Pedido|Ordernummer|Bestellnummer|BASKET_ID|transaction_id|Order Reference|Document No.|VBELN|receipt no',
	invoice_id:
		'InvoiceNo|Invoice Number|InvoiceId|Rechnungsnummer|Rechnungsnr|N° facture|Billing Document|factuurnummer|Invoice',
	account_id:
		'CustomerID|Customer ID|Cust No|CUST_NO|customerNumber|c_custkey|CustomerKey|ResellerKey|Kundennummer|Kunden-Nr.|Kd.-Nr.|Kundennr|Debitorennummer|Sold-to|Sold-to party|Auftraggeber|KUNNR|Code client|Klantnummer|Cliente|CardCode|household_key|user_id|cust|partner_id|Sell-to Customer No.',
	account_name:
		'Customer Name|CUSTOMERNAME|customerName|Kundenname|Nom du client|company_name|CardName|Account Name|Klantnaam',
	order_date:
		'Order Date|ORDERDATE|order_date|Auftragsdatum|Bestelldatum|Date de commande|Orderdatum|date_order|OrderDateKey|transaction_date|Belegdatum|ordered_on|orderedAt|order_purchase_timestamp',
	invoice_date: 'InvoiceDate|Invoice Date|Rechnungsdatum|Billing date',
	promised_date:
		'required_date|requiredDate|ExpectedDeliveryDate|Wunschlieferdatum|order_estimated_delivery_date|Promised Date|Liefertermin',
	ship_date: 'Ship Date|shipped_date|shippedDate|Versanddatum',
	due_date: 'Due Date|due_on|Fällig am|Fälligkeitsdatum|DocDueDate',
	quantity:
		'Quantity|Qty|QUANTITYORDERED|OrderQty|Menge|Auftragsmenge|Anzahl|Quantité|Cantidad|Aantal|KWMENG|Units',
	unit_price:
		'UnitPrice|Unit Price|PRICEEACH|priceEach|Price|Einzelpreis|Stückpreis|Prix unitaire|Precio|Stuksprijs|Sales Price|price_unit',
	list_price: 'List Price|Listenpreis|MSRP|RecommendedRetailPrice|p_retailprice',
	discount: 'Discount|Discount %|Rabatt|Rabatt %|UnitPriceDiscount|Remise|Descuento|Korting|l_discount',
	net_amount:
		'Net Amount|Nettobetrag|Nettoumsatz|Nettowert|Net value|net_sales|AmountExcludingTax|Line Amount Excl. Tax|Montant HT|Bedrag excl. BTW|Betrag netto|amount_untaxed|NETWR',
	gross_amount: 'Gross Amount|Bruttobetrag|Montant TTC|Amount Including VAT',
	amount:
		'Sales|SALES|Amount|Umsatz|LineTotal|Line Total|ExtendedPrice|Extended Price|Ext Price|Total|Subtotal|Gesamtpreis|Importe|SalesAmount|price_subtotal',
	header_amount: 'Order Total|OrderTotal|Invoice Total|TransactionAmount|Order Total Amount|DocTotal',
	tax_amount: 'TaxAmt|TaxAmount|Tax|VAT|MwSt|MwSt.|TVA|VatSum|l_tax',
	tax_rate: 'TaxRate|Tax Rate|VAT %|MwSt-Satz',
	unit_cost:
		'Unit Cost|StandardCost|buyPrice|EK-Preis|Einkaufspreis|ProductStandardCost|Einstandspreis|Inkoopprijs',
	cost_amount: 'Cost Amount|TotalProductCost|COGS|Wareneinsatz|Total Cost',
	profit: 'Profit|LineProfit|Gross Profit|Deckungsbeitrag|DB|Rohertrag|gross_margin|GrssProfit|Marge',
	product_id:
		'Product ID|ProductKey|StockCode|StockItemID|Artikelnummer|Artikelnr.|Materialnummer|MATNR|SKU|PRODUCTCODE|l_partkey|Lineitem sku',
	product_name: 'Product Name|Artikelbezeichnung|StockItemName|EnglishProductName|Lineitem name|Item Name',
	category:
		'Category|PRODUCTLINE|productLine|Warengruppe|Kategorie|Famille|Product Family|product_category_name|Product Group',
	line_no:
		'Row ID|Line No.|orderLineNumber|ORDERLINENUMBER|Positionsnr|POSNR|InvoiceLineID|SalesOrderDetailID|order_item_id|l_linenumber',
	parent_id: 'BillToCustomerID|Parent Account ID|Bill-to|Payer',
	group_id: 'BuyingGroupID|Group ID',
	currency: 'Currency|Währung|Waehrung|WAERK|Currency Code|Devise|Moneda',
	status: 'Status|Order Status|order_status|Financial Status|Stage',
	segment: 'Segment|Kundengruppe|c_mktsegment|Customer Type',
	country: 'Country|Land|Pays|Billing Country|LAND1|Country Code (Billing)',
	industry: 'Industry|Branche|BRSCH',
	owner: 'Salesperson|Sales Rep|Vertreter|Account Manager|Account Owner',
	freight: 'Freight|Shipping Cost|freight_value|Versandkosten|Frachtkosten',
	open_amount: 'OutstandingBalance|Open Amount|offener Betrag',
};

describe('a column', () => {
	it.each(Object.entries(NAMES))('is taken for %s', (concept, names) => {
		const wrong = names.split('|').filter((name) => best(name) !== concept);
		expect(wrong.map((name) => `${name} is taken for ${best(name)}`)).toEqual([]);
	});

	it.each([
		['CustomerPurchaseOrderNumber', 'order_id'],
		['BackorderOrderID', 'order_id'],
		['Customer Order No', 'account_id'],
		['Contact Person', 'account_name'],
		['Tax Amount', 'amount'],
		['Supplier ID', 'account_id'],
		['Birth Date', 'date'],
		['Shipping Address', 'ship_date'],
	])('%s is not surely taken for %s', (name, concept) => {
		const found = conceptsOf(nameTokens(name)).find((candidate) => candidate.concept === concept);
		expect(found?.confidence ?? 0).toBeLessThan(0.65);
	});
});
