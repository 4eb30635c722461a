import type { Drawing } from './drawing.ts';
import { CATEGORY_AXIS, INK, PLAIN } from './ink.ts';

/** What is compared in one place: a value for each rival, in the order of their names. */
export interface RivalGroup {
	label: string;
	values: readonly (number | null)[];
}

const INKS = [INK.key, INK.standard, INK.standard];

/** Bars side by side, the first rival's in colour, each with its value and its name above it. */
export function drawRivals(
	groups: readonly RivalGroup[],
	names: readonly string[],
	write: (value: number | null) => string,
	what: string,
): Drawing {
	const largest = Math.max(0, ...groups.flatMap((group) => group.values.map((value) => value ?? 0)));
	return {
		option: {
			...PLAIN,
			grid: { left: 2, right: 2, top: 44, bottom: 30 },
			xAxis: {
				...CATEGORY_AXIS,
				data: groups.map((group) => group.label),
				axisLabel: { ...CATEGORY_AXIS.axisLabel, interval: 0, color: INK.text, fontSize: 12.5 },
			},
			yAxis: { type: 'value', show: false, min: 0, max: largest || 1 },
			series: names.map((name, rival) => ({
				type: 'bar',
				silent: true,
				barCategoryGap: '34%',
				barGap: '12%',
				barMaxWidth: 64,
				itemStyle: { color: INKS[rival] ?? INK.standard },
				data: groups.map((group) => group.values[rival] ?? null),
				label: {
					show: true,
					position: 'top',
					formatter: ({ dataIndex }: { dataIndex: number }) =>
						`{value|${write(groups[dataIndex]?.values[rival] ?? null)}}\n{name|${name}}`,
					rich: {
						value: { fontSize: 14, lineHeight: 18, fontWeight: 600, color: INK.text, align: 'center' },
						name: { fontSize: 11.5, lineHeight: 16, color: INK.soft, align: 'center' },
					},
				},
			})),
		},
		summary: `${what}: ${groups
			.map(
				(group) =>
					`${group.label} ${names.map((name, rival) => `${name} ${write(group.values[rival] ?? null)}`).join(', ')}`,
			)
			.join('; ')}.`,
		points: groups.map((group, x) => ({
			x,
			title: group.label,
			lines: names.map((name, rival) => `${name} ${write(group.values[rival] ?? null)}`),
		})),
		table: {
			head: [what, ...names],
			rows: groups.map((group) => [
				group.label,
				...names.map((_, rival) => write(group.values[rival] ?? null)),
			]),
		},
	};
}
