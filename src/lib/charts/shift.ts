import type { ConcentrationTrendRow } from '../contract/rows.ts';
import type { Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { CATEGORY_AXIS, dateLabels, INK, PLAIN, VALUE_AXIS } from './ink.ts';

/** The parts of a change of concentration, with the ink of each. */
export const SHIFT_PARTS = [
	{ key: 'hhi_continuing', label: 'stayed', ink: INK.soft },
	{ key: 'hhi_entering', label: 'came', ink: INK.growth },
	{ key: 'hhi_leaving', label: 'left', ink: INK.negative },
] as const;

/** Which accounts concentrated revenue: the change of the HHI over a year, split into those that stayed, came and left. */
export function drawShift(rows: readonly ConcentrationTrendRow[], format: Format): Drawing {
	const first = rows.findIndex((row) => row.hhi_change !== null);
	const shown = first < 0 ? [] : rows.slice(first);
	const last = shown.at(-1);
	const write = (value: number | null): string =>
		(value !== null && value > 0 ? '+' : '') + format.ratio(value);
	const partsOf = (row: ConcentrationTrendRow): string[] =>
		SHIFT_PARTS.map((part) => `${part.label} ${write(row[part.key])}`);

	return {
		option: {
			...PLAIN,
			grid: { left: 2, right: 64, top: 20, bottom: 28 },
			xAxis: {
				...CATEGORY_AXIS,
				data: shown.map((row) => format.month(row.as_of)),
				axisLine: { lineStyle: { color: INK.ruleStrong }, onZero: true },
				axisLabel: {
					...CATEGORY_AXIS.axisLabel,
					interval: dateLabels(shown.length, 3),
					hideOverlap: true,
					alignMaxLabel: 'right',
					alignMinLabel: 'left',
				},
			},
			yAxis: {
				...VALUE_AXIS,
				position: 'right',
				splitNumber: 3,
				axisLabel: { ...VALUE_AXIS.axisLabel, formatter: (value: number) => write(value) },
			},
			series: [
				...SHIFT_PARTS.map((part) => ({
					type: 'bar',
					stack: 'change',
					silent: true,
					barCategoryGap: '25%',
					itemStyle: { color: part.ink },
					data: shown.map((row) => row[part.key]),
				})),
				{
					type: 'line',
					silent: true,
					symbol: 'circle',
					symbolSize: 5,
					lineStyle: { opacity: 0 },
					itemStyle: { color: INK.raised, borderColor: INK.text, borderWidth: 1.5 },
					data: shown.map((row) => row.hhi_change),
				},
			],
		},
		summary: last
			? `Over the year to ${format.day(last.as_of)} the HHI changed by ${write(last.hhi_change)}: ${partsOf(last).join(', ')}.`
			: 'The history does not hold two years yet.',
		points: shown.map((row, x) => ({
			x,
			title: `The year to ${format.fullMonth(row.as_of)}`,
			lines: [`HHI ${write(row.hhi_change)}`, ...partsOf(row)],
		})),
		table: {
			head: ['Year to', 'Change of HHI', ...SHIFT_PARTS.map((part) => part.label)],
			rows: shown.map((row) => [
				format.day(row.as_of),
				write(row.hhi_change),
				...SHIFT_PARTS.map((part) => write(row[part.key])),
			]),
		},
	};
}
