import type { Format } from '../format.ts';

/** A window as text on two lines, 'Nov 2025' over '– Oct 2026', for the foot of a chart; or the one month. */
export function shortPeriodOf(from: string, lastOn: string, format: Format): string {
	return format.window(from, lastOn).replace(' – ', '\n– ');
}
