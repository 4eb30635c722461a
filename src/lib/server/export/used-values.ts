import type { ParameterValues } from '../warehouse/engine.ts';

/** The values that the statement names, as text. */
export function usedValues(sql: string, values: ParameterValues): [string, string][] {
	return Object.entries(values)
		.filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql))
		.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]);
}
