import type { BridgeStep } from '../charts/bridge.ts';
import type { AnswerMeta } from '../client/api.ts';
import { shortPeriodOf } from './period.ts';
import type { GrowthBridgeRow } from '../contract/rows.ts';
import { plural, type Format } from '../format.ts';

/** A step's name and, in a few words, what it means. */
export const GROWTH_STEPS: Readonly<Record<string, { label: string; says: string }>> = {
	start: { label: 'Before', says: 'revenue of the earlier period' },
	new: { label: 'New', says: 'first order in this period' },
	reactivated: { label: 'Back', says: 'nothing in the earlier period, but before it' },
	expansion: { label: 'Grown', says: 'bought more than before' },
	contraction: { label: 'Shrunk', says: 'bought less than before' },
	lost: { label: 'Lost', says: 'bought before, nothing now' },
	credits: { label: 'Credits', says: 'change of net credits' },
	fx: { label: 'FX', says: 'owed to exchange rates' },
	end: { label: 'Now', says: 'revenue of this period' },
};

/** Steps that are left out where they are zero. */
const SILENT_AT_ZERO = new Set(['credits', 'fx', 'reactivated']);

/** The rows of one revenue bridge as steps to draw; none where there is no earlier period. */
export function growthSteps(
	rows: readonly GrowthBridgeRow[],
	meta: AnswerMeta,
	format: Format,
	noun: { one: string; many: string },
): BridgeStep[] {
	if (rows.some((row) => row.amount === null && row.step !== 'fx')) return [];
	return rows
		.filter((row) => !(SILENT_AT_ZERO.has(row.step) && (row.amount ?? 0) === 0))
		.map((row) => {
			const period =
				row.step === 'end'
					? shortPeriodOf(meta.from, meta.last_on, format)
					: row.step === 'start' && meta.prior_from && meta.prior_last_on
						? shortPeriodOf(meta.prior_from, meta.prior_last_on, format)
						: undefined;
			const words = GROWTH_STEPS[row.step];
			return {
				step: row.step,
				label: period ?? words?.label ?? row.step,
				amount: row.amount ?? 0,
				shortLabel: words?.label ?? row.step,
				isTotal: row.step === 'start' || row.step === 'end',
				lines: [
					words?.says ?? '',
					`${format.count(row.accounts)} ${plural(row.accounts ?? 0, noun.one, noun.many)}`,
				].filter(Boolean),
			};
		});
}
