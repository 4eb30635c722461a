import type { DuckDBConnection } from '@duckdb/node-api';
import { entity } from '../../contract/entities.ts';
import { REJECTION_REASONS } from '../sources/rejection-reasons.ts';
import { queryRows } from './engine.ts';
import { quoteText } from './sql-text.ts';

/**
 * Counts the lines that are exact copies of another in every column of the contract, and sets them aside where the
 * configuration says so. The count stays in `staged.duplicates`.
 */
export async function handleDuplicates(
	connection: DuckDBConnection,
	treatment: 'keep' | 'reject',
): Promise<{ rows: number; amount: string | null }> {
	const columns = entity('order_lines')
		.columns.map((column) => column.name)
		.join(', ');
	await connection.run(`
		create table staged.duplicates as
		with copies as (
			select count(*) - 1 as copies, any_value(net_amount) as net_amount
			from staged.order_lines group by hash(${columns}) having count(*) > 1
		)
		select coalesce(sum(copies), 0)::bigint as rows, sum(copies * net_amount)::decimal(38, 4) as amount from copies`);
	if (treatment === 'reject') {
		await connection.run(`
			update staged.order_lines_read set rejection = ${quoteText(REJECTION_REASONS.duplicate)}
			where rowid in (
				select rowid from staged.order_lines_read where rejection is null
				qualify row_number() over (partition by ${columns} order by rowid) > 1
			)`);
	}
	const [row] = await queryRows(connection, 'select rows, cast(amount as varchar) as amount from staged.duplicates');
	return { rows: Number(row!['rows']), amount: row!['amount'] as string | null };
}
