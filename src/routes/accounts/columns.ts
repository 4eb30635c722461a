import type { GridColumn } from '$lib/components/grid-column.ts';
import { labelOf } from '$lib/components/labels.ts';

const AFTER_NAME: readonly GridColumn[] = [
	{ key: 'revenue', label: 'Revenue', kind: 'money', width: 116 },
	{ key: 'revenue_share', label: 'Share', kind: 'bar', width: 186 },
	{ key: 'cumulative_share', label: 'Cumulative', kind: 'share', width: 108 },
	{ key: 'prior_revenue', label: 'Before', kind: 'money', width: 116 },
	{ key: 'growth_rate', label: 'Growth', kind: 'growth', width: 104, better: 'up' },
	{ key: 'tier', label: 'Tier', kind: 'tier', width: 110 },
	{ key: 'margin_share', label: 'Margin', kind: 'share', width: 96 },
	{ key: 'orders', label: 'Orders', kind: 'count', width: 86 },
	{ key: 'days_since_order', label: 'Silent', kind: 'days', width: 110 },
	{ key: 'typical_gap_days', label: 'Usual gap', kind: 'days', width: 130 },
	{ key: 'risk_level', label: 'Risk', kind: 'risk', width: 106 },
	{ key: 'revenue_at_risk', label: 'At risk', kind: 'money', width: 110 },
	{ key: 'last_order_on', label: 'Last order', kind: 'day', width: 120 },
	{ key: 'margin', label: 'Margin', kind: 'money', width: 110 },
	{ key: 'contribution', label: 'Contribution', kind: 'money', width: 130 },
	{ key: 'score', label: 'Score', kind: 'average', width: 86 },
	{ key: 'price_realisation', label: 'Of list price', kind: 'share', width: 116 },
	{ key: 'first_order_on', label: 'First order', kind: 'day', width: 120 },
];

/** What a column needs before it can say anything. */
const NEEDS: Readonly<Record<string, 'has_cost' | 'has_amount' | 'has_prior'>> = {
	revenue: 'has_amount',
	revenue_share: 'has_amount',
	cumulative_share: 'has_amount',
	prior_revenue: 'has_prior',
	growth_rate: 'has_prior',
	margin: 'has_cost',
	margin_share: 'has_cost',
};

/** Columns that are left out while no account that is shown has a value in them. */
const OPTIONAL = new Set([
	'tier',
	'score',
	'typical_gap_days',
	'risk_level',
	'revenue_at_risk',
	'contribution',
	'price_realisation',
]);

interface Known {
	dimensions: readonly string[];
	has_cost: boolean;
	has_amount: boolean;
	/** Whether any account that is shown has a value in a column. */
	isFilled: (key: string) => boolean;
	/** Whether there is an earlier period to compare with. */
	has_prior: boolean;
}

/** The columns that this company's data can fill, in their order: the name, the company's own dimensions, the figures. */
export function accountColumns(known: Known, noun: string): GridColumn[] {
	const dimensions = known.dimensions.map((key): GridColumn => ({
		key,
		label: labelOf(key),
		kind: 'text',
		width: 150,
		isDimension: true,
	}));
	const figures = AFTER_NAME.filter(({ key }) => {
		const need = NEEDS[key];
		return (need === undefined || known[need]) && (!OPTIONAL.has(key) || known.isFilled(key));
	});
	return [{ key: 'name', label: labelOf(noun), kind: 'text', width: 290 }, ...figures, ...dimensions];
}
