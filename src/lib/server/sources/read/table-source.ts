/** A file made readable: the statement that yields its rows with `line_number`, and where its broken lines are. */
export interface TableSource {
	columns: string[];
	rows: number;
	select: string;
	/** A file of JSON lines {line, text, reason}. */
	malformedPath?: string | undefined;
}
