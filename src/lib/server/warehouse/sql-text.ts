/** `name` as a quoted SQL identifier. */
export function quoteIdentifier(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** `text` as a SQL string literal, for the few places where the engine binds no parameter (file names, settings). */
export function quoteText(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}
