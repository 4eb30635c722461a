import type { DuckDBConnection } from '@duckdb/node-api';
import type { BrokenLines, FailedCheck, Reconciliation, RejectionCount } from './build-report.ts';
import { catalog } from '../catalog.ts';
import { queryRows } from '../engine.ts';

/** Runs every file of `queries/checks/`; each returns offending rows, so an empty list is right. */
export async function failedChecks(connection: DuckDBConnection): Promise<FailedCheck[]> {
	const failed: FailedCheck[] = [];
	for (const check of catalog().checks.values()) {
		const [row] = await queryRows(connection, `select count(*) as rows from (${check.sql})`);
		const rows = Number(row!['rows']);
		if (rows > 0) failed.push({ name: check.name, question: check.question, rows });
	}
	return failed;
}

/**
 * Holds what was read against what was used and set aside, per currency, in rows and to the last decimal. Read counts
 * come from the sources' rows; used ones from the stored months at the other end of the build.
 */
export async function reconcile(connection: DuckDBConnection): Promise<Reconciliation[]> {
	const rows = await queryRows(
		connection,
		`with read as (
			select currency, count(*) as line_count, coalesce(sum(local_amount), 0) as amount
			from staged.order_lines_read group by currency
			union all
			-- Lines that cannot be taken apart are read, too; what they were worth, and in which currency, nobody knows.
			select null, count(*), 0 from staged.malformed_lines where entity = 'order_lines' having count(*) > 0
		), used as (
			select currency, sum(line_count)::bigint as line_count, coalesce(sum(local_amount), 0) as amount
			from account_months group by currency
		), rejected as (
			select currency, count(*) as line_count, coalesce(sum(amount), 0) as amount
			from rejected_rows where entity = 'order_lines' group by currency
		)
		select r.currency,
			r.line_count as rows_read, coalesce(u.line_count, 0) as rows_used, coalesce(x.line_count, 0) as rows_rejected,
			r.amount::varchar as amount_read, coalesce(u.amount, 0)::exact_sum::varchar as amount_used,
			coalesce(x.amount, 0)::exact_sum::varchar as amount_rejected,
			r.line_count = coalesce(u.line_count, 0) + coalesce(x.line_count, 0)
				and r.amount = coalesce(u.amount, 0) + coalesce(x.amount, 0) as is_equal
		from read as r
		left join used as u on u.currency is not distinct from r.currency
		left join rejected as x on x.currency is not distinct from r.currency
		order by rows_read desc, r.currency`,
	);
	return rows as unknown as Reconciliation[];
}

/** How many rows of each entity were set aside, by reason and currency, most first. */
export async function rejectionCounts(
	connection: DuckDBConnection,
	relation: 'rejected_rows' | 'staged.rejected' = 'rejected_rows',
): Promise<RejectionCount[]> {
	const rows = await queryRows(
		connection,
		`select entity, reason, currency, count(*) as rows, cast(sum(amount) as varchar) as amount
		from ${relation} group by entity, reason, currency order by rows desc, entity, reason, currency`,
	);
	return rows as unknown as RejectionCount[];
}

/** The lines of each file that could not be taken apart, most first. */
export async function brokenLines(connection: DuckDBConnection): Promise<BrokenLines[]> {
	const rows = await queryRows(
		connection,
		`select source_file, any_value(entity) as entity, count(*) as rows, min(source_line) as first_line,
			arg_min(reason, source_line) as first_reason
		from staged.malformed_lines group by source_file order by rows desc, source_file`,
	);
	return rows as unknown as BrokenLines[];
}

/** Used and rejected rows of each entity that the sources give. */
export async function entityCounts(
	connection: DuckDBConnection,
	names: readonly string[],
): Promise<{ name: string; rows_used: number; rows_rejected: number }[]> {
	const counts = [];
	for (const name of names) {
		const [row] = await queryRows(
			connection,
			`select count(*) filter (rejection is null) as used,
				count(*) filter (rejection is not null)
					+ (select count(*) from staged.malformed_lines where entity = '${name}') as rejected
			from staged.${name}_read`,
		);
		counts.push({ name, rows_used: Number(row!['used']), rows_rejected: Number(row!['rejected']) });
	}
	return counts;
}
