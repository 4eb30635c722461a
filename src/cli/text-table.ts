/** Where the cells of a column stand: `right` for figures. */
export type Alignment = 'left' | 'right';

/** Rows as lines of text, indented, their columns below each other; amounts stand by their decimal points. */
export function textTable(rows: readonly (readonly string[])[], alignments: readonly Alignment[]): string[] {
	const padded = rows.map((row) => [...row]);
	for (const [i, alignment] of alignments.entries()) if (alignment === 'right') alignDecimals(padded, i);
	const widths = alignments.map((_, i) => Math.max(0, ...padded.map((row) => (row[i] ?? '').length)));
	return padded.map((row) => {
		const cells = row.map((cell, i) =>
			alignments[i] === 'right' ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!),
		);
		return `  ${cells.join('  ')}`.trimEnd();
	});
}

/** Pads figures of one column that have decimals, so that the points stand below each other. */
function alignDecimals(rows: string[][], at: number): void {
	const decimalsOf = (row: string[]) => /\.(\d+)$/.exec(row[at] ?? '')?.[1]?.length;
	const most = Math.max(0, ...rows.map((row) => decimalsOf(row) ?? 0));
	for (const row of rows) {
		const own = decimalsOf(row);
		if (own !== undefined) row[at] = `${row[at]!}${' '.repeat(most - own)}`;
	}
}
