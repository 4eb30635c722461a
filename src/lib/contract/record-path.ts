const NEEDS_MARK = /^(\.{0,2}$|~)/;

/**
 * An id as one part of an address, for the record of an account. '.' and '..' are steps of a path to every browser, however
 * they are encoded: '~' stands before such an id, and before one that begins with '~' itself.
 */
export function writePathId(id: string): string {
	return encodeURIComponent(NEEDS_MARK.test(id) ? `~${id}` : id);
}

/** The id that a decoded part of an address names. */
export function readPathId(part: string): string {
	return part.startsWith('~') ? part.slice(1) : part;
}
