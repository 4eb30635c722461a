import type { AccountTierHistoryRow } from '../contract/rows.ts';
import type { Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { CATEGORY_AXIS, INK, PLAIN, VALUE_AXIS } from './ink.ts';

const COLOURS: Readonly<Record<string, string>> = {
	key: INK.key,
	develop: INK.growth,
	growth: INK.growth,
	standard: INK.standard,
	emerging: INK.emerging,
};

/** The value score, or the points where they give the tiers, at the end of each quarter, each point in the colour of its tier, over the entries of the model of its time. */
export function drawTierHistory(rows: readonly AccountTierHistoryRow[], format: Format): Drawing {
	const quarters = rows.toSorted((a, b) => (a.tier_on < b.tier_on ? -1 : 1));
	const last = quarters.at(-1);
	const entry = (name: string, of: (row: AccountTierHistoryRow) => number | null) => ({
		type: 'line',
		step: 'middle',
		silent: true,
		symbol: 'none',
		data: quarters.map((row, i) => ({
			value: of(row),
			label: { show: i === quarters.length - 1 },
			symbol: i === quarters.length - 1 ? 'circle' : 'none',
			symbolSize: 0.1,
		})),
		lineStyle: { color: INK.ruleStrong, width: 1, type: [3, 4] },
		itemStyle: { color: INK.ruleStrong },
		label: { position: 'right', formatter: name, fontSize: 11, color: INK.soft },
	});
	const say = (row: AccountTierHistoryRow): string[] => [
		`${row.tier ?? 'no tier'}, ${row.route === null ? '' : `by ${row.route}, `}value score ${format.average(row.value_score)}`,
		`score ${format.average(row.score)}, potential ${format.average(row.potential_score)}`,
		...(row.move_data === null
			? []
			: [
					`figures ${signed(row.move_data, format)}, judgement ${signed(row.move_judgement, format)}, model ${signed(row.move_weights, format)}`,
				]),
		`model ${row.model_version}${row.is_reconstructed ? ', reconstructed' : ''}`,
	];

	return {
		option: {
			...PLAIN,
			grid: { left: 28, right: 56, top: 14, bottom: 26 },
			xAxis: {
				...CATEGORY_AXIS,
				boundaryGap: false,
				data: quarters.map((row) => format.month(row.tier_on)),
				axisLabel: {
					...CATEGORY_AXIS.axisLabel,
					alignMinLabel: 'left',
					alignMaxLabel: 'right',
					hideOverlap: true,
				},
			},
			yAxis: { ...VALUE_AXIS, min: 0, max: 100, interval: 25 },
			series: [
				entry('key', (row) => row.size_key_entry ?? row.key_entry),
				entry('develop', (row) => row.size_develop_entry ?? row.develop_entry),
				{
					type: 'line',
					symbol: 'circle',
					symbolSize: 9,
					connectNulls: false,
					emphasis: { disabled: true },
					lineStyle: { color: INK.faint, width: 1.5 },
					data: quarters.map((row) => ({
						// Where size gives the tiers it is size that is drawn.
						value: row.size_key_entry === null ? row.score : row.value_score,
						itemStyle: { color: COLOURS[row.tier ?? ''] ?? INK.rule },
					})),
				},
			],
		},
		summary: last
			? `${last.tier ?? 'No tier'} at the end of ${format.fullMonth(last.tier_on)} with ${last.size_key_entry === null ? `a score of ${format.average(last.score)}` : `a value score of ${format.average(last.value_score)}`}; ${quarters.length} quarters.`
			: 'No quarter was reviewed yet.',
		points: quarters.map((row, x) => ({ x, title: format.day(row.tier_on), lines: say(row) })),
		table: {
			head: [
				'Quarter to',
				'Tier',
				'Score',
				'Value score',
				'Potential',
				'By figures',
				'By judgement',
				'By the model',
				'Model',
			],
			rows: quarters.map((row) => [
				format.day(row.tier_on),
				row.tier ?? '–',
				format.average(row.score),
				format.average(row.value_score),
				format.average(row.potential_score),
				signed(row.move_data, format),
				signed(row.move_judgement, format),
				signed(row.move_weights, format),
				`${row.model_version}${row.is_reconstructed ? ' (reconstructed)' : ''}`,
			]),
		},
	};
}

function signed(value: number | null, format: Format): string {
	return `${value !== null && value > 0 ? '+' : ''}${format.average(value)}`;
}
