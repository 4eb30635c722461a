/** Names for the columns of a header: trimmed, never blank, none of the reserved ones, and no two that differ in case alone. */
export function columnNames(
	fields: readonly string[],
	reserved: readonly string[] = ['line_number'],
): string[] {
	const taken = new Set(reserved);
	return fields.map((field, index) => {
		const wanted = field.replace(/\s+/g, ' ').trim() || `column${index + 1}`;
		let name = wanted;
		for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${wanted}_${copy}`;
		taken.add(name.toLowerCase());
		return name;
	});
}
