import type { AnswerMeta } from '../warehouse/ask/ask.ts';
import type { Format } from './format.ts';

const LONGEST_PART = 60;

/** The name of a download: answer, filters and date, like `accounts_segment-retail_2026-09-30.csv`. ASCII only. */
export function fileName(meta: AnswerMeta, format: Format): string {
	const filters = Object.entries(meta.filters).map(([name, values]) => `${name}-${values.join('-')}`);
	const measures = meta.measures.map((measure) =>
		measure.replace('>=', '-from-').replace('<=', '-to-').replace(/[<>=]/, '-'),
	);
	const level = meta.level === 'account' ? ['by-account'] : [];
	return `${[meta.answer, ...level, ...filters, ...measures, meta.as_of].map(plain).filter(Boolean).join('_')}.${format}`;
}

/** Letters, digits, dots and dashes: nothing that a file system or a header would read otherwise. */
function plain(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/[^\w.-]+/g, '-')
		.replace(/-{2,}/g, '-')
		.replace(/^[-.]+|[-.]+$/g, '')
		.slice(0, LONGEST_PART);
}
