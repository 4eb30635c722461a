import type { EChartsCoreOption } from 'echarts/core';

/** Everything that a chart says, made from rows in one go: for the eye, the ear, the keyboard and the table beside it. */
export interface Drawing {
	option: EChartsCoreOption;
	/** One sentence with what the chart shows. */
	summary: string;
	/** What can be pointed at, from left to right. */
	points: readonly ChartPoint[];
	/** The same rows as text. */
	table: ChartTable;
}

export interface ChartPoint {
	/** Its place on the horizontal axis: a value, or a category's index. */
	x: number;
	title: string;
	lines: readonly string[];
}

export interface ChartTable {
	head: readonly string[];
	rows: readonly (readonly string[])[];
	/** What is to be known of the rows: which of many they are. */
	note?: string;
}

/** The index of the point nearest to `x`; -1 where there is none. `points` go from left to right. */
export function nearestPoint(points: readonly ChartPoint[], x: number): number {
	let low = 0;
	let high = points.length - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		const here = points[middle]?.x ?? 0;
		const next = points[middle + 1]?.x ?? 0;
		if (Math.abs(here - x) <= Math.abs(next - x)) high = middle;
		else low = middle + 1;
	}
	return points.length === 0 ? -1 : low;
}
