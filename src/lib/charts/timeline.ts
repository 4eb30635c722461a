import { endOfDay, middleOfDay, startOfDay } from './day-position.ts';
import type { Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { hatch } from './hatch.ts';
import { INK, PLAIN } from './ink.ts';

/** A month of the axis. */
export interface TimelineMonth {
	/** Its first and its last day. */
	month_on: string;
	month_end_on: string;
	/** Null when no line of the data has an amount. */
	revenue: number | null;
	/** That of the same month a year before; null where it is not known. */
	year_before_revenue: number | null;
	/** Null when nothing is costed. */
	margin: number | null;
	orders: number;
	is_complete: boolean;
}

/** What happened, as a row of marks below the orders. */
export interface TimelineRow {
	/** 'late or short' */
	label: string;
	glyph: string;
	isGrave: boolean;
	/** Days on which it happened, and how often on each. */
	days: readonly string[];
	counts: readonly number[];
}

export interface Timeline {
	months: readonly TimelineMonth[];
	orderDays: readonly string[];
	/** When the next order was expected; null where that cannot be said. */
	expected: { from: string; to: string } | null;
	/** The day up to which the data speaks. */
	today: string;
	rows: readonly TimelineRow[];
}

const PLOT_TOP = 24;
const PLOT_HEIGHT = 116;
const STRIP_TOP = PLOT_TOP + PLOT_HEIGHT + 56;
const STRIP_HEIGHT = 26;
const ROWS_TOP = STRIP_TOP + STRIP_HEIGHT + 22;
const ROW_HEIGHT = 36;
/** So many grave events are joined to the months above them; more would veil them. */
const MOST_DROPS = 12;
/** Pixels from one mark of a row to the next: marks that are closer would run into a line. */
const MARK_STEP = 11;
/** Pixels below which the heading has room for its essentials alone. */
const NARROW = 500;

/** Height in pixels of a timeline with that many rows of events. */
export function timelineHeight(rows: number): number {
	return rows === 0 ? ROWS_TOP : ROWS_TOP + rows * ROW_HEIGHT;
}

/** Places with at least `step` between them: of those that are closer, the first stands for all. */
export function apart(places: readonly number[], step: number): number[] {
	const kept: number[] = [];
	for (const place of places.toSorted((a, b) => a - b)) {
		if (place - (kept.at(-1) ?? -Infinity) >= step) kept.push(place);
	}
	return kept;
}

/** The parts of ECharts' drawing interface that a mark needs. */
interface Pen {
	value: (dimension: number) => number;
	coord: (point: [number, number]) => [number, number];
}

const text = (x: number, y: number, words: string, style: object = {}) => ({
	type: 'text',
	style: { text: words, x, y, fill: INK.soft, font: `400 12px ${PLAIN.textStyle.fontFamily}`, ...style },
});

/** Revenue, orders and what happened on one axis of time, so that a decline can be read downwards. */
export function drawTimeline(timeline: Timeline, format: Format, name: string): Drawing {
	const { months, orderDays, expected, today, rows } = timeline;
	const start = startOfDay(months[0]?.month_on ?? today);
	const end = Math.max(
		endOfDay(months.at(-1)?.month_end_on ?? today),
		endOfDay(today),
		expected ? endOfDay(expected.to) : 0,
	);
	const amounts = months.flatMap((month) => [month.revenue ?? 0, month.year_before_revenue ?? 0]);
	const [low, high] = [Math.min(0, ...amounts), Math.max(1, ...amounts)];
	const scale = format.moneyScale(amounts);
	const yOf = (amount: number): number => PLOT_TOP + PLOT_HEIGHT * (1 - (amount - low) / (high - low));
	const zero = yOf(0);
	const height = timelineHeight(rows.length);
	const inView = (day: string): boolean => startOfDay(day) >= start && startOfDay(day) <= end;

	/** The names of the first and the last month stand within the chart, the others in the middle of their bars. */
	const isAtEnd = (index: number): boolean =>
		end - endOfDay(months[index]?.month_end_on ?? today) < (end - start) / 48;
	const nameAt = (index: number, left: number, right: number): number =>
		index === 0 ? left : isAtEnd(index) ? right : (left + right) / 2;

	const bar = (index: number, pen: Pen) => {
		const month = months[index];
		if (!month) return null;
		const [left] = pen.coord([startOfDay(month.month_on), 0]);
		const [right] = pen.coord([endOfDay(month.month_end_on), 0]);
		const gap = Math.min(3, (right - left) * 0.1);
		const y = yOf(month.revenue ?? 0);
		const step = Math.max(1, Math.ceil(64 / (right - left)));
		const isNamed =
			(months.length - 1 - index) % Math.ceil(step / 3 > 1 ? Math.ceil(step / 3) * 3 : step) === 0;
		const [x, width] = [left + gap, Math.max(right - left - 2 * gap, 1)];
		const box = { x, y: Math.min(y, zero), width, height: Math.abs(zero - y) };
		const earned = yOf(Math.max(month.margin ?? 0, 0));
		return {
			type: 'group',
			children: [
				{
					type: 'rect',
					shape: box,
					style: month.is_complete
						? { fill: INK.growth }
						: { fill: 'none', stroke: INK.growth, lineWidth: 1, lineDash: [2, 2] },
				},
				...(month.is_complete
					? [
							{
								type: 'rect',
								shape: { x, y: earned, width, height: zero - earned },
								style: { fill: INK.key },
							},
						]
					: hatch(box, INK.growth)),
				...(isNamed
					? [
							text(nameAt(index, left, right), PLOT_TOP + PLOT_HEIGHT + 8, format.month(month.month_on), {
								align: index === 0 ? 'left' : isAtEnd(index) ? 'right' : 'center',
								font: `400 11px ${PLAIN.textStyle.fontFamily}`,
							}),
						]
					: []),
			],
		};
	};

	const hasMargin = months.some((month) => month.margin !== null);
	const heading = (hasLine: boolean, isNarrow: boolean): string =>
		[
			isNarrow ? `${scale.unit} a month` : `Revenue, ${scale.unit} a month`,
			...(hasMargin ? ['lower part: margin'] : []),
			...(hasLine ? [isNarrow ? 'line: a year before' : 'line: the year before'] : []),
			...(months.at(-1)?.is_complete === false && !isNarrow ? ['hatched: still open'] : []),
		].join(' · ');

	const frame = (pen: Pen) => {
		const [left] = pen.coord([start, 0]);
		const [right] = pen.coord([end, 0]);
		const middleOf = (month: TimelineMonth) =>
			pen.coord([(startOfDay(month.month_on) + endOfDay(month.month_end_on)) / 2, 0])[0];
		const line = months.flatMap((month) => {
			const amount = month.year_before_revenue;
			return amount !== null ? [[middleOf(month), yOf(amount)]] : [];
		});
		const strip = STRIP_TOP + STRIP_HEIGHT / 2;
		const grave = rows.flatMap((row) => (row.isGrave ? row.days.filter(inView) : []));
		const drops = grave.length > MOST_DROPS ? [] : grave;
		const strokes = orderDays.filter(inView);
		const strokeWidth = Math.min(1.6, Math.max(0.7, (right - left) / Math.max(strokes.length, 1) / 3));
		return {
			type: 'group',
			children: [
				...drops.map((day) => {
					const [x] = pen.coord([middleOfDay(day), 0]);
					return {
						type: 'line',
						shape: { x1: x, y1: PLOT_TOP, x2: x, y2: height },
						style: { stroke: INK.ruleStrong, lineDash: [1, 4] },
					};
				}),
				...(line.length > 1
					? [
							{
								type: 'polyline',
								shape: { points: line },
								style: { stroke: INK.faint, lineWidth: 1.3, fill: 'none' },
							},
						]
					: []),
				text(left, 4, heading(line.length > 1, right - left < NARROW)),
				text(left, STRIP_TOP - 18, 'Orders'),
				{
					type: 'line',
					shape: { x1: left, y1: strip, x2: right, y2: strip },
					style: { stroke: INK.ruleStrong },
				},
				...(expected
					? [
							{
								type: 'rect',
								shape: {
									x: pen.coord([startOfDay(expected.from), 0])[0],
									y: STRIP_TOP,
									width: Math.max(
										pen.coord([endOfDay(expected.to), 0])[0] - pen.coord([startOfDay(expected.from), 0])[0],
										2,
									),
									height: STRIP_HEIGHT,
								},
								style: { fill: INK.wash },
							},
						]
					: []),
				...strokes.map((day) => {
					const [x] = pen.coord([middleOfDay(day), 0]);
					return {
						type: 'line',
						shape: { x1: x, y1: STRIP_TOP + 4, x2: x, y2: STRIP_TOP + STRIP_HEIGHT - 4 },
						style: { stroke: INK.text, lineWidth: strokeWidth },
					};
				}),
				{
					type: 'line',
					shape: {
						x1: pen.coord([endOfDay(today), 0])[0],
						y1: STRIP_TOP - 3,
						x2: pen.coord([endOfDay(today), 0])[0],
						y2: STRIP_TOP + STRIP_HEIGHT + 3,
					},
					style: { stroke: INK.negative, lineWidth: 2 },
				},
				...rows.flatMap((row, index) => {
					const y = ROWS_TOP + index * ROW_HEIGHT;
					const fill = row.isGrave ? INK.negative : 'var(--risk-medium)';
					return [
						...apart(
							row.days.filter(inView).map((day) => pen.coord([middleOfDay(day), 0])[0]),
							MARK_STEP,
						).map((x) =>
							text(x, y + 16, row.glyph, {
								align: 'center',
								fill,
								font: `700 14px ${PLAIN.textStyle.fontFamily}`,
							}),
						),
						text(left, y, `${row.glyph} ${row.label}`),
					];
				}),
			],
		};
	};

	const eventsIn = (month: TimelineMonth): string[] =>
		rows.flatMap((row) => {
			const count = row.days.reduce(
				(sum, day, place) =>
					day >= month.month_on && day <= month.month_end_on ? sum + (row.counts[place] ?? 1) : sum,
				0,
			);
			return count === 0 ? [] : [`${format.count(count)} × ${row.label}`];
		});

	return {
		option: {
			...PLAIN,
			grid: { left: 2, right: 4, top: 0, bottom: 0 },
			xAxis: { type: 'value', show: false, min: start, max: end },
			yAxis: { type: 'value', show: false, min: 0, max: 1 },
			series: [
				{
					type: 'custom',
					silent: true,
					clip: false,
					renderItem: (params: { dataIndex: number }, pen: Pen) => bar(params.dataIndex, pen),
					data: months.map((month) => [startOfDay(month.month_on), 0]),
				},
				{
					type: 'custom',
					silent: true,
					clip: false,
					renderItem: (_: unknown, pen: Pen) => frame(pen),
					data: [[start, 0]],
				},
			],
		},
		summary: `${name}: ${format.count(orderDays.filter(inView).length)} days with an order from ${format.fullMonth(months[0]?.month_on)} to ${format.day(today)}; the last on ${format.day(orderDays.at(-1))}.`,
		points: months.map((month) => ({
			x: (startOfDay(month.month_on) + endOfDay(month.month_end_on)) / 2,
			title: format.fullMonth(month.month_on) + (month.is_complete ? '' : ', still open'),
			lines: [
				format.money(month.revenue),
				...(hasMargin ? [`margin ${format.money(month.margin)}`] : []),
				`a year before ${format.money(month.year_before_revenue)}`,
				`${format.count(month.orders)} × order`,
				...eventsIn(month),
			],
		})),
		table: {
			head: [
				'Month',
				`Revenue, ${format.currency}`,
				...(hasMargin ? [`Margin, ${format.currency}`] : []),
				'Orders',
				`A year before, ${format.currency}`,
				'What happened',
			],
			rows: months.map((month) => [
				format.fullMonth(month.month_on),
				format.money(month.revenue),
				...(hasMargin ? [format.money(month.margin)] : []),
				format.count(month.orders),
				format.money(month.year_before_revenue),
				eventsIn(month).join(', ') || '–',
			]),
		},
	};
}
