import type { Link } from '../recognise/link.ts';
import type { TableProfile } from '../recognise/table-profile.ts';
import { identifier, keySql, qualified, type Naming } from '../recognise/value-sql.ts';

/** The two columns that a join compares. */
export type JoinKeys = Pick<Link, 'from' | 'to'>;

/** A left join by a named key. */
export function joinSql(table: TableProfile, link: JoinKeys, alias?: string): string {
	const name = identifier(table.name);
	const to: Naming = alias === undefined ? qualified : (column) => `${alias}.${identifier(column.name)}`;
	const on = areWrittenAlike(link)
		? `${qualified(link.from)} = ${to(link.to)}`
		: `${keySql(link.from, qualified)} = ${keySql(link.to, to)}`;
	return `left join ${name}${alias === undefined ? '' : ` as ${alias}`} on ${on}`;
}

/** Whether two keys can be compared as they are. */
function areWrittenAlike({ from, to }: JoinKeys): boolean {
	return from.type === to.type && from.endsInZero === to.endsInZero && !/^(FLOAT|DOUBLE)$/.test(from.type);
}
