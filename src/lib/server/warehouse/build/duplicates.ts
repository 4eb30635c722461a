import { renameSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { entity } from '../../../contract/entities.ts';
import { REJECTION_REASONS } from '../../sources/rejection-reasons.ts';
import { linesFormat } from '../../sources/stage.ts';
import { queryRows } from '../engine.ts';
import { quoteIdentifier, quoteText } from '../sql-text.ts';

/**
 * Finds the lines that are exact copies of one before in every column of the contract and every dimension, and sets them aside where the
 * configuration says so. They stay listed in `staged.copies`; the first of each is none.
 */
export async function handleDuplicates(
	connection: DuckDBConnection,
	treatment: 'keep' | 'reject',
	linesFile: string,
	/** Those of the order line: lines that differ in one are no copies. */
	dimensions: readonly string[],
): Promise<{ rows: number; amount: string | null }> {
	const columns = [...entity('order_lines').columns.map((column) => column.name), ...dimensions]
		.map(quoteIdentifier)
		.join(', ');
	// A few columns find the few that may have a copy, so that only those need to be put in order.
	const likeness = 'hash(account_id, order_id, line_no, product_id, net_amount)';
	await connection.run(`
		create table staged.copies as
		select file_row_number as row_no, order_id, net_amount, source_file, source_line
		from staged.order_lines_rows
		where rejection is null
			and ${likeness} in (
				select ${likeness} from staged.order_lines_rows where rejection is null
				group by ${likeness} having count(*) > 1
			)
		qualify row_number() over (partition by ${columns} order by source_file, source_line nulls last, file_row_number) > 1`);
	if (treatment === 'reject') await rejectCopies(connection, linesFile);
	const [row] = await queryRows(
		connection,
		'select count(*) as rows, cast(sum(net_amount) as exact_sum)::varchar as amount from staged.copies',
	);
	return { rows: Number(row!['rows']), amount: row!['amount'] as string | null };
}

/** Writes the lines again, the copies among those that cannot be used. */
async function rejectCopies(connection: DuckDBConnection, linesFile: string): Promise<void> {
	const beside = `${linesFile}.new`;
	await connection.run(`copy (
		select r.* exclude (file_row_number)
			replace (case when c.row_no is null then r.rejection else ${quoteText(REJECTION_REASONS.duplicate)} end as rejection)
		from staged.order_lines_rows as r left join staged.copies as c on c.row_no = r.file_row_number
		order by c.row_no is not null or r.rejection is not null, r.account_id, r.ordered_on
	) ${linesFormat(beside)}`);
	renameSync(beside, linesFile);
}
