import { expect } from 'vitest';

/** What a reader of a page sees, as the server sends it. */
export interface PageText {
	/** The sentence that opens it. */
	heading: string;
	/** Each panel: its title, note and content. */
	panels: { title: string; text: string }[];
	/** Everything below the navigation. */
	text: string;
	html: string;
}

const entities: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	'#39': "'",
	nbsp: ' ',
};

/** Markup as the text that it shows. */
export function plainText(html: string): string {
	return html
		.replaceAll(/<!--[\s\S]*?-->/g, '')
		.replaceAll(/<[^>]+>/g, ' ')
		.replaceAll(/&(\w+|#39);/g, (whole, name: string) => entities[name] ?? whole)
		.replaceAll(/\s+/g, ' ')
		.replaceAll(/ ([.,;:)])/g, '$1')
		.trim();
}

/** The text of a page, drawings and scripts left out. */
export async function pageText(url: string): Promise<PageText> {
	const response = await fetch(url);
	expect([url, response.status]).toEqual([url, 200]);
	const html = (await response.text()).replaceAll(/<(script|style|svg)[\s\S]*?<\/\1>/g, ' ');
	// The header says what is shown and lists every month end: it is no part of what the page says.
	const main = (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html).replace(
		/<header[^>]*aria-label="What is shown"[\s\S]*?<\/header>/,
		'',
	);
	return {
		heading: plainText(/<h1[\s\S]*?<\/h1>/.exec(main)?.[0] ?? ''),
		panels: sectionsOf(main).map((section) => ({
			title: plainText(/<h2[\s\S]*?<\/h2>/.exec(section)?.[0] ?? ''),
			text: plainText(section),
		})),
		text: plainText(main),
		html: main,
	};
}

/** Sections with a heading that is shown; strips of figures have theirs hidden. */
function sectionsOf(main: string): string[] {
	return main
		.split(/(?=<section\b)/)
		.slice(1)
		.map((part) => /^<section[\s\S]*?<\/section>/.exec(part)?.[0] ?? '')
		.filter((section) => /<h2(?![^>]*visually-hidden)/.test(section));
}
