import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { Concept } from '../recognise/concepts.ts';
import { isGood, linkBy } from '../recognise/link.ts';
import { found, type TableProfile } from '../recognise/table-profile.ts';
import { qualified } from '../recognise/value-sql.ts';
import { nameIn, type NameIn } from './account-names.ts';
import type { DraftContext } from './draft-context.ts';
import { joinSql } from './join-sql.ts';

/** The customers' names from the tables of stores and persons that their own table refers to. */
export interface NamesElsewhere {
	name: NameIn;
	joins: string[];
	/** The columns of the customers' table that refer. */
	refer: ColumnProfile[];
}

/** What stores and persons a table of customers refers to, a store's name before a person's; undefined where it refers to none. */
export async function namesElsewhere(
	context: DraftContext,
	table: TableProfile,
): Promise<NamesElsewhere | undefined> {
	const names: NameIn[] = [];
	const joins: string[] = [];
	const refer: ColumnProfile[] = [];
	for (const concept of ['store_id', 'employee_id'] as const) {
		const from = found(table, concept);
		if (!from || (concept === 'employee_id' && !isCustomersPerson(from))) continue;
		for (const lookup of context.tables) {
			const name = isOf(lookup, concept) ? nameIn(lookup) : undefined;
			const link = name && (await linkBy(context.connection, table, lookup, concept, from));
			if (!name || !isGood(link)) continue;
			names.push(name);
			joins.push(joinSql(lookup, link));
			refer.push(from);
			break;
		}
	}
	if (names.length === 0) return undefined;
	const columns = names.flatMap((name) => name.columns);
	const each = names.map((name) => `nullif(trim(${name.sql(qualified)}), '')`);
	const sql = each.length === 1 ? each[0]! : `coalesce(${each.join(', ')})`;
	return { name: { columns: [...refer, ...columns], sql: () => sql }, joins, refer };
}

/** Whether a column names a person who is the customer, and not one of our own. */
export function isCustomersPerson({ tokens }: ColumnProfile): boolean {
	const says = (meaning: string): boolean =>
		tokens.some(({ meanings }) => (meanings as readonly string[]).includes(meaning));
	return says('person') && !says('employee') && !says('owner') && !says('order');
}

function isOf({ subject }: TableProfile, concept: Concept): boolean {
	return concept === 'store_id' ? subject.has('store') : subject.has('person');
}
