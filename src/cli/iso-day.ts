import { InvalidArgumentError } from 'commander';

/** A day that a person gave as an option, ISO. Throws where it is none. */
export function isoDay(value: string): string {
	const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`));
	if (!isDay) throw new InvalidArgumentError('use a date like 2026-06-30.');
	return value;
}
