import type { DuckDBConnection } from '@duckdb/node-api';
import { entity } from '../../contract/entities.ts';
import { REJECTION_REASONS } from '../sources/rejection-reasons.ts';
import { queryRows } from './engine.ts';
import { quoteText } from './sql-text.ts';

/**
 * Finds the lines that are exact copies of one before in every column of the contract, and sets them aside where the
 * configuration says so. They stay listed in `staged.copies`; the first of each is none.
 */
export async function handleDuplicates(
	connection: DuckDBConnection,
	treatment: 'keep' | 'reject',
): Promise<{ rows: number; amount: string | null }> {
	const columns = entity('order_lines')
		.columns.map((column) => column.name)
		.join(', ');
	// Hashes find the few that have a copy, so that only those need to be put in order.
	await connection.run(`
		create table staged.copies as
		select rowid as row_no, order_id, net_amount, source_file, source_line
		from staged.order_lines_read
		where rejection is null
			and hash(${columns}) in (
				select hash(${columns}) from staged.order_lines_read where rejection is null
				group by hash(${columns}) having count(*) > 1
			)
		qualify row_number() over (partition by ${columns} order by source_file, source_line nulls last, rowid) > 1`);
	if (treatment === 'reject') {
		await connection.run(`
			update staged.order_lines_read set rejection = ${quoteText(REJECTION_REASONS.duplicate)}
			where rowid in (select row_no from staged.copies)`);
	}
	const [row] = await queryRows(
		connection,
		'select count(*) as rows, cast(sum(net_amount) as decimal(38, 4))::varchar as amount from staged.copies',
	);
	return { rows: Number(row!['rows']), amount: row!['amount'] as string | null };
}
