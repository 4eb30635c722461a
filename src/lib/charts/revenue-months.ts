import type { RevenueMonthsRow } from '../contract/rows.ts';
import type { Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { hatch } from './hatch.ts';
import { CATEGORY_AXIS, INK, PLAIN, VALUE_AXIS } from './ink.ts';

/** The parts of ECharts' drawing interface that a bar needs. */
interface Pen {
	coord: (point: [number, number]) => [number, number];
	size: (extent: [number, number]) => [number, number];
}

/** Pixels that the name of a month takes. */
const NAME_WIDTH = 66;
/** Pixels below which an amount above its bar would touch the next. */
const LABEL_WIDTH = 25;
const LABEL_HEIGHT = 18;

const text = (x: number, y: number, words: string, style: object = {}) => ({
	type: 'text',
	style: {
		text: words,
		x,
		y,
		fill: INK.soft,
		align: 'center',
		font: `400 11px ${PLAIN.textStyle.fontFamily}`,
		...style,
	},
});

/** Where an amount is written: above its bar, and above the stroke of the year before where that would cross it. */
function labelY(top: number, before: number | null): number {
	return (before !== null && before < top && before > top - LABEL_HEIGHT ? before : top) - LABEL_HEIGHT + 2;
}

/** What the bars mean, for the note below the title: '€ m a month · hatched: still open'. */
export function revenueMonthsNote(rows: readonly RevenueMonthsRow[], format: Format): string {
	return [
		`${format.moneyScale(amountsOf(rows)).unit} a month`,
		...(rows.some((row) => row.margin !== null) ? ['lower part: margin'] : []),
		...(rows.some((row) => row.year_before_revenue !== null) ? ['stroke: the same month a year before'] : []),
		...(rows.some((row) => !row.is_complete) ? ['hatched: still open'] : []),
	].join(' · ');
}

const amountsOf = (rows: readonly RevenueMonthsRow[]) =>
	rows.flatMap((row) => [row.revenue ?? 0, row.year_before_revenue ?? 0]);

/** Revenue by month as bars, what was earned of it within them, and the level of the year before as a stroke across each. */
export function drawRevenueMonths(rows: readonly RevenueMonthsRow[], format: Format): Drawing {
	const amounts = amountsOf(rows);
	const [low, high] = [Math.min(0, ...amounts), Math.max(1, ...amounts)];
	const scale = format.moneyScale(amounts);
	const hasMargin = rows.some((row) => row.margin !== null);
	const hasBefore = rows.some((row) => row.year_before_on !== null);

	/** The names of the first and the last month stand within the chart, the others in the middle of their bars. */
	const nameOf = (month: string, index: number, middle: number, band: number, y: number) => {
		const isWider = band < NAME_WIDTH;
		if (isWider && index === 0) return text(middle - band / 2, y, format.month(month), { align: 'left' });
		if (isWider && index === rows.length - 1)
			return text(middle + band / 2, y, format.month(month), { align: 'right' });
		return text(middle, y, format.month(month));
	};

	const bar = (index: number, pen: Pen) => {
		const row = rows[index];
		if (!row) return null;
		const [middle, foot] = pen.coord([index, 0]);
		const [band] = pen.size([1, 0]);
		const yOf = (amount: number): number => pen.coord([index, amount])[1];
		const width = Math.max(band * 0.78, 1);
		const x = middle - width / 2;
		const top = yOf(row.revenue ?? 0);
		const box = { x, y: Math.min(top, foot), width, height: Math.abs(foot - top) };
		const earned = yOf(Math.max(row.margin ?? 0, 0));
		const before = row.year_before_revenue === null ? null : yOf(row.year_before_revenue);
		const step = Math.ceil(NAME_WIDTH / band);
		const isNamed = (rows.length - 1 - index) % (step > 2 ? Math.ceil(step / 3) * 3 : step) === 0;
		return {
			type: 'group',
			children: [
				{
					type: 'rect',
					shape: box,
					style: row.is_complete
						? { fill: INK.growth }
						: { fill: 'none', stroke: INK.growth, lineWidth: 1, lineDash: [2, 2] },
				},
				...(row.is_complete
					? [
							{
								type: 'rect',
								shape: { x, y: earned, width, height: foot - earned },
								style: { fill: INK.key },
							},
						]
					: hatch(box, INK.growth)),
				...(before === null
					? []
					: [
							{
								type: 'line',
								shape: { x1: x - 2, y1: before, x2: x + width + 2, y2: before },
								style: { stroke: INK.text, lineWidth: 1.6 },
							},
						]),
				...(band < LABEL_WIDTH || row.revenue === null
					? []
					: [
							text(middle, labelY(Math.min(top, foot), before), scale.write(row.revenue), {
								fill: row.is_complete ? INK.text : INK.soft,
							}),
						]),
				...(isNamed ? [nameOf(row.month_on, index, middle, band, yOf(low) + 9)] : []),
			],
		};
	};

	const complete = rows.filter((row) => row.is_complete);
	const last = complete.at(-1);
	const strongest = strongestMonth(rows);
	return {
		option: {
			...PLAIN,
			grid: { left: 2, right: 2, top: 24, bottom: 28 },
			xAxis: {
				...CATEGORY_AXIS,
				data: rows.map((row) => row.month_on),
				axisLabel: { show: false },
				axisLine: { ...CATEGORY_AXIS.axisLine, onZero: true },
			},
			yAxis: { ...VALUE_AXIS, min: low, max: high, splitLine: { show: false }, axisLabel: { show: false } },
			series: [
				{
					type: 'custom',
					silent: true,
					clip: false,
					renderItem: (params: { dataIndex: number }, pen: Pen) => bar(params.dataIndex, pen),
					data: rows.map((row, index) => [index, row.revenue ?? 0]),
				},
			],
		},
		summary:
			last && strongest
				? `Revenue was ${format.compactMoney(last.revenue)} in ${format.fullMonth(last.month_on)}; the strongest month was ${format.fullMonth(strongest.month_on)} with ${format.compactMoney(strongest.revenue)}.`
				: 'No month is complete yet.',
		points: rows.map((row, x) => ({
			x,
			title: format.fullMonth(row.month_on) + (row.is_complete ? '' : ', still open'),
			lines: [
				format.money(row.revenue),
				...(row.year_before_revenue === null
					? []
					: [`a year before ${format.money(row.year_before_revenue)}`]),
				...(row.growth_rate === null ? [] : [changeText(row, format)]),
				...(row.margin_share === null ? [] : [`margin ${format.share(row.margin_share)}`]),
				...(row.active_accounts === null
					? []
					: [
							`${format.count(row.active_accounts)} ordered ${format.count(row.orders)} ×, ${format.count(row.new_accounts)} for the first time`,
						]),
			],
		})),
		table: {
			head: [
				'Month',
				`Revenue, ${format.currency}`,
				...(hasBefore ? [`A year before, ${format.currency}`, 'Growth'] : []),
				...(hasMargin ? ['Margin'] : []),
				'Ordered',
				'Orders',
				'For the first time',
			],
			rows: rows.map((row) => [
				format.fullMonth(row.month_on),
				format.money(row.revenue),
				...(hasBefore ? [format.money(row.year_before_revenue), changeText(row, format)] : []),
				...(hasMargin ? [format.share(row.margin_share)] : []),
				format.count(row.active_accounts),
				format.count(row.orders),
				format.count(row.new_accounts),
			]),
		},
	};
}

/** The complete month with the most revenue, the earlier of two; null where none has an amount. */
export function strongestMonth(rows: readonly RevenueMonthsRow[]): RevenueMonthsRow | null {
	return rows.reduce<RevenueMonthsRow | null>(
		(best, row) =>
			row.is_complete && row.revenue !== null && (best === null || row.revenue > (best.revenue ?? 0))
				? row
				: best,
		null,
	);
}

function changeText(row: RevenueMonthsRow, format: Format): string {
	const { glyph, text } = format.change(row.growth_rate, 'share');
	return `${glyph} ${text}`.trim();
}
