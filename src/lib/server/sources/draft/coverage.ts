import type { DraftWorth } from './worth.ts';
import { shownAmount } from './worth-of-choices.ts';

/** How much of the source the drafted lines use, and whether that is enough to go on with. */
export interface Coverage {
	/** What is left out, where it is more than 2 % of the rows or of the money. */
	sentence: string | undefined;
	/** Less than half of the rows or of the money would be used. */
	isTooLittle: boolean;
}

const WORTH_SAYING = 0.02;
const LEAST_USED = 0.5;

/** Holds what the drafted lines use against what the source has. */
export function coverageOf(
	worth: DraftWorth,
	/** Rows among those that are set aside which only add up others. */
	sums: readonly { rows: number; amount: string; isProven: boolean; isSetAside: boolean }[],
): Coverage {
	const unused = worth.rejected;
	const doubled = sums.filter(({ isProven, isSetAside }) => isProven && isSetAside);
	const total = (
		rows: readonly { rows: number; amount: string | null }[],
	): { rows: number; money: number } => ({
		rows: rows.reduce((sum, each) => sum + each.rows, 0),
		money: rows.reduce((sum, each) => sum + Math.abs(Number(each.amount ?? 0)), 0),
	});
	const rows = total(unused).rows - total(doubled).rows;
	const money = Math.max(total(unused).money - total(doubled).money, 0);
	const used = Math.abs(Number(worth.used.amount ?? 0));
	const ofRows = worth.rows === 0 ? 0 : rows / worth.rows;
	const ofMoney = money + used === 0 ? 0 : money / (money + used);
	const share = Math.max(ofRows, ofMoney);
	if (share <= WORTH_SAYING) return { sentence: undefined, isTooLittle: false };
	const reasons = unused.map(
		({ says, rows: count, amount }) =>
			`${says} ${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'}${amount === null ? '' : `, ${shownAmount(amount)}`}`,
	);
	return {
		sentence: `${rows.toLocaleString('en-GB')} of ${worth.rows.toLocaleString('en-GB')} rows (${percent(ofRows)} of the rows${worth.used.amount === null && money === 0 ? '' : `, ${percent(ofMoney)} of the money`}) will be set aside: ${reasons.join('; ')}.`,
		isTooLittle: share > LEAST_USED,
	};
}

function percent(share: number): string {
	return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
