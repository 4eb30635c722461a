import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../warehouse/sql-text.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import { valuesOf } from '../recognise/column-values.ts';
import { textSql, type Naming } from '../recognise/value-sql.ts';

/** What the words of a source's status mean to us, the first that fits. */
type Vocabulary = readonly (readonly [string, RegExp])[];

/** An order's status. */
export const ORDER_STATUS: Vocabulary = [
	['cancelled', /cancel|storn|annul|void|geannul|anul|refunded|rejected|abgelehnt/i],
	['shipped', /^ship|versand|dispatch|^sent|expedi|envi|in transit|unterwegs|partially shipped/i],
	[
		'closed',
		/clos|complet|done|deliver|paid|resolved|abgeschl|erledigt|geliefert|livr|entreg|finish|invoiced|berechnet|^f$|^c$|closed|fulfilled/i,
	],
	[
		'open',
		/open|process|pending|hold|new|neu|offen|bearbeit|wait|creat|approv|unavail|partial|draft|confirm|backorder|disput|^o$|^p$|authorized/i,
	],
];

/** A quote's status. */
export const QUOTE_STATUS: Vocabulary = [
	['won', /won|accept|gewonnen|angenommen|order|sale|done|gagn|ganad|beauftragt/i],
	['lost', /lost|declin|reject|verloren|abgelehnt|cancel|storn|perdu|perdid|refus/i],
	['expired', /expir|abgelaufen|verfallen|caduc/i],
	['open', /./],
];

/** A status in our words, as a case over the source's; undefined where none of its words is known. */
export async function statusSql(
	connection: DuckDBConnection,
	column: ColumnProfile,
	vocabulary: Vocabulary,
	naming: Naming,
): Promise<string | undefined> {
	const values = await valuesOf(connection, column);
	if (!values) return undefined;
	const known = values.flatMap(({ value }) => {
		const meant = vocabulary.find(([, words]) => words.test(value));
		return meant ? [[value, meant[0]] as const] : [];
	});
	if (known.length === 0) return undefined;
	const cases = known.map(([value, meant]) => `    when ${quoteText(value)} then '${meant}'`);
	return [`case trim(${textSql(column, naming)})`, ...cases, '  end'].join('\n');
}

/** The values of a status that mean a cancelled order. */
export async function cancelledValues(
	connection: DuckDBConnection,
	column: ColumnProfile,
): Promise<string[]> {
	const values = (await valuesOf(connection, column)) ?? [];
	return values.map(({ value }) => value).filter((value) => ORDER_STATUS[0]![1].test(value));
}
