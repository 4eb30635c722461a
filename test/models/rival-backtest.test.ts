import { expect, it } from 'vitest';
import { auc, brier, calibration, type Calibration } from '../../src/lib/server/models/backtest-metrics.ts';
import { chooseRung } from '../../src/lib/server/models/ladder.ts';
import { predictSlice, type BacktestSlice } from '../../src/lib/server/models/out-of-time.ts';
import { keepRows, rankOutcomes } from '../../src/lib/server/models/scored-outcomes.ts';
import { dayOf, type AccountEvents } from '../support/event-log.ts';
import { describeWithData } from '../support/real-data.ts';
import { groceryEvents, onlineRetailEvents } from '../support/real-events.ts';
import { ladder, slicesUpTo } from '../support/risk-slices.ts';

interface Record {
	rung: string | null;
	auc: number;
	brier: number;
	auc_live: number;
	calibration: Calibration;
}

/** What the ladder picks from what had closed by the cut-off, and how its pick does on the days after it. */
function backtest(events: readonly AccountEvents[], cut: number, horizon: number): Record {
	const slices = slicesUpTo(events, cut, horizon);
	const { rung } = chooseRung(ladder, slices, cut);
	const target = slices[0] as BacktestSlice;
	const chosen = ladder.find((r) => r.rung === rung) as (typeof ladder)[number];
	const score = predictSlice(chosen, target, slices).fit as Float64Array;
	const outcomes = { score, silent: target.silent, value: target.value, account: target.account };
	return {
		rung,
		auc: auc(rankOutcomes(outcomes)) as number,
		brier: brier(outcomes) as number,
		auc_live: auc(rankOutcomes(keepRows(outcomes, target.live))) as number,
		calibration: calibration(outcomes),
	};
}

describeWithData(
	'the grocery log, cut at 2007-06-30 for 182 days',
	['grocery/BTYDplus_groceryElog.csv'],
	([file]) => {
		it('is foretold with AUC ≥ .92 and Brier ≤ .082, and AUC ≥ .76 on live accounts', () => {
			const record = backtest(groceryEvents(file as string), dayOf('2007-06-30'), 182);
			expect(record.auc).toBeGreaterThanOrEqual(0.92);
			expect(record.brier).toBeLessThanOrEqual(0.082);
			expect(record.auc_live).toBeGreaterThanOrEqual(0.76);
			const { predicted_share, actual_share } = record.calibration;
			expect(Math.abs((predicted_share as number) - (actual_share as number))).toBeLessThan(0.06);
		});
	},
);

describeWithData(
	'the online retail lines, cut at 2011-09-09 for 91 days',
	['online_retail/online_retail.csv.gz'],
	([file]) => {
		it('are foretold with AUC ≥ .73 and Brier ≤ .215', () => {
			const record = backtest(onlineRetailEvents(file as string), dayOf('2011-09-09'), 91);
			expect(record.auc).toBeGreaterThanOrEqual(0.73);
			expect(record.brier).toBeLessThanOrEqual(0.215);
		});
	},
);
