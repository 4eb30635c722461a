import { z } from 'zod';

/** A day in a YAML file, which its parser may have read as a date already; one that exists. */
export const isoDate = z
	.union([z.string(), z.date()], 'must be a date like 2026-09-30')
	.transform((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value))
	.pipe(z.string().refine(isDay, 'must be a date that exists, like 2026-09-30'));

function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const day = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
