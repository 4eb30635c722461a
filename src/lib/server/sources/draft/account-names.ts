import type { ColumnProfile } from '../recognise/column-profile.ts';
import { plainName } from '../recognise/name-tokens.ts';
import { found, firstFound, looksWordy, type TableProfile } from '../recognise/table-profile.ts';
import { textSql, type Naming } from '../recognise/value-sql.ts';

/** The columns that name the rows of a table, and how. */
export interface NameIn {
	columns: ColumnProfile[];
	sql: (naming: Naming) => string;
}

/** What the customers are called: their own name, the person's where there is none, the id where it is a name itself. */
export function nameOf(table: TableProfile, key: ColumnProfile): NameIn | undefined {
	const person = personName(table);
	const named = found(table, 'account_name', person ? 0.75 : 0.5);
	// A form of address is no name: hardly any customer has one of its own.
	const own = person && named && named.distinct < table.rows * 0.2 ? undefined : named;
	if (own && person && !own.isFull) {
		return {
			columns: [own, ...person.columns],
			sql: (naming) => `coalesce(nullif(trim(${textSql(own, naming)}), ''), ${person.sql(naming)})`,
		};
	}
	const column = own ?? (person ? undefined : found(table, 'name')) ?? (looksWordy(key) ? key : undefined);
	if (column) return { columns: [column], sql: (naming) => textSql(column, naming) };
	return person;
}

/** The column, or the two, that name the rows of a small table. */
export function nameIn(table: TableProfile): NameIn | undefined {
	const person = personName(table);
	if (person) return person;
	const ownRegion = table.subject.has('region') ? found(table, 'region') : undefined;
	const column =
		ownRegion ??
		firstFound(table, [
			'group_name',
			'category',
			'segment',
			'region',
			'owner',
			'person_name',
			'industry',
			'country',
			'name',
		]);
	return column && { columns: [column], sql: (naming) => textSql(column, naming) };
}

/** First and last name as one, where a table has both. */
export function personName(table: TableProfile): NameIn | undefined {
	const part = (words: RegExp): ColumnProfile | undefined =>
		table.columns.find((column) => words.test(plainName(column.name)));
	const first = part(/^(contact|customer|billing)?(firstname|vorname|givenname|fname|prenom|nombre)$/);
	const last = part(
		/^(contact|customer|billing)?(lastname|nachname|surname|familyname|lname|apellido|apellidos)$/,
	);
	if (!first || !last) return undefined;
	return {
		columns: [first, last],
		sql: (naming) => `concat_ws(' ', ${textSql(first, naming)}, ${textSql(last, naming)})`,
	};
}
