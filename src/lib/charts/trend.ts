import type { Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { CATEGORY_AXIS, dateLabels, INK, PLAIN, VALUE_AXIS } from './ink.ts';

/** One figure at one month end. */
export interface TrendPoint {
	as_of: string;
	/** Null where it is not known. */
	value: number | null;
	/** What the tip says below the figure. */
	lines: readonly string[];
}

/** Where the line begins: the first month end at which the figure is known; 0 where none is. */
export function firstKnown(values: readonly (number | null)[]): number {
	return Math.max(
		0,
		values.findIndex((value) => value !== null),
	);
}

/** A figure over month ends as a line, with its newest value written at its end. */
export function drawTrend(
	points: readonly TrendPoint[],
	write: (value: number | null) => string,
	name: string,
	format: Format,
): Drawing {
	const known = points.flatMap((point, index) => (point.value === null ? [] : [{ ...point, index }]));
	const first = known[0];
	const last = known.at(-1);
	const shown = points.slice(first?.index ?? 0);
	const values = shown.map((point, index) =>
		index === shown.length - 1 && point.value !== null
			? { value: point.value, symbol: 'circle', symbolSize: 8, label: { show: true } }
			: point.value,
	);

	return {
		option: {
			...PLAIN,
			grid: { left: 2, right: 64, top: 20, bottom: 28 },
			xAxis: {
				...CATEGORY_AXIS,
				boundaryGap: false,
				data: shown.map((point) => format.month(point.as_of)),
				axisLabel: {
					...CATEGORY_AXIS.axisLabel,
					alignMinLabel: 'left',
					alignMaxLabel: 'right',
					interval: dateLabels(shown.length, 3),
					hideOverlap: true,
				},
			},
			yAxis: {
				...VALUE_AXIS,
				position: 'right',
				scale: true,
				splitNumber: 3,
				axisLabel: { ...VALUE_AXIS.axisLabel, formatter: (value: number) => write(value) },
			},
			series: [
				{
					type: 'line',
					data: values,
					symbol: 'none',
					connectNulls: false,
					emphasis: { disabled: true },
					lineStyle: { color: INK.key, width: 2 },
					itemStyle: { color: INK.key },
					label: {
						position: 'top',
						align: 'right',
						formatter: () => write(last?.value ?? null),
						fontSize: 15,
						fontWeight: 600,
						color: INK.text,
					},
				},
			],
		},
		summary:
			first && last
				? `${name} went from ${write(first.value)} at the end of ${format.fullMonth(first.as_of)} to ${write(last.value)} at the end of ${format.fullMonth(last.as_of)}.`
				: `${name} is not known yet: the history does not hold twelve months.`,
		points: shown.map((point, x) => ({
			x,
			title: format.fullMonth(point.as_of),
			lines: [write(point.value), ...point.lines],
		})),
		table: {
			head: ['Twelve months to', name],
			rows: shown.map((point) => [format.day(point.as_of), write(point.value)]),
		},
	};
}
