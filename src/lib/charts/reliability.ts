import type { RiskReliabilityRow } from '../contract/rows.ts';
import type { Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { INK, PLAIN, VALUE_AXIS } from './ink.ts';

const SMALLEST = 7;
const LARGEST = 22;

/** Of all that were given a chance, how often it came: on the diagonal, as many fell silent as was foretold. */
export function drawReliability(
	rows: readonly RiskReliabilityRow[],
	format: Format,
	noun: { many: string },
): Drawing {
	const known = rows.flatMap((row) =>
		row.predicted_share === null || row.actual_share === null
			? []
			: [{ ...row, foretold: row.predicted_share, came: row.actual_share }],
	);
	const most = Math.max(1, ...known.map((row) => row.accounts));
	const axis = {
		...VALUE_AXIS,
		min: 0,
		max: 1,
		interval: 0.25,
		axisLabel: { ...VALUE_AXIS.axisLabel, formatter: (value: number) => format.wholeShare(value) },
	};
	const off = known.reduce((sum, row) => sum + row.accounts * Math.abs(row.foretold - row.came), 0);
	const all = known.reduce((sum, row) => sum + row.accounts, 0);
	return {
		option: {
			...PLAIN,
			grid: { left: 2, right: 46, top: 12, bottom: 46 },
			xAxis: {
				...axis,
				splitLine: { show: false },
				axisLine: { show: true, lineStyle: { color: INK.ruleStrong } },
				axisLabel: { ...axis.axisLabel, alignMinLabel: 'left', alignMaxLabel: 'right' },
				name: 'chance foretold',
				nameLocation: 'middle',
				nameGap: 28,
				nameTextStyle: { color: INK.soft },
			},
			yAxis: { ...axis, position: 'right' },
			series: [
				{
					type: 'line',
					silent: true,
					symbol: 'none',
					data: [
						[0, 0],
						[1, 1],
					],
					lineStyle: { color: INK.faint, width: 1, type: [3, 4] },
				},
				{
					type: 'line',
					silent: true,
					data: known.map((row) => ({
						value: [row.foretold, row.came],
						symbolSize: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(row.accounts / most),
					})),
					symbol: 'circle',
					lineStyle: { color: INK.key, width: 1.4 },
					itemStyle: { color: INK.growth, borderColor: INK.paper, borderWidth: 1.5 },
				},
			],
		},
		summary:
			all > 0
				? `What came was ${format.share(off / all)} away from what was foretold, on average.`
				: 'Nothing was foretold of which the outcome is known.',
		points: known.map((row) => ({
			x: row.foretold,
			title: `Foretold ${format.wholeShare(row.foretold)}`,
			lines: [
				`${format.wholeShare(row.came)} fell silent`,
				`${format.count(row.accounts)} ${noun.many} and quarter ends`,
			],
		})),
		table: {
			head: ['Chance', `${noun.many} and quarter ends`, 'Foretold', 'Fell silent'],
			rows: rows.map((row) => [
				`${format.wholeShare(row.chance_from)} to ${format.wholeShare(row.chance_to)}`,
				format.count(row.accounts),
				format.share(row.predicted_share),
				format.share(row.actual_share),
			]),
		},
	};
}
