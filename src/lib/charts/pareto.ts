import { isolate, plural, type Format } from '../format.ts';
import type { AnswerRows } from '../contract/rows.ts';
import type { Drawing } from './drawing.ts';
import { INK, PLAIN, VALUE_AXIS } from './ink.ts';

type CurveRow = AnswerRows['concentration_curve'];
type ConcentrationRow = AnswerRows['concentration'];

/** Space around the plot, in pixels: a handle laid over the chart must know it. */
export const PARETO_GRID = { left: 2, right: 48, top: 14, bottom: 30 } as const;

/** The step of 1, 2 or 5 times a power of ten that divides `count` into about four parts; at least 1. */
function niceStep(count: number): number {
	const rough = Math.max(count / 4, 1);
	const power = 10 ** Math.floor(Math.log10(rough));
	return ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10) * power;
}

/** Where the straight line is named, from left to right: right of the mark and below its words. */
const EQUAL_LABEL_AT = 0.52;

/** Credits are drawn from this share of revenue on: a smaller tail would not show. */
const TAIL_NEEDED = 0.005;

interface Noun {
	one: string;
	many: string;
}

/**
 * The Pareto curve: accounts from largest to smallest against their cumulative share of revenue, with the
 * point at which 80 % is reached. Credits are not part of the curve: they hang from its end as a tail, in
 * the same measure. Without `isMarked` the mark is left to a handle that
 * is laid over the chart.
 */
export function drawPareto(
	rows: readonly CurveRow[],
	concentration: ConcentrationRow,
	format: Format,
	noun: Noun,
	{ isMarked = true }: { isMarked?: boolean } = {},
): Drawing {
	const curve = rows.filter((row) => !row.is_credit);
	const count = concentration.account_count;
	const reach = concentration.accounts_for_80pct ?? 0;
	const reachShare = curve.find((row) => row.revenue_rank >= reach)?.cumulative_share ?? 0.8;
	const reached = `${format.count(reach)} ${plural(reach, noun.one, noun.many)}, ${format.wholeShare(concentration.accounts_for_80pct_share)}`;
	const step = niceStep(count);
	const isFarRight = count > 0 && reach / count > 0.55;

	const mark = {
		type: 'line',
		silent: true,
		symbol: ['none', 'circle'],
		data: [
			{ value: [reach, 0], symbol: 'none' },
			{ value: [reach, reachShare], symbol: 'circle', symbolSize: 13, label: { show: true } },
		],
		lineStyle: { color: INK.accent, width: 1.2 },
		itemStyle: { color: INK.raised, borderColor: INK.accent, borderWidth: 2.4 },
		label: {
			position: isFarRight ? 'left' : 'right',
			offset: [isFarRight ? -6 : 8, 26],
			align: isFarRight ? 'right' : 'left',
			formatter: `{reached|${reached}}\n{makes|make ${format.wholeShare(0.8)} of revenue}`,
			rich: {
				reached: { fontSize: 17, fontWeight: 600, color: INK.text, lineHeight: 24 },
				makes: { fontSize: 13, color: INK.soft, lineHeight: 18 },
			},
		},
	};

	const credits = concentration.credit_balance ?? 0;
	const creditShare = concentration.revenue ? -credits / concentration.revenue : 0;
	const tail = {
		type: 'line',
		silent: true,
		symbol: 'none',
		data: [
			{ value: [count, 1] },
			{ value: [count, 1 - creditShare], symbol: 'circle', symbolSize: 0.1, label: { show: true } },
		],
		lineStyle: { color: INK.negative, width: 4 },
		label: {
			position: [-8, 4],
			align: 'right',
			formatter: `credits ${format.compactMoney(credits)}`,
			color: INK.negative,
		},
	};

	return {
		option: {
			...PLAIN,
			grid: PARETO_GRID,
			xAxis: {
				...VALUE_AXIS,
				min: 0,
				max: Math.max(count, 1),
				interval: step,
				splitLine: { show: false },
				axisLabel: {
					...VALUE_AXIS.axisLabel,
					formatter: (value: number) =>
						value === count || count - value > step * 0.4 ? format.count(value) : '',
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
					data: [[0, 0], ...curve.map((row) => [row.revenue_rank, row.cumulative_share])],
					showSymbol: false,
					emphasis: { disabled: true },
					lineStyle: { color: INK.key, width: 2.2 },
					itemStyle: { color: INK.key },
					areaStyle: { color: INK.wash, opacity: 1 },
				},
				{
					type: 'line',
					data: [
						{ value: [0, 0], symbol: 'none' },
						{
							value: [count * EQUAL_LABEL_AT, EQUAL_LABEL_AT],
							symbolSize: 0.1,
							label: {
								show: true,
								formatter: 'if all were equal',
								position: [6, 4],
								fontSize: 11,
								color: INK.soft,
							},
						},
						{ value: [count, 1], symbol: 'none' },
					],
					silent: true,
					symbol: 'circle',
					itemStyle: { color: INK.ruleStrong },
					lineStyle: { color: INK.ruleStrong, width: 1, type: [3, 4] },
				},
				...(isMarked ? [mark] : []),
				...(creditShare > TAIL_NEEDED ? [tail] : []),
			],
		},
		summary:
			`${reached} of ${format.count(count)}, make ${format.wholeShare(0.8)} of revenue; ` +
			`the largest alone makes ${format.share(concentration.cr1)}, the ten largest ${format.share(concentration.cr10)}.`,
		points: curve.map((row) => ({
			x: row.revenue_rank,
			title: `${format.count(row.revenue_rank)}  ${isolate(row.name)}`,
			lines: [
				`${format.compactMoney(row.revenue)}, ${format.share(row.revenue_share)} of revenue`,
				`${format.share(row.cumulative_share)} with all before it`,
			],
		})),
		table: {
			head: ['Rank', 'Name', `Revenue, ${format.currency}`, 'Share', 'Cumulative'],
			rows: rows.map((row) => [
				format.count(row.revenue_rank),
				isolate(row.name),
				format.money(row.revenue),
				format.share(row.revenue_share),
				format.share(row.cumulative_share),
			]),
			note:
				rows.length < count
					? `The ${format.count(rows.length)} of ${format.count(count)} ${noun.many} at which the curve is drawn; so is the export.`
					: undefined,
		},
	};
}
