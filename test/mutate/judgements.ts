import { ask, type Row } from '../../src/lib/server/warehouse/ask/ask.ts';
import { exact, money, type RoadLevel } from '../support/second-road/lines.ts';
import { medianOf } from '../support/second-road/answers.ts';
import type { Holder } from '../support/second-road/windows.ts';
import type { CheckedCompany } from './checked-company.ts';

/** Columns that an account has from the answer `risk`. */
const OF_RISK = [
	'typical_gap_days',
	'overdue_ratio',
	'overdue_percentile',
	'next_order_from',
	'next_order_mid',
	'next_order_to',
	'cadence_state',
	'p_silent',
	'risk_level',
	'risk_reasons',
	'revenue_at_risk',
] as const;

/** What the answers `tiers` and `risk`, which have tests of their own, say of each account or group. */
export interface Judgements {
	/** Columns of the answer `accounts` that come from them. */
	of: (id: string) => Record<string, unknown>;
	tier: (id: string) => Row | undefined;
	risk: (id: string) => Row | undefined;
}

/** Asks both once for each level and month end, before any statement is changed. */
export async function judgementsOf(
	{ built, judgements }: CheckedCompany,
	level: RoadLevel,
	as_of: string,
): Promise<Judgements> {
	const key = `${level} ${as_of}`;
	const known = judgements.get(key);
	if (known) return known;
	const rowsOf = async (name: string) =>
		new Map(
			(await ask(built.warehouse, name, Object.entries({ level, as_of }))).rows.map((row) => [
				String(row['account_id']),
				row,
			]),
		);
	const [tiers, risk] = [await rowsOf('tiers'), await rowsOf('risk')];
	const made: Judgements = {
		of: (id) => {
			const tier = tiers.get(id);
			return {
				value_score: tier?.['value'] ?? null,
				potential_score: tier?.['potential'] ?? null,
				score: tier?.['score'] ?? null,
				tier: tier?.['tier'] ?? null,
				is_candidate: tier?.['is_candidate'] ?? null,
				...Object.fromEntries(OF_RISK.map((name) => [name, risk.get(id)?.[name] ?? null])),
			};
		},
		tier: (id) => tiers.get(id),
		risk: (id) => risk.get(id),
	};
	judgements.set(key, made);
	return made;
}

/** The columns of the summary that add up tiers and risk. */
export function summaryOfJudgements(
	holders: readonly Holder[],
	judgements: Judgements,
): Record<string, number | null> {
	const losses = holders.flatMap((holder) => {
		const row = judgements.risk(holder.id);
		const loss = exact(row?.['revenue_at_risk'] as number | null | undefined);
		return loss === null ? [] : [{ loss, stays: exact(row!['revenue_expected'] as number)! - loss }];
	});
	const tierOf = (holder: Holder) => judgements.of(holder.id)['tier'];
	const hasTier = holders.some((holder) => tierOf(holder) !== null);
	const isKey = (holder: Holder): boolean => tierOf(holder) === 'key';
	const earning = holders.filter((holder) => holder.revenue > 0);
	const sum = (of: readonly Holder[]): number => of.reduce((total, holder) => total + holder.revenue, 0);
	const middle = (of: readonly Holder[]): number | null =>
		medianOf(of.map((holder) => holder.revenue).sort((a, b) => a - b));
	const [keys, others] = [middle(earning.filter(isKey)), middle(earning.filter((each) => !isKey(each)))];
	return {
		revenue_at_risk: losses.length === 0 ? null : money(losses.reduce((total, { loss }) => total + loss, 0)),
		revenue_at_risk_sd:
			losses.length === 0
				? null
				: Math.sqrt(losses.reduce((total, { loss, stays }) => total + money(loss) * money(stays), 0)),
		key_accounts: hasTier ? holders.filter(isKey).length : null,
		key_account_share: !hasTier || earning.length === 0 ? null : sum(earning.filter(isKey)) / sum(earning),
		key_account_multiple: keys === null || others === null ? null : keys / others,
	};
}
