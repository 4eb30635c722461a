/** A map, not an object: a name may be the user's, `constructor` among them. */
const WORDS: ReadonlyMap<string, string> = new Map([
	['hhi', 'HHI'],
	['grr', 'Kept revenue'],
	['nrr', 'Net retention'],
]);

/** A column's or parameter's name as words: 'days_since_order' is 'Days since order'. */
export function labelOf(name: string): string {
	const words = WORDS.get(name) ?? name.replaceAll('_', ' ').trim();
	return words.charAt(0).toUpperCase() + words.slice(1);
}
