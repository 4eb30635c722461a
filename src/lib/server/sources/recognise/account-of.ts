import type { ColumnProfile } from './column-profile.ts';
import { firstFound, found, type TableProfile } from './table-profile.ts';

/** The column that tells whose a row is: an id, a customer's name, else an address, else the one who pays. */
export function accountOf(table: TableProfile): ColumnProfile | undefined {
	return (
		found(table, 'account_id') ??
		found(table, 'account_name', 0.8) ??
		found(table, 'email') ??
		firstFound(table, ['account_name', 'parent_id', 'person_name'])
	);
}
