import { auc } from './backtest-metrics.ts';
import type { Verdict } from './chance-gate.ts';
import { clusteredBootstrap, type Interval } from './clustered-bootstrap.ts';
import { noFit, type FitOutcome } from './fit-outcome.ts';
import { fitLogistic, logisticChance, type LogisticModel } from './logistic.ts';
import { rankOutcomes, type ScoredOutcomes } from './scored-outcomes.ts';
import { seededRandom } from './seeded-random.ts';

/** Accounts with revenue in a year and categories that they did not buy in it; one entry per pair, and what came in the year after. */
export interface SpaceCells {
	account: Int32Array;
	category: readonly string[];
	/** Log-odds of the share of accounts that buy the category. */
	penetration: Float64Array;
	/** Natural logarithms of the account's categories, orders and revenue of the year. */
	log_categories: Float64Array;
	log_orders: Float64Array;
	log_revenue: Float64Array;
	/** Net revenue of the category in the year after; 0 where it was not bought. */
	came: Float64Array;
}

/** What a first purchase brings in its year: smear × exp(intercept + slope × log revenue + effect of the category). */
export interface SpaceAmounts {
	intercept: number;
	slope: number;
	smear: number;
	effects: ReadonlyMap<string, number>;
}

export interface SpaceModel {
	chance: LogisticModel;
	amounts: SpaceAmounts;
}

/** What a model promised on cells that it had not seen, and what came. */
export interface SpaceCheck {
	cells: number;
	bought: number;
	auc: number | null;
	auc_interval: Interval | null;
	promised: number;
	came: number;
	/** promised ÷ came; null where nothing came. */
	ratio: number | null;
	ratio_interval: Interval | null;
}

/** Fewest cells that were bought, and that were not, to learn from. */
export const FEWEST_CELLS = 20;
const RIDGE = 3;
/** So many purchases of a category at the mean of all weigh beside its own. */
const PRIOR_PURCHASES = 5;
const NEEDED = { auc: 0.55, lowest_ratio: 0.5, highest_ratio: 2 };
const SEED = 42;

/** 1 where a cell was bought in the year after. */
export function boughtOf({ came }: SpaceCells): Uint8Array {
	return Uint8Array.from(came, (amount) => (amount > 0 ? 1 : 0));
}

/**
 * Learns how likely an empty cell is bought within a year (ridge logistic on standardised penetration, categories and orders) and for
 * how much. Null with its reason under twenty cells of either outcome.
 */
export function fitSpace(cells: SpaceCells): FitOutcome<SpaceModel> {
	const bought = boughtOf(cells);
	const count = bought.reduce((sum, y) => sum + y, 0);
	const others = bought.length - count;
	if (count < FEWEST_CELLS || others < FEWEST_CELLS) {
		return noFit(
			count < FEWEST_CELLS
				? `${FEWEST_CELLS} such purchases are needed to learn from; there ${count === 1 ? 'was 1' : `were ${count}`}`
				: `nearly all of them were bought: ${FEWEST_CELLS} that were not are needed, there ${others === 1 ? 'was 1' : `were ${others}`}`,
		);
	}
	const learned = fitLogistic(
		[
			{ name: 'penetration', values: cells.penetration, sign: 0 },
			{ name: 'log_categories', values: cells.log_categories, sign: 0 },
			{ name: 'log_orders', values: cells.log_orders, sign: 0 },
		],
		bought,
		{ eventsPerCoefficient: 0, ridge: RIDGE },
	);
	if (learned.fit === null) return learned;
	return { fit: { chance: learned.fit, amounts: fitAmounts(cells, bought) }, reason: null };
}

function fitAmounts({ category, log_revenue, came }: SpaceCells, bought: Uint8Array): SpaceAmounts {
	const rows = Array.from(bought.keys()).filter((i) => bought[i] === 1);
	const mean = (of: (i: number) => number) => rows.reduce((sum, i) => sum + of(i), 0) / rows.length;
	const x = (i: number) => log_revenue[i]!;
	const y = (i: number) => Math.log(came[i]!);
	const [meanX, meanY] = [mean(x), mean(y)];
	const variance = mean((i) => (x(i) - meanX) ** 2);
	const covariance = mean((i) => (x(i) - meanX) * (y(i) - meanY));
	const slope = variance > 0 ? Math.min(1, Math.max(0, covariance / variance)) : 0;
	const intercept = meanY - slope * meanX;
	const sums = new Map<string, [residuals: number, count: number]>();
	for (const i of rows) {
		const own = sums.get(category[i]!) ?? [0, 0];
		own[0] += y(i) - intercept - slope * x(i);
		own[1]++;
		sums.set(category[i]!, own);
	}
	const effects = new Map([...sums].map(([name, [sum, n]]) => [name, sum / (n + PRIOR_PURCHASES)] as const));
	const fitted = rows.reduce(
		(sum, i) => sum + Math.exp(intercept + slope * x(i) + effects.get(category[i]!)!),
		0,
	);
	return { intercept, slope, effects, smear: rows.reduce((sum, i) => sum + came[i]!, 0) / fitted };
}

/** Chance of each cell by a model. */
export function spaceChances({ chance }: SpaceModel, cells: SpaceCells): Float64Array {
	return cells.penetration.map((_, i) =>
		logisticChance(
			chance,
			chance.terms.map(({ name }) => cells[name as 'penetration' | 'log_categories' | 'log_orders'][i]!),
		),
	);
}

/** What each cell is expected to bring: its chance × the amount of a first purchase. */
export function spaceAmounts(model: SpaceModel, cells: SpaceCells): Float64Array {
	const { intercept, slope, smear, effects } = model.amounts;
	return spaceChances(model, cells).map(
		(chance, i) =>
			chance *
			smear *
			Math.exp(intercept + slope * cells.log_revenue[i]! + (effects.get(cells.category[i]!) ?? 0)),
	);
}

/** Holds a model to cells of the year after those that it learned from; accounts are resampled. */
export function checkSpace(model: SpaceModel, cells: SpaceCells): SpaceCheck {
	const bought = boughtOf(cells);
	const amounts = spaceAmounts(model, cells);
	const came = cells.came.map((amount) => Math.max(0, amount));
	const outcomes = (score: Float64Array, value: Float64Array): ScoredOutcomes =>
		rankOutcomes({ score, silent: bought, value, account: cells.account });
	const byChance = outcomes(spaceChances(model, cells), came);
	const byAmount = outcomes(amounts, came);
	const [promised, arrived] = [total(amounts), total(came)];
	return {
		cells: bought.length,
		bought: bought.reduce((sum, y) => sum + y, 0),
		auc: auc(byChance),
		auc_interval: clusteredBootstrap(byChance, { auc }, seededRandom(SEED)).auc,
		promised,
		came: arrived,
		ratio: arrived > 0 ? promised / arrived : null,
		ratio_interval: clusteredBootstrap(byAmount, { ratio: promisedToCame }, seededRandom(SEED)).ratio,
	};
}

function promisedToCame({ score, value }: ScoredOutcomes, weights: Float64Array): number | null {
	let [promised, came] = [0, 0];
	weights.forEach((weight, i) => {
		promised += weight * score[i]!;
		came += weight * value[i]!;
	});
	return came > 0 ? promised / came : null;
}

function total(values: Float64Array): number {
	return values.reduce((sum, value) => sum + value, 0);
}

/**
 * Whether cells may be ranked and priced: the lower bound of the AUC over .55, and promised ÷ came between .5 and 2; "use" where all of its
 * interval lies there too. The reason follows "because"; null where they may.
 */
export function judgeSpace(check: SpaceCheck): { verdict: Verdict; reason: string | null } {
	const { auc: area, auc_interval, ratio, ratio_interval } = check;
	const isWithin = (value: number) => value >= NEEDED.lowest_ratio && value <= NEEDED.highest_ratio;
	if (area === null || auc_interval === null)
		return { verdict: 'do_not_use', reason: 'all of them, or none, were bought in the year of the check' };
	if (auc_interval.low <= NEEDED.auc) {
		return {
			verdict: 'do_not_use',
			reason: `the past does not tell which would be bought (AUC ${two(area)}, between ${two(auc_interval.low)} and ${two(auc_interval.high)}; a coin has .50)`,
		};
	}
	if (ratio === null || !isWithin(ratio)) {
		return {
			verdict: 'do_not_use',
			reason:
				ratio === null
					? 'nothing came of what was promised'
					: `${ratio.toFixed(1)} times what came was promised`,
		};
	}
	const isFirm = ratio_interval !== null && isWithin(ratio_interval.low) && isWithin(ratio_interval.high);
	return { verdict: isFirm ? 'use' : 'with_care', reason: null };
}

function two(value: number): string {
	return value.toFixed(2).replace(/^(-?)0\./, '$1.');
}
