import { plainText, type PageText } from './page-text.ts';

/** A figure that a page shows: what it is called, of whom, and what it says. */
export interface PageFigure {
	name: string;
	value: string;
}

const POPULATION =
	/(\d[\d,]*) (?:groups?|accounts?) (on record|with revenue|that ordered in the period|that ever ordered|reviewed)\b/g;
const TIER_ROW = /\b(Key|Growth|Standard|Emerging)\s+(\d[\d,]*)(?![\d.,]*\s?[%×])/g;
/** Panels that count accounts by tier. */
const BY_TIER = new Set(['Key accounts', 'Effort against margin', 'Value and potential']);

/** Every figure of a page by its label; every count of a population by that population's words; every count of a tier. */
export function pageFigures(page: PageText): PageFigure[] {
	const strips = [...page.html.matchAll(/<div class="figure[^"]*">([\s\S]*?)<p class="context/g)].map(
		([, part = '']) => ({
			name: plainText(/<h3[\s\S]*?<\/h3>/.exec(part)?.[0] ?? ''),
			value: plainText(/<p class="value[\s\S]*?<\/p>/.exec(part)?.[0] ?? ''),
		}),
	);
	const counts = [...page.text.matchAll(POPULATION)].map(([, count = '', words = '']) => ({
		name: `accounts ${words}`,
		value: count,
	}));
	const tiers = page.panels
		.filter(({ title }) => BY_TIER.has(title))
		.flatMap(({ text }) => [...text.matchAll(TIER_ROW)])
		.map(([, tier = '', count = '']) => ({ name: `accounts of tier ${tier}`, value: count }));
	return [...strips, ...counts, ...tiers].filter(({ name, value }) => name !== '' && value !== '–');
}

/** The names under which the pages of one view show different values, with what each page says; none where all agree. */
export function disagreements(pages: ReadonlyMap<string, readonly PageFigure[]>): Record<string, string[]> {
	const said = new Map<string, Map<string, string[]>>();
	for (const [path, figures] of pages) {
		for (const { name, value } of figures) {
			const values = said.get(name) ?? new Map<string, string[]>();
			values.set(value, [...(values.get(value) ?? []), path]);
			said.set(name, values);
		}
	}
	return Object.fromEntries(
		[...said]
			.filter(([, values]) => values.size > 1)
			.map(([name, values]) => [
				name,
				[...values].map(([value, paths]) => `${value} on ${[...new Set(paths)].join(', ')}`),
			]),
	);
}
