import { RULES } from './concept-rules.ts';
import type { Token } from './name-tokens.ts';
import type { Meaning } from './words.ts';

/** What a column can hold, as far as its name tells. */
export type Concept = (typeof RULES)[number][0];

const COMPILED = RULES.map(([concept, confidence, meanings]) => ({
	concept,
	confidence,
	required: meanings.split(' ') as Meaning[],
}));

/** Things that have numbers and names of their own: a name that mentions one more of them means something else. */
const THINGS = new Set<Meaning>(
	'account supplier employee person order invoice quote delivery payment product category subcategory group parent shipto case agreement store previous birth edited weight address phone terms returned flag channel postal line'.split(
		' ',
	) as Meaning[],
);
/** Words that turn a figure into another one: a tax is not an amount of sales. */
const TURNS = new Set<Meaning>(
	'tax gross net discount rebate cost profit freight paid open percent list promised quantity plan due valid created shipping delivered since currency'.split(
		' ',
	) as Meaning[],
);

/** What happens to an order afterwards: its day is not the order's. */
const UNDONE = new Set<Meaning>(['cancelled', 'returned', 'edited', 'previous', 'birth', 'escalated']);

/** Words that make a figure of a thing: a product's price is neither its number nor its name. */
const FIGURES = new Set<Meaning>(['price', 'amount', 'minutes', 'rating', 'weight']);

/** Words that name a customer, but less surely than `customer` does where both stand in a table. */
const LOOSE_ACCOUNTS = new Set([
	'account',
	'acct',
	'user',
	'company',
	'partner',
	'konto',
	'member',
	'bp',
	'guest',
	'tiers',
	'card',
	'merchant',
	'merchants',
	'agency',
	'agencies',
	'retailer',
	'retailers',
	'hospital',
	'school',
	'patient',
	'tenant',
	'clinic',
	'pharmacy',
	'mandant',
	'wholesaler',
]);

export const LEAST_CONFIDENCE = 0.35;

/** What a column with these name parts can hold, the likeliest first, each with a confidence from 0 to 1. */
export function conceptsOf(tokens: readonly Token[]): { concept: Concept; confidence: number }[] {
	const best = new Map<Concept, number>();
	const telling = tokens.filter((token) => !token.meanings.includes('filler') || token.meanings.length > 1);
	for (const rule of COMPILED) {
		const least = leastPenalty(telling, rule.required, rule.concept);
		const weak = isLoose(rule.concept, telling) ? 0.02 : 0;
		const cost = least === undefined ? undefined : least + weak;
		const confidence = cost === undefined ? 0 : rule.confidence - cost;
		if (confidence > (best.get(rule.concept) ?? LEAST_CONFIDENCE)) best.set(rule.concept, confidence);
	}
	return [...best]
		.map(([concept, confidence]) => ({ concept, confidence }))
		.sort((a, b) => b.confidence - a.confidence);
}

/** Whether the words say a thing less surely than others do: `account` a customer, `item number` a line. */
function isLoose(concept: Concept, tokens: readonly Token[]): boolean {
	if (concept === 'account_id') return tokens.some(({ word }) => LOOSE_ACCOUNTS.has(word));
	return (
		concept === 'line_no' &&
		tokens.some(({ meanings }) => meanings.includes('line') && meanings.includes('product')) &&
		!tokens.some(({ meanings }) => meanings.includes('order') || meanings.includes('invoice'))
	);
}

/** What the words cost that are left when each required meaning has taken one; undefined where one finds none. */
function leastPenalty(
	tokens: readonly Token[],
	required: readonly Meaning[],
	concept: Concept,
	taken: readonly Meaning[] = required,
): number | undefined {
	const [meaning, ...others] = required;
	if (meaning === undefined) {
		return tokens.reduce((sum, token) => sum + penalty(token, taken, concept), 0);
	}
	let least: number | undefined;
	for (const [index, token] of tokens.entries()) {
		if (!token.meanings.includes(meaning)) continue;
		const cost = leastPenalty(tokens.toSpliced(index, 1), others, concept, taken);
		if (cost !== undefined && (least === undefined || cost < least)) least = cost;
	}
	return least;
}

/** What sorts things into kinds: its number is not the number of a thing. */
const PLACES = new Set<Meaning>([
	'country',
	'city',
	'state',
	'region',
	'segment',
	'industry',
	'status',
	'kind',
]);

/** What an address block says of the customer: the invoice's country is the customer's, the consignee's perhaps. */
const OF_ADDRESS = new Set<Concept>([
	'account_name',
	'country',
	'city',
	'state',
	'region',
	'postal',
	'email',
	'person_name',
]);

function penalty(token: Token, taken: readonly Meaning[], concept: Concept): number {
	if (OF_ADDRESS.has(concept)) {
		if (token.meanings.includes('invoice')) return 0.1;
		if (token.meanings.includes('shipping') || token.meanings.includes('shipto')) return 0.25;
	}
	if (token.meanings.some((meaning) => taken.includes(meaning))) return 0.03;
	// What is said of an order's line is said of the line.
	if (taken.includes('line') && token.meanings.includes('order')) return 0.03;
	if (token.meanings.length === 1 && token.meanings[0] === 'filler') return 0.02;
	if (NUMBERS.has(concept) && token.meanings.includes('id') && token.word !== 'number') return 0.45;
	if (DATES.has(concept) && token.meanings.some((meaning) => UNDONE.has(meaning))) return 0.45;
	if (token.meanings.some((meaning) => THINGS.has(meaning))) return 0.45;
	if (token.meanings.some((meaning) => TURNS.has(meaning))) return 0.4;
	if (!NUMBERS.has(concept) && token.meanings.some((meaning) => FIGURES.has(meaning))) return 0.4;
	if (token.meanings.some((meaning) => PLACES.has(meaning))) return 0.3;
	if (token.meanings.includes('id')) return 0.25;
	return token.meanings.length === 0 ? 0.12 : 0.1;
}

const DATES = new Set<Concept>(
	'order_date invoice_date quote_date date ship_date delivered_date promised_date due_date paid_date created_date since_date opened_date closed_date escalated_date valid_from valid_to'.split(
		' ',
	) as Concept[],
);
const NUMBERS = new Set<Concept>(
	'quantity unit_price net_unit_price gross_unit_price list_price discount net_amount gross_amount amount header_amount list_amount tax_amount tax_rate unit_cost cost_amount profit profit_share freight rebate paid_amount open_amount terms rate minutes score planned_amount year month'.split(
		' ',
	) as Concept[],
);
/** Whether a concept is a day. */
export function isDateConcept(concept: Concept): boolean {
	return DATES.has(concept);
}

/** Whether a concept is a figure. */
export function isNumberConcept(concept: Concept): boolean {
	return NUMBERS.has(concept);
}
