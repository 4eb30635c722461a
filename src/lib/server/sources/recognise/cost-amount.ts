import type { DuckDBConnection } from '@duckdb/node-api';
import type { Base } from './base.ts';
import type { ColumnProfile } from './column-profile.ts';
import { wide, type DraftedAmount, type NumberSql } from './drafted-amount.ts';
import { found, type TableProfile } from './table-profile.ts';
import { identifier, numberSql } from './value-sql.ts';

/** The cost of the lines' goods: from a cost of their own, or what a profit leaves of the net amount; undefined where neither is told. */
export async function costAmount(
	connection: DuckDBConnection,
	base: Base,
	net: DraftedAmount,
	quantity: ColumnProfile | undefined,
	price: ColumnProfile | undefined,
	number: NumberSql,
): Promise<DraftedAmount | undefined> {
	const cost = (sql: string, from: ColumnProfile[], note: string, isGuess = false): DraftedAmount => ({
		column: 'cost_amount',
		sql,
		from,
		isGuess,
		note,
	});
	const { lines } = base;
	const unit = found(lines, 'unit_cost');
	const total = found(lines, 'cost_amount');
	const saysTotal = total?.tokens.some(({ meanings }) => meanings.includes('amount')) === true;
	if (unit && quantity && !saysTotal)
		return cost(`${wide(quantity, number)} * ${number(unit)}`, [quantity, unit], 'quantity × unit cost');
	if (total) {
		if (saysTotal || !quantity || !(await isPerUnit(connection, lines.name, total, quantity, price, net))) {
			return cost(number(total), [total], 'as it is');
		}
		const note = `${total.name} is the cost of one piece: it does not grow with the quantity`;
		return cost(`${wide(quantity, number)} * ${number(total)}`, [quantity, total], note, true);
	}
	const profit = found(lines, 'profit');
	if (!profit || profit.number?.isPercent) return undefined;
	const sql = `${hasNetAmount(base) ? net.sql : 'net_amount'} - ${number(profit)}`;
	return cost(sql, [profit], `net amount less ${profit.name}`);
}

/** Whether a cost is that of one piece: over lines of several pieces it stays near the price of one. */
async function isPerUnit(
	connection: DuckDBConnection,
	table: string,
	cost: ColumnProfile,
	quantity: ColumnProfile,
	price: ColumnProfile | undefined,
	net: DraftedAmount,
): Promise<boolean> {
	const plainNet = price ? `${numberSql(quantity)} * ${numberSql(price)}` : numberSql(net.from[0]!);
	const row = (
		await connection.runAndReadAll(`
		select median(cost / amount * pieces), median(cost / amount) from (
			select cast(${numberSql(cost)} as double) as cost, cast(${numberSql(quantity)} as double) as pieces, cast(${plainNet} as double) as amount
			from ${identifier(table)}
		) where pieces >= 3 and amount > 0 and cost > 0`)
	).getRowsJS()[0]!;
	const ifPerUnit = Number(row[0] ?? NaN);
	const ifTotal = Number(row[1] ?? NaN);
	return Number.isFinite(ifPerUnit) && ifTotal < 0.4 && ifPerUnit > 0.25 && ifPerUnit < 1.5;
}

/** Whether what is called a cost is the amount itself, in nearly every row. */
export async function isThePrice(
	connection: DuckDBConnection,
	lines: TableProfile,
	net: DraftedAmount,
	cost: DraftedAmount,
): Promise<boolean> {
	const columns = [...net.from, ...cost.from];
	const isAlone =
		columns.every(({ table }) => table === lines.name) && !`${net.sql} ${cost.sql}`.includes(' over ');
	if (!isAlone) return false;
	const row = (
		await connection.runAndReadAll(
			`select avg(case when abs(net - cost) <= 0.005 then 1.0 else 0.0 end) from (
				select cast(${net.sql} as double) as net, cast(${cost.sql.startsWith('net_amount - ') ? `(${net.sql}) - ${cost.sql.slice(13)}` : cost.sql} as double) as cost from ${identifier(lines.name)}
			) where net <> 0 and cost is not null`,
		)
	).getRowsJS()[0]!;
	return Number(row[0] ?? 0) >= LEAST_ALIKE;
}

const LEAST_ALIKE = 0.98;

/** Whether a table already has a column of that name, which would be taken instead of the drafted one. */
function hasNetAmount({ lines, header }: Base): boolean {
	return [lines, ...(header ? [header.table] : [])].some(({ columns }) =>
		columns.some(({ name }) => name.toLowerCase() === 'net_amount'),
	);
}
