/** A part of the sentence that opens a page; the strong one is what the page is about. */
export interface Phrase {
	text: string;
	isStrong?: boolean;
}

const WORDS = [
	'no',
	'one',
	'two',
	'three',
	'four',
	'five',
	'six',
	'seven',
	'eight',
	'nine',
	'ten',
	'eleven',
	'twelve',
];

/** A small count as a word, as it is read aloud; null above twelve. */
export function inWords(count: number): string | null {
	return WORDS[count] ?? null;
}

/** The same sentence as plain text. */
export function plainText(phrases: readonly Phrase[]): string {
	return phrases.map((phrase) => phrase.text).join('');
}
