import type { ConcentrationCurveRow } from '../contract/rows.ts';
import { isolate, type Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { INK, PLAIN, VALUE_AXIS } from './ink.ts';

/**
 * The Lorenz curve: accounts from smallest to largest, as a share of all of them, against their share of revenue.
 * It is the Pareto curve seen from its other end. The gap to the straight line is what the Gini coefficient measures.
 */
export function drawLorenz(
	rows: readonly ConcentrationCurveRow[],
	gini: number | null,
	format: Format,
	noun: { one: string; many: string },
): Drawing {
	const curve = rows.filter((row) => !row.is_credit).reverse();
	const points = curve.map((row) => ({
		x: 1 - (row.account_share ?? 0),
		y: 1 - (row.cumulative_share ?? 0),
		smaller: row,
	}));
	const percent = (value: number) => format.wholeShare(value);

	return {
		option: {
			...PLAIN,
			grid: { left: 2, right: 48, top: 14, bottom: 30 },
			xAxis: {
				...VALUE_AXIS,
				min: 0,
				max: 1,
				interval: 0.25,
				splitLine: { show: false },
				axisLabel: {
					...VALUE_AXIS.axisLabel,
					formatter: percent,
					alignMinLabel: 'left',
					alignMaxLabel: 'right',
				},
			},
			yAxis: {
				...VALUE_AXIS,
				position: 'right',
				min: 0,
				max: 1,
				interval: 0.25,
				axisLabel: { ...VALUE_AXIS.axisLabel, formatter: percent },
			},
			series: [
				{
					type: 'line',
					data: [...points.map(({ x, y }) => [x, y]), [1, 1]],
					showSymbol: false,
					emphasis: { disabled: true },
					lineStyle: { color: INK.key, width: 2.2 },
				},
				{
					type: 'line',
					silent: true,
					data: [
						{ value: [0, 0], symbol: 'none' },
						{
							value: [0.5, 0.5],
							symbolSize: 0.1,
							label: {
								show: true,
								position: [-8, -18],
								align: 'right',
								formatter: 'if all were equal',
								fontSize: 11,
								color: INK.soft,
							},
						},
						{ value: [1, 1], symbol: 'none' },
					],
					symbol: 'circle',
					lineStyle: { color: INK.ruleStrong, width: 1, type: [3, 4] },
					itemStyle: { color: INK.ruleStrong },
				},
				{
					type: 'line',
					silent: true,
					symbol: 'circle',
					symbolSize: 0.1,
					data: [[0.62, 0.36]],
					itemStyle: { color: INK.paper },
					label: {
						show: true,
						position: 'inside',
						formatter: `{gini|${format.ratio(gini)}}\n{name|Gini}`,
						rich: {
							gini: { fontSize: 17, fontWeight: 600, color: INK.text, lineHeight: 24 },
							name: { fontSize: 13, color: INK.soft, lineHeight: 18 },
						},
					},
				},
			],
		},
		summary: `Gini ${format.ratio(gini)}: 0 if all ${noun.many} were equal, close to 1 if one ${noun.one} brought all revenue.`,
		points: points.map(({ x, y, smaller }) => ({
			x,
			title: `The smaller ${format.share(x)}`,
			lines: [`bring ${format.share(y)} of revenue`, `the next larger is ${isolate(smaller.name)}`],
		})),
		table: {
			head: [`Smallest ${noun.many}`, 'Share of revenue'],
			rows: points.map(({ x, y }) => [format.share(x), format.share(y)]),
		},
	};
}
