import type { Link } from '../recognise/link.ts';
import type { TableProfile } from '../recognise/table-profile.ts';
import { identifier, keySql, qualified, type Naming } from '../recognise/value-sql.ts';

/** The two columns that a join compares. */
export type JoinKeys = Pick<Link, 'from' | 'to' | 'also' | 'repeated'>;

/** A left join by a named key; of a key that stands in several rows, the first row is joined. */
export function joinSql(table: TableProfile, link: JoinKeys, alias?: string): string {
	const name = identifier(table.name);
	const called = alias ?? name;
	const to: Naming = (column) => `${called}.${identifier(column.name)}`;
	const on = [link, ...(link.also ?? [])].map((pair) =>
		areWrittenAlike(pair)
			? `${qualified(pair.from)} = ${to(pair.to)}`
			: `${keySql(pair.from, qualified)} = ${keySql(pair.to, to)}`,
	);
	const keys = [link, ...(link.also ?? [])].map((pair) => keySql(pair.to)).join(', ');
	const joined = link.repeated
		? `(from ${name} qualify row_number() over (partition by ${keys} order by line_number) = 1) as ${called}`
		: `${name}${alias === undefined ? '' : ` as ${alias}`}`;
	return `left join ${joined} on ${on.join(' and ')}`;
}

/** Whether two keys can be compared as they are. */
function areWrittenAlike({ from, to }: Pick<JoinKeys, 'from' | 'to'>): boolean {
	return from.type === to.type && from.endsInZero === to.endsInZero && !/^(FLOAT|DOUBLE)$/.test(from.type);
}
