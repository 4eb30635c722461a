/** Ids in an address: one parameter, separated by commas, however the ids are written. */
export function parseIds(text: string | undefined): string[] {
	return (text ?? '').split(',').filter(Boolean).map(readable);
}

/** The address's text for ids; undefined where there are none. */
export function writeIds(ids: readonly string[]): string | undefined {
	return ids.map((id) => encodeURIComponent(id)).join(',') || undefined;
}

/** The ids with one added, or taken away where it was among them. */
export function toggleId(ids: readonly string[], id: string): string[] {
	return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}

function readable(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
