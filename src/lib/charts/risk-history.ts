import type { AccountRiskHistoryRow } from '../contract/rows.ts';
import type { Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { CATEGORY_AXIS, dateLabels, INK, PLAIN, VALUE_AXIS } from './ink.ts';

const WORDS: Readonly<Record<string, string>> = {
	on_time: 'in its rhythm',
	due: 'due',
	late: 'late',
	lapsed: 'lapsed',
	cannot_say: 'no rhythm yet',
};

/** The chance of silence at each quarter end, by the model of that day; a gap where the past did not bear it out. */
export function drawRiskHistory(rows: readonly AccountRiskHistoryRow[], format: Format): Drawing {
	const last = rows.at(-1);
	const known = rows.filter((row) => row.p_silent !== null);
	const name = (row: AccountRiskHistoryRow): string => format.month(row.as_of);
	return {
		option: {
			...PLAIN,
			grid: { left: 2, right: 46, top: 26, bottom: 28 },
			xAxis: {
				...CATEGORY_AXIS,
				boundaryGap: false,
				data: rows.map(name),
				axisLabel: {
					...CATEGORY_AXIS.axisLabel,
					interval: dateLabels(rows.length, 2),
					hideOverlap: true,
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
				axisLabel: { ...VALUE_AXIS.axisLabel, formatter: (value: number) => format.wholeShare(value) },
			},
			series: [
				{
					type: 'line',
					silent: true,
					symbol: 'circle',
					symbolSize: 5,
					connectNulls: false,
					lineStyle: { color: INK.text, width: 1.6 },
					itemStyle: { color: INK.text },
					data: rows.map((row, index) =>
						index === rows.length - 1
							? {
									value: row.p_silent,
									symbolSize: 8,
									label: {
										show: row.p_silent !== null,
										position: 'top',
										align: 'right',
										distance: 7,
										formatter: format.chance(row.p_silent),
										fontSize: 15,
										fontWeight: 600,
										color: INK.text,
									},
								}
							: row.p_silent,
					),
				},
			],
		},
		summary:
			last && known.length > 0
				? `The chance of silence is ${format.chance(last.p_silent)} on ${format.day(last.as_of)}; at ${format.count(known.length)} quarter ends it lay between ${format.chance(Math.min(...known.map((row) => row.p_silent!)))} and ${format.chance(Math.max(...known.map((row) => row.p_silent!)))}.`
				: 'No chance of silence can be said.',
		points: rows.map((row, x) => ({
			x,
			title: format.day(row.as_of),
			lines: [
				row.p_silent === null
					? (row.cannot_say ?? 'cannot say')
					: `${format.chance(row.p_silent)} in ${format.count(row.horizon_days)} days${row.risk_level ? `, ${levelWord(row.risk_level)} risk` : ''}`,
				`${WORDS[row.cadence_state] ?? row.cadence_state}, ${format.count(row.days_since_order)} days since the last order`,
			],
		})),
		table: {
			head: [
				'Quarter end',
				'Chance of silence',
				'Within',
				'Risk',
				'Rhythm',
				'Since the last order',
				`Expected loss, ${format.currency}`,
			],
			rows: rows.map((row) => [
				format.day(row.as_of),
				row.p_silent === null ? (row.cannot_say ?? '–') : format.chance(row.p_silent),
				row.horizon_days === null ? '–' : `${format.count(row.horizon_days)} days`,
				row.risk_level === null ? '–' : levelWord(row.risk_level),
				WORDS[row.cadence_state] ?? row.cadence_state,
				`${format.count(row.days_since_order)} days`,
				format.compactMoney(row.revenue_at_risk),
			]),
		},
	};
}

function levelWord(level: string): string {
	return level.replaceAll('_', ' ');
}
