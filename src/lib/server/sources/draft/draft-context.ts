import type { DuckDBConnection } from '@duckdb/node-api';
import type { Base } from '../recognise/base.ts';
import type { SaleRows } from '../recognise/sale-rows.ts';
import type { TableProfile } from '../recognise/table-profile.ts';
import type { Role } from '../recognise/table-role.ts';
import type { PersonTable } from './account-source.ts';

/** What drafting works from: the tables, what each is for, and the reading of the order lines. */
export interface DraftContext {
	connection: DuckDBConnection;
	tables: readonly TableProfile[];
	roles: ReadonlyMap<TableProfile, Role>;
	base: Base;
	/** Where only some rows are sales: which. */
	sales?: SaleRows | undefined;
	/** Where accounts must be looked up, because orders name each purchase's customer anew. */
	person?: PersonTable | undefined;
}

/** The tables of a role. */
export function tablesOf({ tables, roles }: DraftContext, ...wanted: Role[]): TableProfile[] {
	return tables.filter((table) => wanted.includes(roles.get(table)!));
}

/** The first row of a statement as numbers. */
export async function numbersOf(connection: DuckDBConnection, sql: string): Promise<number[]> {
	return ((await connection.runAndReadAll(sql)).getRowsJS()[0] ?? []).map((value) => Number(value ?? NaN));
}
