import { meaningsOf, type Meaning } from './words.ts';

/** A part of a name, and what it can mean; nothing where the word is foreign. */
export interface Token {
	word: string;
	meanings: readonly Meaning[];
}

/** Words that only together mean what they mean. */
const PHRASES: readonly (readonly [string, string])[] = [
	['bill to', 'billto'],
	['invoice to', 'billto'],
	['sold to', 'soldto'],
	['ship to', 'shipto'],
	['shipped to', 'shipto'],
	['deliver to', 'shipto'],
	['delivery to', 'shipto'],
	['head office', 'headoffice'],
	['buying group', 'buyinggroup'],
	['key account manager', 'keyaccountmanager'],
	['account manager', 'keyaccountmanager'],
	['account owner', 'keyaccountmanager'],
	['account rep', 'salesrep'],
	['sales person', 'salesperson'],
	['sales rep', 'salesrep'],
	['sales representative', 'salesrep'],
	['sales manager', 'salesrep'],
	['sales agent', 'salesrep'],
	['sales order', 'salesorder'],
	['sales document', 'salesdocument'],
	['purchase order', 'purchaseorder'],
	['purchasing document', 'purchaseorder'],
	['stock code', 'stockcode'],
	['stock item', 'stockitem'],
	['stock group', 'stockgroup'],
	['line item', 'lineitem'],
	['sub category', 'subcategory'],
	['product line', 'productline'],
	['product group', 'productgroup'],
	['product type', 'productgroup'],
	['item group', 'itemgroup'],
	['item type', 'itemgroup'],
	['item category', 'itemgroup'],
	['material group', 'itemgroup'],
	['customer group', 'customergroup'],
	['customer type', 'customertype'],
	['customer class', 'customerclass'],
	['customer category', 'customergroup'],
	['credit limit', 'limit'],
	['home owner', 'homeowner'],
	['house owner', 'homeowner'],
	['raison sociale', 'customer name'],
	['razon social', 'customer name'],
	['ragione sociale', 'customer name'],
	['nota fiscal', 'fattura'],
	['unit amount', 'unit price'],
	['credit card', 'payment'],
	['payment terms', 'paymentterms'],
	['payment days', 'paymentdays'],
	['first name', 'firstname'],
	['last name', 'lastname'],
	['e mail', 'email'],
	['unit of measure', 'uom'],
	['ex tax', 'excl tax'],
	['ex vat', 'excl vat'],
	['before tax', 'excl tax'],
	['hors taxe', 'ht'],
	['hors taxes', 'ht'],
	['zzgl mwst', 'netto'],
	['with tax', 'incl tax'],
	['state province', 'stateprovince'],
	['shipping cost', 'shippingcost'],
	['shipping costs', 'shippingcost'],
	['shipping charge', 'shippingcost'],
	['shipping fee', 'shippingcost'],
	['delivery cost', 'deliverycost'],
	['delivery fee', 'deliverycost'],
	['customer since', 'kundeseit'],
	['kunde seit', 'kundeseit'],
	['client depuis', 'kundeseit'],
	['financial status', 'financialstatus'],
	['prix de vente', 'prix'],
	['order by', 'orderby'],
	['mw st', 'mwst'],
	['ordered on', 'order date'],
	['ordered at', 'order date'],
	['invoiced on', 'invoice date'],
	['invoiced at', 'invoice date'],
	['issued on', 'invoice date'],
	['quoted on', 'quote date'],
	['compare at price', 'list price'],
	['sell to', 'soldto'],
	['sales price', 'unit price'],
	['selling price', 'unit price'],
	['ext price', 'extended price'],
	['einkaufspreis', 'ek preis'],
	['inkoopprijs', 'ek preis'],
	['buy price', 'ek preis'],
	['purchase price', 'ek preis'],
	['purchase cost', 'ek'],
];

const LONGEST_WORD = 24;

/**
 * The parts of a name that people or programs gave: `SalesOrderID`, `kundennr`, `Unit Price (EUR)`, `ORDERNUMBER`.
 * Words run together are taken apart where all parts are known.
 */
export function nameTokens(name: string): Token[] {
	const own = /lines?\s*\//i.test(name) ? name.slice(name.lastIndexOf('/') + 1) : name;
	let text = words(own).join(' ');
	for (const [phrase, word] of PHRASES) text = ` ${text} `.replaceAll(` ${phrase} `, ` ${word} `).trim();
	return text
		.split(' ')
		.filter((word) => word !== '')
		.flatMap((word) => (meaningsOf(word).length > 0 ? [word] : (partsOf(word) ?? [word])))
		.map((word) => ({ word, meanings: meaningsOf(word) }));
}

/** A name as one plain word: lower case, no accents, nothing but letters and digits. */
export function plainName(name: string): string {
	return words(name).join('');
}

function words(name: string): string[] {
	return name
		.replaceAll('ß', 'ss')
		.replaceAll(/[łŁ]/g, 'l')
		.replaceAll(/[øØ]/g, 'o')
		.replaceAll(/[æÆ]/g, 'ae')
		.replaceAll(/[œŒ]/g, 'oe')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
		.replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
		.replaceAll(/[°º]/g, 'o')
		.replaceAll('%', ' percent ')
		.replaceAll('#', ' number ')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
}

/** A run of letters as known words, the fewest; a German joining s may stand between two. Undefined where none fit. */
function partsOf(text: string): string[] | undefined {
	const best: (string[] | undefined)[] = [[]];
	for (let end = 1; end <= text.length; end++) {
		for (let start = Math.max(0, end - LONGEST_WORD); start < end; start++) {
			const before = best[start];
			const word = text.slice(start, end);
			if (!before || word.length < 2) continue;
			const isJoint = start > 0 && word.startsWith('s') && meaningsOf(word.slice(1)).length > 0;
			const known = meaningsOf(word).length > 0 ? word : isJoint ? word.slice(1) : undefined;
			if (known === undefined || (known.length < 3 && !isEdge(known, end === text.length))) continue;
			if ((best[end]?.length ?? Infinity) > before.length + 1) best[end] = [...before, known];
		}
	}
	const parts = best[text.length];
	return parts && parts.length > 1 ? parts : undefined;
}

/** Two letters are a word of their own only where a name ends: `custno`, `orderid`, `kundennr`. */
function isEdge(word: string, isLast: boolean): boolean {
	return isLast && ['id', 'nr', 'no', 'dt', 'am', 'ht', 'vk', 'ek'].includes(word);
}
