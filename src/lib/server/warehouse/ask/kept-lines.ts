import { quoteText } from '../sql-text.ts';

/** The name, on every connection to a build, of its order lines, sorted by account and day. */
export const KEPT_LINES = 'kept_lines';

/** The view {@link KEPT_LINES} over the file of a build, as a statement: the lines that could be used. */
export function keptLinesView(linesFile: string): string {
	return `create temp view ${KEPT_LINES} as
select * exclude (rejection, unread, source_row) from read_parquet(${quoteText(linesFile)}) where rejection is null`;
}
