import type { Outcome } from '$lib/client/api.ts';
import type { AnswerRows, RecordRows } from '$lib/contract/rows.ts';

/** Accounts that are compared at most: more would not stand side by side. */
export const mostCompared = 6;

/** What is known of one account that was picked. */
export interface Compared {
	id: string;
	head: Outcome<AnswerRows['accounts']>;
	months: Outcome<RecordRows['months']>;
	days: Outcome<RecordRows['order_days']>;
}
