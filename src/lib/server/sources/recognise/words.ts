/**
 * What a word in a column's or a table's name can mean, whatever the language. Words are lower case and without accents;
 * German umlauts are listed in both spellings (`währung` as `wahrung` and `waehrung`). A word may stand under several
 * meanings: `sales` is an amount in a column and an order in a table.
 */
export const MEANINGS = {
	account:
		'customer customers cust client clients kunde kunden kd kdnr buyer buyers kaeufer kaufer besteller auftraggeber debitor debitoren debtor cliente clientes klant klanten afnemer acheteur account accounts acct member members shopper household user users company firma firm firmen organisation organization partner kunnr soldto reseller dealer tiers patron konto customerid bp guest card clienti acquirente committente klient klienci kontrahent nabywca odbiorca abnehmer geschaeftspartner geschaftspartner businesspartner retailer retailers detaillant detaillants hospital hospitals school schools patient patients mandant mandanten merchant merchants agency agencies tenant tenants franchisee franchisees licensee pharmacy pharmacies clinic clinics wholesaler wholesalers purchaser purchasers consumerid kund kunder kundnr kundnummer kundnamn kundenavn asiakas zakaznik musteri visitor visitors subscriber subscribers resellers distributor distributors dealers klienta klientow',
	supplier:
		'supplier suppliers vendor vendors lieferant lieferanten kreditor kreditoren fournisseur fournisseurs proveedor proveedores leverancier leveranciers purchasing purchase purchaseorder einkauf manufacturer hersteller lifnr fornitore fornecedor dostawca leverantor leverandor',
	employee:
		'employee employees mitarbeiter sachbearbeiter salesperson salesman salesrep salesreps seller verkaeufer verkaufer vertreter aussendienst rep reps representative vendeur vendedor verkoper agent advisor salespersonperson agente vendedores venditore handlowiec saljare selger saelger',
	owner:
		'owner manager kam kundenbetreuer betreuer responsible verantwortlich verantwortlicher keyaccountmanager',
	person:
		'person people contact contacts kontakt ansprechpartner contacto staff firstname lastname surname vorname nachname given family',
	order:
		'order orders ord auftrag auftrags auftraege auftrage bestellung bestellungen bestell commande commandes pedido pedidos orden ordenes bestelling bestellingen ordine vbeln transaction transactions trans txn basket receipt beleg bon bons kassenbon so vorgang checkout sale sales salesdocument verkauf verkaufs verkaeufe vente ventes venta ventas verkoop vbak purchases salesorder document doc ordini ordem venda vendas vendita vendite zamowienie zamowienia bestallning ordre siparis objednavka ordering ordered rental rentals booking bookings reservation reservations purchase forsaljning salg sprzedaz',
	invoice:
		'invoice invoices inv rechnung rechnungs rechnungen faktura fakturen facture factures factura facturas factuur facturen bill billing fatura fattura fatture faktury fakturanr fakturanummer lasku',
	quote:
		'quote quotes quotation quotations offer offers angebot angebots angebote offerte offertes devis presupuesto presupuestos oferta ofertas opportunity opportunities proposal estimate rfq',
	delivery:
		'delivery deliveries lieferung lieferungen liefer lieferschein lieferscheine shipment shipments consignment livraison livraisons entrega entregas levering leveringen fulfillment fulfilment dispatch sendung',
	payment:
		'payment payments zahlung zahlungs zahlungen paiement paiements pago pagos betaling betalingen remittance',
	product:
		'product products prod produkt produkte article articles artikel artikels art item items sku skus stock stockitem material matnr part parts produit produits articulo articulos producto productos ware waren stockcode asin isbn ean upc gtin lineitem arktx track tracks itemcode goods model articoli prodotto prodotti produto produtos towar towaru towary produkty artikelnr vare varer varenr varenavn urun zbozi',
	category:
		'category categories categorie kategorie kategorien cat warengruppe warengruppen wg produktgruppe produktgruppen artikelgruppe artikelgruppen sortiment categoria categorias familia famille family department productline productgroup itemgroup stockgroup stockgroups matkl division genre kategoria varegruppe varugrupp',
	subcategory: 'subcategory subcat unterkategorie subcategoria souscategorie',
	group:
		'group groups gruppe gruppen konzern verbund chain groupe grupo groep holding buyinggroup buyinggroups',
	parent:
		'parent headoffice zentrale hauptkunde hauptsitz muttergesellschaft mutter billto payer regulierer ultimate',
	shipto:
		'shipto warenempfaenger warenempfanger deliverto consignee consignees empfaenger empfanger lieferempfaenger lieferempfanger destinataire destinatario recipient receiver ontvanger',
	id: 'id ids nr nummer nummern no num number numbers numero code codes key pk kennung schluessel schlussel kode codigo ref reference referenz guid uuid hash nbr cod codice numer kod',
	name: 'name names bezeichnung bezeichnungen bez nombre nom naam titel title label libelle designation description desc descr beschreibung text descripcion omschrijving name1 designacion kurztext arktx detail summary dscription descrizione nazwa namn navn descricao nominativo benamning beskrivelse nome',
	date: 'date dates datum fecha day tag dt datetime timestamp zeitpunkt time zeit am on at jour dia dag audat fkdat termin when data dato paivamaara tarih',
	year: 'year yr jahr annee ano jaar',
	month: 'month mon monat mois mes maand',
	amount:
		'amount amounts amt betrag betraege summe sum wert value values umsatz umsaetze revenue turnover total totals montant importe monto bedrag omzet erloes erlos proceeds extended subtotal spend monetary gmv gesamt valor chiffre sales ventes ventas verkoop ca montante importo totale fatturato faturamento receita wartosc kwota belopp belop belob omsattning omsaetning omsetning summa suma tutar castka soma salg forsaljning sprzedaz vendite vendas',
	net: 'net netto nett ht neto excl excluding exkl exclusive untaxed netwr without ohne sans imponibile nettowert utan uten uden',
	gross: 'gross grss brutto bruto ttc incl including inkl inclusive avec lordo brut',
	tax: 'tax taxes vat mwst ust mehrwertsteuer umsatzsteuer steuer tva iva btw gst taxe impuesto impuestos imposta imposto moms mva aliquota podatek',
	price:
		'price prices preis preise prix precio precios prijs prezzo rate verkaufspreis vk preco netpr kbetr cena pris fiyat prezzi',
	unit: 'unit units einzel stueck stuck each je unitaire unitario stuks per pro uom einheit meins vrkme unitaria jednostkowa jednostka styck stk',
	quantity:
		'quantity quantities qty menge mengen anzahl stueckzahl stuckzahl cantidad cantidades quantite quantites qte aantal hoeveelheid pieces pcs count kwmeng fkimg lfimg qnt quant absatz cds units ordered volume quantidade quantita ilosc antal mnozstvi adet qta qtd maara',
	discount:
		'discount discounts dto dcto disc rabatt rabatte nachlass remise remises descuento descuentos korting markdown reduction sconto sconti desconto descontos rabat',
	rebate: 'rebate rebates bonus boni ristourne',
	cost: 'cost costs kosten cogs ek einstand wareneinsatz selbstkosten herstellkosten coste costo cout couts inkoop wavwr buy custo costi custos koszt kostnad inkopspris',
	profit:
		'profit profits margin margins marge gewinn deckungsbeitrag db rohertrag rohgewinn benefice beneficio winst ganancia margen contribution lucro guadagno utile marza vinst fortjeneste',
	freight:
		'freight fracht frachtkosten versandkosten porto flete fret vracht postage lieferkosten shippingcost deliverycost',
	shipping:
		'shipping ship shipped versand versendet versandt verschickt expedition envio verzend verzonden ausgeliefert dispatched warenausgang picking picked expedie enviado fulfilled',
	delivered: 'delivered geliefert livre entregado geleverd arrival arrived received',
	promised:
		'promised promise required requested expected estimated commit wunsch soll geplant geplantes geplanter zugesagt zugesagter bestaetigt bestaetigter bestatigter confirmed commitment planned scheduled needby prevista prevue requise vdatu wunschlieferdatum wunschtermin liefertermin',
	due: 'due faellig fallig faelligkeit falligkeit faelligkeits echeance vencimiento verval',
	paid: 'paid bezahlt gezahlt paye pagado betaald settled clearing ausgleich ausgleichs finalization',
	open: 'open offen offener outstanding unpaid balance saldo restant pendiente openstaand opened eroeffnet geoeffnet opening',
	closed: 'closed geschlossen resolved abgeschlossen solved completed completion finished erledigt close',
	created:
		'created create creation erstellt angelegt entered entry erfasst erfassung erfassungs creado anlage erdat added recorded registered aangemaakt',
	since: 'since seit signup joined kundeseit',
	valid: 'valid gueltig gultig validity effective',
	from: 'from von ab start begin begins beginn starts desde debut vom',
	to: 'to bis end until ends expiry expires expiration ende ablauf hasta fin',
	currency: 'currency curr waehrung wahrung devise divisa moneda valuta waers waerk ccy waluta moeda',
	status: 'status stage phase zustand estado statut gbstk financialstatus situacao stan',
	kind: 'type kind belegart auart typ tipo soort doctype vorgangsart fkart',
	segment:
		'segment segments mktsegment kundensegment kundengruppe klasse tier customergroup customertype customerclass kdgrp segmento',
	industry: 'industry branche branchen brsch sector secteur vertical naics sic',
	region:
		'region regions gebiet bezirk vertriebsgebiet territory territories verkaufsgebiet area zone bzirk market markt vertriebsregion regio regione wojewodztwo',
	state: 'state states province bundesland provinz provincia stateprovince departement',
	country: 'country countries land laender pays pais paises land1 nation paese nazione kraj',
	city: 'city town ort stadt ville ciudad plaats ort01 location citta cidade miasto stad',
	postal: 'zip postal plz postcode postleitzahl pstlz postalcode zipcode',
	email: 'email mail emailaddress courriel correo',
	phone: 'phone telefon tel fax mobile telefono telephone',
	address:
		'address street strasse adresse anschrift direccion adres addressline website web url image images urls link links picture photo thumbnail message messages',
	line: 'line lines position positionen pos posten zeile zeilen ligne lignes linea lineas regel regels row posnr details item items itemno sequence seq zeilennr positions detail',
	list: 'list listen listenpreis uvp msrp rrp retail recommended original base grund regular katalog compare standard catalog',
	percent:
		'percent prcnt percentage pct prozent pourcent porcentaje procent perc satz share anteil rate aliquota stawka ratio',
	store:
		'store stores filiale filialen laden shop outlet warehouse lager werk plant site magasin tienda branch branches outlets shops boutique sucursal succursale agencia negozio winkel niederlassung',
	channel: 'channel kanal vertriebsweg canal source',
	case: 'case cases complaint complaints reklamation reklamationen incident incidents claim beschwerde issue issues ticket tickets helpdesk',
	severity: 'severity priority prioritaet prioritat dringlichkeit urgency schweregrad',
	minutes: 'minutes minuten duration dauer effort aufwand',
	escalated: 'escalated escalation eskaliert eskalation',
	touch:
		'touchpoint touchpoints activity activities aktivitaet aktivitaeten visit visits besuch besuche meeting meetings call calls interaction interactions besuchsbericht besuchsberichte',
	plan: 'plan plans budget budgets target targets planung forecast ziel',
	rating: 'rating ratings bewertung bewertungen score scores assessment',
	criterion: 'criterion criteria kriterium',
	agreement:
		'agreement agreements contract contracts vertrag vertraege vereinbarung vereinbarungen rahmenvertrag special deal deals sonderpreis sonderpreise konditionen contrat contrato',
	exchange: 'fx exchange wechselkurs wechselkurse kurs kurse umrechnungskurs taux forex',
	referred: 'referred referrer referral empfohlen geworben empfehlung',
	rush: 'rush express urgent eilig eilauftrag',
	cancelled:
		'cancelled canceled cancellation cancel cancelling storniert storno stornierung annule annulee annulation anulado anulacion cancelado geannuleerd void voided annullato annullamento anulowano avbestilt avbruten deleted geloescht geloscht supprime eliminado archived archiviert reversed reversal',
	returned:
		'return returns returned retoure retouren rueckgabe retour devolucion refund refunds refunded gutschrift gutschriften credit credits creditnote avoir',
	flag: 'is has flag indicator kennzeichen',
	unique: 'unique',
	previous: 'previous prior last first backorder original_order',
	terms: 'terms zahlungsziel paymentterms paymentdays limit',
	edited:
		'edited updated modified geaendert geandert changed lastedited update aenderung anderung modifie modificado printed gedruckt imprime exported exportiert imported importiert synced downloaded',
	birth: 'birth birthday geburtsdatum dob hire hired birthdate',
	weight: 'weight gewicht size groesse length width height colour color',
	level: 'level ebene',
	direction: 'direction richtung',
	filler:
		'the of de la le les des der die das du del in dim fact tbl table dataset data export exports extract dbo sheet report view full new all a an und and et y for fuer fur our my l o c p olist internet online header headers kopf kopfdaten posting party raw mart rowguid support service do dos della dello delle di na',
} as const;

/** What a word can mean. */
export type Meaning = keyof typeof MEANINGS;

const BY_WORD = new Map<string, Meaning[]>();
for (const [meaning, words] of Object.entries(MEANINGS) as [Meaning, string][]) {
	for (const word of words.split(' ')) BY_WORD.set(word, [...(BY_WORD.get(word) ?? []), meaning]);
}

/** What a word means that is lower case and without accents; several meanings for an ambiguous one, none for a foreign one. */
export function meaningsOf(word: string): readonly Meaning[] {
	return BY_WORD.get(word) ?? [];
}
