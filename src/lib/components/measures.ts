import type { Format } from '../format.ts';
import { riskLevelOf } from './risk-levels.ts';

/** Figures of an account by which every page can be narrowed. */
export const MEASURES = [
	'revenue',
	'growth_rate',
	'margin_share',
	'orders',
	'days_since_order',
	'revenue_change',
] as const;

const COMPARISON = /^(>=|<=|>|<|=)\s*(-?\d+(?:\.\d+)?)$/;
const SIGNS: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=' };
/** Money among the figures that can be compared. */
const MONEY = /^(revenue|prior_revenue|revenue_change|margin|contribution|revenue_at_risk|cost_to_serve)$/;

/** Whether a figure is typed and read in per cent: 25 for 0.25. */
export function isPercent(name: string): boolean {
	return /_(share|rate)$/.test(name);
}

/** A comparison of an address as a person reads it: '>=10000' of the revenue is '≥ €10,000'; null where it is none. */
export function comparisonText(name: string, value: string, format: Format): string | null {
	const match = COMPARISON.exec(value);
	if (!match) return null;
	const amount = Number(match[2]);
	const text = isPercent(name)
		? `${format.full(Number((amount * 100).toFixed(6)))} %`
		: MONEY.test(name) && Number.isInteger(amount)
			? format.wholeMoney(amount)
			: MONEY.test(name)
				? format.money(amount)
				: format.full(amount);
	return `${SIGNS[match[1] ?? ''] ?? ''} ${text}`;
}

/** The value of a filter as a person reads it: a comparison, a level of risk, or the value itself. */
export function filterText(name: string, value: string, format: Format): string {
	const level = name === 'risk_level' ? riskLevelOf(value)?.label : undefined;
	return comparisonText(name, value, format) ?? level ?? value;
}

/** The comparisons of one figure with another added: one from below and one from above may stand side by side. */
export function withComparison(values: readonly string[], added: string): string[] {
	const side = (value: string) => value.charAt(0);
	const isOpen = (value: string) => side(value) === '>' || side(value) === '<';
	const kept = values.filter((value) => isOpen(added) && isOpen(value) && side(value) !== side(added));
	return [...kept, added];
}
