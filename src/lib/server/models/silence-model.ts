import { chanceAlive, chanceOfSilence, modelName, type History } from './buy-till-you-die.ts';
import { fitBuyTillYouDie, type BuyTillYouDieFit, type FitOptions } from './fit-buy-till-you-die.ts';
import { noFit, type FitOutcome } from './fit-outcome.ts';
import type { PurchaseHistories } from './purchase-histories.ts';

/**
 * P(no order) as the mean of two fitted models, one for random gaps and one for gaps of the likeliest regularity.
 * Accounts differ in regularity; out of time the mean stays near the better of the two, whichever that is.
 */
export interface SilenceModel {
	/** One model where the likeliest regularity is 1, or only one fit held. */
	members: BuyTillYouDieFit[];
	/** Such as "MBG/NBD and MBG/CNBD-2". */
	name: string;
	/** False where no member found dropout: P(alive) must then be hidden. */
	has_dropout: boolean;
}

/** Fit both members; null with the reason of the first where neither holds. */
export function fitSilenceModel(
	data: PurchaseHistories,
	options: Omit<FitOptions, 'k'> = {},
): FitOutcome<SilenceModel> {
	const regular = fitBuyTillYouDie('mbg', data, { ...options, k: 'likeliest' });
	const random = regular.fit?.k === 1 ? regular : fitBuyTillYouDie('mbg', data, options);
	const members = [...new Set([random.fit, regular.fit])].filter((fit) => fit !== null);
	if (members.length === 0) return noFit(random.reason ?? 'no model could be fitted');
	const name = members.map(modelName).join(' and ');
	return { fit: { members, name, has_dropout: members.every((fit) => fit.has_dropout) }, reason: null };
}

/** Chance of no order in the next `horizon` weeks. */
export function meanChanceOfSilence({ members }: SilenceModel, history: History, horizon: number): number {
	return members.reduce((sum, member) => sum + chanceOfSilence(member, history, horizon), 0) / members.length;
}

/** Chance that the account has not left for good; null where the fit found no dropout. */
export function meanChanceAlive({ members, has_dropout }: SilenceModel, history: History): number | null {
	if (!has_dropout) return null;
	return members.reduce((sum, member) => sum + chanceAlive(member, history), 0) / members.length;
}
