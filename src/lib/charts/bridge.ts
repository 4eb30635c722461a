import type { Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { CATEGORY_AXIS, INK, PLAIN, VALUE_AXIS } from './ink.ts';

/** A step of a bridge: a total at either end, what was gained or lost between. */
export interface BridgeStep {
	/** Its name in the answer. */
	step: string;
	/** Below its bar; a line break stands where it may wrap. */
	label: string;
	/** The same where there is little room. */
	shortLabel: string;
	amount: number;
	isTotal: boolean;
	/** What the tip says beside the amount. */
	lines: readonly string[];
}

interface Bar extends BridgeStep {
	from: number;
	to: number;
}

/** Where less than this share of the tallest bar is needed, the feet of the totals are cut. */
const CUT_FROM = 0.45;
/** Pixels up to which the short labels are used. */
const NARROW = 480;
/** Height of the break in a bar whose foot is cut, in pixels. */
const BREAK = 5;

/** Each step from the level at which it begins to the level at which it ends. Totals stand on the ground. */
export function bridgeBars(steps: readonly BridgeStep[]): Bar[] {
	let level = 0;
	return steps.map((step) => {
		const from = step.isTotal ? 0 : level;
		level = step.isTotal ? step.amount : level + step.amount;
		return { ...step, from, to: level };
	});
}

/** What the steps between the totals leave unexplained, in the currency's smallest unit; 0 where the bridge sums. */
export function bridgeGap(steps: readonly BridgeStep[]): number {
	const [start, end] = [steps[0], steps.at(-1)];
	if (!start || !end) return 0;
	const between = steps.slice(1, -1).reduce((sum, step) => sum + Math.round(step.amount * 10_000), 0);
	return Math.round((Math.round(end.amount * 10_000) - Math.round(start.amount * 10_000) - between) / 100);
}

/** Every level that a bar touches, without the ground on which the totals stand. */
const levelsOf = (bars: readonly Bar[]): number[] =>
	bars.flatMap((bar) => (bar.isTotal ? [bar.to] : [bar.from, bar.to]));

/** The ground of the axis: 0, or a round amount above it where the steps would otherwise be too small to see. */
function groundOf(bars: readonly Bar[]): number {
	const levels = levelsOf(bars);
	const [low, high] = [Math.min(...levels), Math.max(...levels)];
	if (low <= 0 || high - low > CUT_FROM * high) return 0;
	const raw = Math.max(0, low - (high - low) * 0.6);
	const power = 10 ** Math.floor(Math.log10(high - low));
	return Math.floor(raw / power) * power;
}

/** Amounts that choose the unit: that of the steps, so that small ones keep their figures, but no finer than a thousandth of the totals. */
export function scaleAmounts(steps: readonly BridgeStep[]): number[] {
	return steps.map((step) => (step.isTotal ? step.amount / 1000 : step.amount));
}

/** The parts of ECharts' drawing interface that a bar needs. */
interface Pen {
	value: (dimension: number) => number;
	coord: (point: [number, number]) => [number, number];
	size: (size: [number, number]) => [number, number];
}

/** A bridge from one total to another, each step hanging where the one before ended. */
export function drawBridge(steps: readonly BridgeStep[], format: Format, sentence: string): Drawing {
	const bars = bridgeBars(steps);
	const ground = groundOf(bars);
	const scale = format.moneyScale(scaleAmounts(steps));
	const highest = Math.max(...levelsOf(bars), 0);
	const lowest = Math.min(...levelsOf(bars), ground);

	/** A step too small for the unit is said to be so, rather than to be zero. */
	const textOf = (bar: Bar): string => {
		const text = bar.isTotal ? scale.write(bar.amount) : scale.signed(bar.amount);
		return bar.amount !== 0 && !/[1-9]/.test(text) ? '≈ 0' : text;
	};

	const renderItem = (_: unknown, pen: Pen) => {
		const bar = bars[pen.value(0)];
		if (!bar) return null;
		const [x, from] = pen.coord([pen.value(0), bar.isTotal ? Math.max(bar.from, ground) : bar.from]);
		const [, to] = pen.coord([pen.value(0), bar.to]);
		const width = Math.min(pen.size([1, 0])[0] * 0.72, 64);
		const [top, height] = [Math.min(from, to), Math.max(Math.abs(from - to), 1)];
		const [left, right] = [x - width / 2, x + width / 2];
		const fill = bar.isTotal ? INK.soft : bar.amount < 0 ? INK.negative : INK.positive;
		const foot = from - 14;
		const next = pen.coord([pen.value(0) + 1, bar.to])[0] - width / 2;
		return {
			type: 'group',
			children: [
				{ type: 'rect', shape: { x: left, y: top, width, height }, style: { fill } },
				...(bar.isTotal && ground > 0
					? [
							{
								type: 'polygon',
								shape: {
									points: [
										[left - 3, foot + BREAK],
										[right + 3, foot - BREAK],
										[right + 3, foot],
										[left - 3, foot + 2 * BREAK],
									],
								},
								style: { fill: INK.paper },
							},
						]
					: []),
				...(pen.value(0) < bars.length - 1
					? [
							{
								type: 'line',
								shape: { x1: right, y1: to, x2: next, y2: to },
								style: { stroke: INK.ruleStrong },
							},
						]
					: []),
				{
					type: 'text',
					style: {
						text: textOf(bar),
						x,
						y: top - 6,
						align: 'center',
						verticalAlign: 'bottom',
						fill: INK.text,
						font: `550 12px ${PLAIN.textStyle.fontFamily}`,
					},
				},
			],
		};
	};

	return {
		option: {
			baseOption: {
				...PLAIN,
				grid: { left: 2, right: 2, top: 26, bottom: 44 },
				xAxis: {
					...CATEGORY_AXIS,
					data: bars.map((bar) => bar.label),
					axisLine: { ...CATEGORY_AXIS.axisLine, onZero: false },
					axisLabel: { ...CATEGORY_AXIS.axisLabel, interval: 0, lineHeight: 15, hideOverlap: false },
				},
				yAxis: { ...VALUE_AXIS, show: false, min: Math.min(ground, lowest), max: highest },
				series: [
					{
						type: 'custom',
						renderItem,
						encode: { x: 0, y: [1, 2] },
						data: bars.map((bar, index) => [
							index,
							bar.isTotal ? Math.max(bar.from, ground) : bar.from,
							bar.to,
						]),
					},
				],
			},
			media: [
				{
					query: { maxWidth: NARROW },
					option: { xAxis: { data: bars.map((bar) => bar.shortLabel), axisLabel: { fontSize: 10 } } },
				},
			],
		},
		summary: sentence,
		points: bars.map((bar, x) => ({
			x,
			title: bar.label.replaceAll('\n', ' '),
			lines: [bar.isTotal ? format.money(bar.amount) : format.signedExactMoney(bar.amount), ...bar.lines],
		})),
		table: {
			head: ['Step', `Amount, ${format.currency}`],
			rows: bars.map((bar) => [bar.label.replaceAll('\n', ' '), format.money(bar.amount)]),
		},
	};
}
