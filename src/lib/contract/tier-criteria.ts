/** Where a criterion's value comes from: a figure of the warehouse, or the departments' judgement. */
export type CriterionKind = 'figure' | 'judged';
/** The axis on which it counts. */
export type TierAxis = 'value' | 'potential';

/** One of the twelve criteria of a tier score. */
export interface CriterionKnown {
	name: string;
	axis: TierAxis;
	kind: CriterionKind;
	/** What screens call it where the model gives no name of its own. */
	label: string;
	/** How its figure becomes 0 … 1 where the model does not say: `log` for money, `linear` for rates. */
	scale: 'log' | 'linear';
	/** Points where the model names no criteria of its own; they sum to 100. */
	points: number;
	description: string;
}

const figure = (
	name: string,
	axis: TierAxis,
	points: number,
	scale: 'log' | 'linear',
	label: string,
	description: string,
): CriterionKnown => ({ name, axis, kind: 'figure', points, scale, label, description });
const judged = (name: string, points: number, label: string, description: string): CriterionKnown => ({
	name,
	axis: 'potential',
	kind: 'judged',
	points,
	scale: 'linear',
	label,
	description,
});

/**
 * Every criterion that a tier model can give points to, in the order of the screens. A further one is a row here; a figure
 * also takes a column of its name in `tier_figures`.
 */
export const CRITERIA: readonly CriterionKnown[] = [
	figure(
		'contribution',
		'value',
		30,
		'log',
		'Contribution',
		'contribution after service in the twelve months; where no rates are given, margin after freight and rebates',
	),
	figure('revenue', 'value', 15, 'log', 'Revenue', 'net revenue in the twelve months'),
	figure(
		'price_realisation',
		'value',
		5,
		'linear',
		'Price realisation',
		'net amount of lines with a list amount, as a share of their list amount',
	),
	figure('breadth', 'value', 5, 'linear', 'Breadth', 'categories bought in the twelve months'),
	figure(
		'growth',
		'potential',
		10,
		'linear',
		'Growth',
		'symmetric growth of revenue over the twelve months before, from -2 to 2',
	),
	figure(
		'white_space',
		'potential',
		8,
		'log',
		'White space',
		'what peers of its segment and size would buy in categories that it buys less of, expected',
	),
	figure(
		'planned_growth',
		'potential',
		4,
		'linear',
		'Planned growth',
		'symmetric growth from the twelve months to the plan of the year, from -2 to 2',
	),
	figure(
		'candidate',
		'potential',
		3,
		'linear',
		'Candidate signal',
		'four or more orders in the twelve months with rising values: 1, else 0',
	),
	judged('strategic_alignment', 8, 'Strategic alignment', 'whether it wants what we want to sell'),
	judged('market_influence', 4, 'Market influence', 'whether others follow it'),
	judged('reference_value', 4, 'Reference value', 'whether it may be shown to others'),
	judged('referrals', 4, 'Referrals', 'whether it brings us others'),
];

/** Names of the criteria of one axis and kind. */
export function criterionNames(axis: TierAxis, kind: CriterionKind): string[] {
	return CRITERIA.filter((criterion) => criterion.axis === axis && criterion.kind === kind).map(
		({ name }) => name,
	);
}

/** Departments whose judgement counts where the model names none, each as much as another. */
export const DEPARTMENTS = ['sales', 'customer_success', 'finance', 'executives'] as const;
