import type { RiskBacktestRow } from '../contract/rows.ts';
import type { Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { CATEGORY_AXIS, dateLabels, INK, PLAIN, VALUE_AXIS } from './ink.ts';

/** The share of pairs that a coin puts in the right order. */
const COIN = 0.5;

/** How well what was in use ordered live accounts at each cut-off, beside the rule of 60 days. */
export function drawRecordHistory(rows: readonly RiskBacktestRow[], format: Format): Drawing {
	const cuts = [...new Set(rows.map((row) => row.cut_on))].sort();
	const at = (cut: string, is: (row: RiskBacktestRow) => boolean) =>
		rows.find((row) => row.cut_on === cut && is(row)) ?? null;
	const shown = cuts.map((cut_on) => ({
		cut_on,
		used: at(cut_on, (row) => row.is_champion),
		naive: at(cut_on, (row) => row.model === 'silent_60'),
	}));
	const values = shown.flatMap(({ used, naive }) => [used?.auc_live ?? COIN, naive?.auc_live ?? COIN]);
	const lastWith = (of: 'used' | 'naive') =>
		shown.findLastIndex((cut) => (cut[of]?.auc_live ?? null) !== null);
	const line = (of: 'used' | 'naive', name: string, ink: string, width: number) => ({
		type: 'line',
		silent: true,
		symbol: 'none',
		connectNulls: false,
		lineStyle: { color: ink, width },
		itemStyle: { color: ink },
		data: shown.map((cut, index) =>
			index === lastWith(of)
				? {
						value: cut[of]?.auc_live ?? null,
						symbol: 'circle',
						symbolSize: 7,
						label: { show: true, position: 'top', align: 'right', formatter: name, color: INK.text },
					}
				: (cut[of]?.auc_live ?? null),
		),
	});
	const known = shown.filter(({ used }) => used?.auc_live !== null && used !== null);
	const mean = known.reduce((sum, { used }) => sum + (used?.auc_live ?? 0), 0) / known.length;
	return {
		option: {
			...PLAIN,
			grid: { left: 2, right: 46, top: 24, bottom: 28 },
			xAxis: {
				...CATEGORY_AXIS,
				boundaryGap: false,
				data: shown.map(({ cut_on }) => format.month(cut_on)),
				axisLabel: {
					...CATEGORY_AXIS.axisLabel,
					interval: dateLabels(shown.length, 2),
					hideOverlap: true,
					alignMinLabel: 'left',
					alignMaxLabel: 'right',
				},
			},
			yAxis: {
				...VALUE_AXIS,
				position: 'right',
				min: Math.floor(Math.min(COIN, ...values) * 10) / 10,
				max: 1,
				splitNumber: 4,
				axisLabel: { ...VALUE_AXIS.axisLabel, formatter: (value: number) => format.wholeShare(value) },
			},
			series: [line('naive', '60 days', INK.faint, 1.4), line('used', 'in use', INK.key, 2)],
		},
		summary:
			known.length > 0
				? `At ${format.count(known.length)} cut-offs, what was in use put ${format.wholeShare(mean)} of the pairs in the right order on average.`
				: 'There is no cut-off yet of which the outcome is known.',
		points: shown.map(({ cut_on, used, naive }, x) => ({
			x,
			title: format.day(cut_on),
			lines: [
				used ? `in use ${format.wholeShare(used.auc_live)}: ${used.label}` : 'nothing could be in use yet',
				`60 days ${format.wholeShare(naive?.auc_live)}`,
			],
		})),
		table: {
			head: [
				'Cut-off',
				'In use',
				'Outcomes known',
				'Fell silent',
				'AUC',
				'AUC, live',
				'60 days, live',
				'Brier',
				'Foretold ÷ came',
				'by revenue',
			],
			rows: shown.map(({ cut_on, used, naive }) => [
				format.day(cut_on),
				used?.label ?? 'nothing yet',
				format.count((used ?? naive)?.accounts),
				format.wholeShare((used ?? naive)?.silent_share),
				format.ratio(used?.auc),
				format.ratio(used?.auc_live),
				format.ratio(naive?.auc_live),
				format.ratio(used?.brier),
				format.ratio(used?.calibration),
				format.ratio(used?.calibration_revenue),
			]),
		},
	};
}
