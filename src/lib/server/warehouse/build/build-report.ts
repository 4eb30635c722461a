import type { Copy } from '../../sources/file-set.ts';
import type { ControlTotal } from '../../sources/foot-orders.ts';
import type { LaterRows } from '../../sources/undo-later.ts';
import type { UnreadFile } from '../../sources/unread-files.ts';
import type { RenamedColumn } from '../../sources/dimension-names.ts';

/** What a build tells while it runs. */
export interface BuildStep {
	name: string;
	index: number;
	total: number;
	milliseconds: number;
}

/** Rows and amounts of one currency: what was read is what was used and what was set aside. */
export interface Reconciliation {
	/** Null for the lines that could not be taken apart. */
	currency: string | null;
	rows_read: number;
	rows_used: number;
	rows_rejected: number;
	/** Exact decimal texts, in the currency itself. */
	amount_read: string;
	amount_used: string;
	amount_rejected: string;
	is_equal: boolean;
}

/** Rows of one entity that were set aside for one reason, and what they were worth in their own currency. */
export interface RejectionCount {
	/** Null for broken lines of a file that no statement reads. */
	entity: string | null;
	reason: string;
	/** Null where the entity has none, or it cannot be told. */
	currency: string | null;
	rows: number;
	amount: string | null;
}

/** The lines of one file that could not be taken apart, and the first of them. */
export interface BrokenLines {
	/** The file's path, as in `vital-few.yaml`. */
	source_file: string;
	/** The entity that the file feeds; null where no statement reads it. */
	entity: string | null;
	rows: number;
	first_line: number;
	first_reason: string;
}

/** One failed check: its question and how many rows offend. */
export interface FailedCheck {
	name: string;
	question: string;
	rows: number;
}

/** What a finished build reports; the command line prints it and the Data page shows it. */
export interface BuildReport {
	build_id: string;
	is_unchanged: boolean;
	company: string;
	first_on: string | null;
	watermark_on: string | null;
	as_of: string | null;
	as_of_reason: string;
	currency: string;
	accounts: number;
	groups: number;
	entities: { name: string; rows_used: number; rows_rejected: number }[];
	reconciliation: Reconciliation[];
	/** The lines of whole orders against the second figures of `sources/control_totals.sql`; empty where there is none. */
	control_totals: readonly ControlTotal[];
	rejections: RejectionCount[];
	broken_lines: BrokenLines[];
	duplicates: { rows: number; amount: string | null; are_rejected: boolean };
	/** Dimensions that bear another name than their column, which is one of ours. */
	renamed_dimensions: readonly RenamedColumn[];
	/** The same of the order lines. */
	renamed_line_dimensions: readonly RenamedColumn[];
	/** Files of sets that the build before did not have. */
	new_files: readonly { file: string; rows: number }[];
	/** Files of sets that were left out as copies of others. */
	copies: readonly Copy[];
	/** Files beside those that are read. */
	unread_files: readonly UnreadFile[];
	/** Differences to the build before that were accepted; empty where there were none. */
	accepted: readonly string[];
	/** What a build of a past day left out and undid; empty for a day that is today. */
	later: readonly LaterRows[];
	failed_checks: FailedCheck[];
	steps: BuildStep[];
	warehouse_bytes: number;
	/** The most memory that the process of the build held at once. */
	peak_memory_bytes: number;
	milliseconds: number;
}
