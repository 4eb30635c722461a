import type { MeasureFilter } from './question.ts';
import { MEASURE_TYPES, type QueryFile } from '../query-file.ts';

/** What a comparison does: compares a column of each row, selects accounts by the answer `accounts`, or does not reach. */
export type MeasureRole = 'rows' | 'accounts' | 'none';

/** What decides the role of a comparison in one question. */
export interface MeasureScope {
	answer: QueryFile;
	/** The answer `accounts`, whose columns select accounts. */
	accounts: QueryFile;
	/** Whether the answer is made of selected accounts. */
	reaches: boolean;
	isByCategory: boolean;
}

/** Columns of a query that a comparison can be made with. */
export function measuresOf(file: QueryFile): string[] {
	return file.columns.filter((column) => MEASURE_TYPES.has(column.type)).map((column) => column.name);
}

/**
 * What a comparison does in a question. One word can be a figure of an account and a figure of a row (`revenue` of an
 * account, and of one of its orders): a list compares its rows, an answer that adds accounts up selects accounts, and
 * `account.revenue` always selects accounts.
 */
export function measureRole(
	{ column, is_of_account }: Pick<MeasureFilter, 'column' | 'is_of_account'>,
	scope: MeasureScope,
): MeasureRole {
	const { answer, accounts, reaches, isByCategory } = scope;
	const canSelect = reaches && measuresOf(accounts).includes(column);
	// A yes-or-no column is asked of the rows, as a figure of theirs is compared.
	const isFlag = answer.columns.some(({ name, type }) => name === column && type === 'boolean');
	const isOwn = !is_of_account && (isFlag || measuresOf(answer).includes(column));
	const isSelecting = canSelect && (!isOwn || sumsAccounts(answer) || isSame(answer, accounts, column));
	const role = isSelecting ? 'accounts' : isOwn ? 'rows' : 'none';
	// Where a filter by category does not reach a column it is null, and null compares with nothing.
	const compared = role === 'accounts' ? accounts : answer;
	return isByCategory && compared.not_by_category.includes(column) ? 'none' : role;
}

/** Whether a row adds up several accounts: then no account can be told from its figures. */
function sumsAccounts({ columns, order, is_list }: QueryFile): boolean {
	return order.length > 0 && !is_list && !columns.some(({ name }) => name === 'account_id');
}

/**
 * Whether a list has an account's own figure under that name, so that to select accounts is to compare rows. A figure that is
 * relative to the others selected, as a rank is, would move with the selection: it is compared where it stands.
 */
function isSame(answer: QueryFile, accounts: QueryFile, column: string): boolean {
	const isAccounts = answer.name === accounts.name;
	return (isAccounts || answer.of_account.includes(column)) && !accounts.relative.includes(column);
}
