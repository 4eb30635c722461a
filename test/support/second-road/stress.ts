import { money, type RoadLevel, type RoadLine, type RoadWindow } from './lines.ts';
import { isNew } from './answers.ts';
import type { Holder } from './windows.ts';

/** What one account or group loses in a scenario, in millionths. */
interface Loss {
	id: string;
	revenue: number;
	margin: number | null;
	isWhole: boolean;
}

/** What a stress test takes away. */
export type Scenario =
	| { scenario: string; top: number }
	| { scenario: string; ids: readonly string[] }
	/** A share of what these lines bring. */
	| { scenario: string; share: number; isOf: (line: RoadLine) => boolean };

interface Company {
	holders: readonly Holder[];
	lines: readonly RoadLine[];
	level: RoadLevel;
	window: RoadWindow;
	/** Chance that an account falls silent; null where none is known. */
	silenceOf: (id: string) => number | null;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

function lossesOf(scenario: Scenario, { holders, lines, level, window }: Company): Loss[] {
	if ('share' in scenario) {
		const own = lines.filter(
			(line) => line.month >= window.from && line.month < window.to && scenario.isOf(line),
		);
		const idOf = (line: RoadLine): string => (level === 'account' ? line.account_id : line.group_id);
		return [...new Set(own.map(idOf))].map((id) => {
			const of = own.filter((line) => idOf(line) === id);
			const costed = of.filter((line) => line.amount !== null && line.cost_amount !== null);
			return {
				id,
				revenue: sum(of.map((line) => line.amount ?? 0)) * scenario.share,
				margin:
					costed.length === 0
						? null
						: sum(costed.map((line) => line.amount! - line.cost_amount!)) * scenario.share,
				isWhole: false,
			};
		});
	}
	const lost =
		'top' in scenario
			? holders.slice(0, scenario.top).filter((holder) => holder.revenue > 0)
			: holders.filter((holder) => scenario.ids.includes(holder.id));
	return lost.map(({ id, revenue, margin }) => ({ id, revenue, margin, isWhole: true }));
}

/** Effective number of accounts with these revenues; null where none is above zero. */
function effectiveOf(values: readonly number[]): number | null {
	const positives = values.filter((value) => value > 0);
	return positives.length === 0 ? null : sum(positives) ** 2 / sum(positives.map((value) => value ** 2));
}

/** One row of the answer `concentration_stress`. */
export function stressRowOf(scenario: Scenario, company: Company): Record<string, unknown> {
	const { holders, window, silenceOf } = company;
	const losses = lossesOf(scenario, company);
	const lossOf = new Map(losses.map((loss) => [loss.id, loss]));
	const lost = sum(losses.map(({ revenue }) => revenue));
	const revenue = holders.length === 0 ? null : sum(holders.map((holder) => holder.revenue));
	const margins = known(holders.map((holder) => holder.margin));
	const margin = margins.length === 0 ? null : sum(margins);
	const left = holders.map((holder) => {
		const loss = lossOf.get(holder.id);
		return loss?.isWhole ? 0 : holder.revenue - (loss?.revenue ?? 0);
	});
	const gained = sum(
		holders
			.filter((holder) => holder.revenue > 0 && (holder.prior_revenue ?? 1) <= 0 && isNew(holder, window))
			.map((holder) => holder.revenue),
	);
	const months = window.to - window.from;
	const isCompared = window.prior !== null && holders.length > 0;
	const risks = losses.flatMap(({ id, revenue: value }) => {
		const chance = silenceOf(id);
		return chance === null ? [] : [{ chance, value: money(value) }];
	});
	const effectiveAfter = effectiveOf(left);
	return {
		scenario: scenario.scenario,
		lost_accounts: losses.length,
		revenue: revenue === null ? null : money(revenue),
		revenue_lost: revenue === null ? null : money(lost),
		revenue_lost_share: revenue === null || revenue <= 0 ? null : lost / revenue,
		revenue_after: revenue === null ? null : money(revenue - lost),
		margin: margin === null ? null : money(margin),
		margin_after: margin === null ? null : money(margin - sum(known(losses.map((loss) => loss.margin)))),
		account_count: holders.filter((holder) => holder.revenue > 0).length,
		account_count_after: left.filter((value) => value > 0).length,
		effective_accounts: effectiveOf(holders.map((holder) => holder.revenue)),
		hhi_after: effectiveAfter === null ? null : 1 / effectiveAfter,
		effective_accounts_after: effectiveAfter,
		new_revenue_per_month: isCompared ? money(gained) / months : null,
		months_to_replace: isCompared && gained > 0 ? (lost * months) / gained : null,
		expected_loss: risks.length === 0 ? null : sum(risks.map(({ chance, value }) => chance * value)),
		loss_sd:
			risks.length === 0
				? null
				: Math.sqrt(sum(risks.map(({ chance, value }) => chance * (1 - chance) * value ** 2))),
	};
}

/** Ids that a scenario takes away as a whole, largest first. */
export function lostIdsOf(scenario: Scenario, company: Company): string[] {
	return lossesOf(scenario, company)
		.filter(({ isWhole }) => isWhole)
		.map(({ id }) => id);
}
