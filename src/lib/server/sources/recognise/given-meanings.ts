import { Fault } from '../../fault.ts';
import { nearestNames } from '../nearest-names.ts';
import { RULES } from './concept-rules.ts';
import type { Concept } from './concepts.ts';
import { plainName } from './name-tokens.ts';
import type { TableProfile } from './table-profile.ts';

const CONCEPTS = [...new Set(RULES.map(([concept]) => concept))];
/** Other words for what a column can be told to be: those of the entities and the commonest of people. */
const ALSO: Readonly<Record<string, Concept>> = {
	account: 'account_id',
	customer: 'account_id',
	customer_id: 'account_id',
	name: 'account_name',
	customer_name: 'account_name',
	ordered_on: 'order_date',
	day: 'order_date',
	order: 'order_id',
	product: 'product_id',
	owner: 'owner',
	promised_on: 'promised_date',
	issued_on: 'invoice_date',
	due_on: 'due_date',
	freight_amount: 'freight',
	rebate_amount: 'rebate',
	price: 'unit_price',
};

/**
 * Takes columns for what a person says that they are, each as `HEADING=concept` or `table.HEADING=concept`; what the names say
 * no longer counts for them.
 * @throws {Fault} `input` where an entry has another form, or names a column or a meaning that there is none of.
 */
export function takeGivenMeanings(tables: readonly TableProfile[], map: readonly string[]): void {
	for (const entry of map) {
		const at = entry.lastIndexOf('=');
		const heading = entry.slice(0, at).trim();
		const word = entry.slice(at + 1).trim();
		if (at < 1 || word === '')
			throw new Fault(
				'input',
				`--map needs a heading and what it is, like --map "Vendor=account_id"; got "${entry}".`,
			);
		const concept = CONCEPTS.find((each) => each === word) ?? ALSO[word];
		if (concept === undefined) {
			const near = nearestNames(word, [...CONCEPTS, ...Object.keys(ALSO)]);
			throw new Fault(
				'input',
				`--map "${entry}": ${word} is nothing that a column can be; ${near.length > 0 ? `did you mean ${near.join(' or ')}` : 'take account_id, order_id, order_date, net_amount, product_id or the like'}?`,
			);
		}
		const wanted = plainName(heading);
		const hits = tables.flatMap((table) =>
			table.columns
				.filter(({ name }) => plainName(name) === wanted || plainName(`${table.name}.${name}`) === wanted)
				.map((column) => ({ table, column })),
		);
		if (hits.length === 0) {
			const near = nearestNames(
				heading,
				tables.flatMap(({ columns }) => columns.map(({ name }) => name)),
			);
			throw new Fault(
				'input',
				`--map "${entry}": no table has a column ${heading}${near.length > 0 ? `; there is ${near.join(', ')}` : ''}.`,
			);
		}
		for (const { table, column } of hits) {
			for (const [taken, recognised] of table.recognised)
				if (recognised.column === column) table.recognised.delete(taken);
			table.recognised.set(concept, { column, concept, confidence: 1 });
			table.given = new Set([...(table.given ?? []), column.name]);
		}
	}
}
