/**
 * Colours and text of every chart. Colours are the custom properties of tokens.css, which SVG resolves by
 * itself: a chart needs no redrawing when the theme changes, and the server need not know it.
 */
export const INK = {
	text: 'var(--ink)',
	soft: 'var(--ink-soft)',
	faint: 'var(--ink-faint)',
	rule: 'var(--rule)',
	ruleStrong: 'var(--rule-strong)',
	paper: 'var(--paper)',
	raised: 'var(--raised)',
	accent: 'var(--accent)',
	wash: 'var(--accent-wash)',
	key: 'var(--tier-key)',
	growth: 'var(--tier-growth)',
	onGrowth: 'var(--on-tier-growth)',
	standard: 'var(--tier-standard)',
	emerging: 'var(--tier-emerging)',
	positive: 'var(--positive)',
	negative: 'var(--negative)',
} as const;

const FONT = "'Inter Variable', Inter, system-ui, sans-serif";

/** What every chart starts from: no frame, no motion, small soft text. */
export const PLAIN = {
	animation: false,
	textStyle: { fontFamily: FONT, fontSize: 12, color: INK.soft },
} as const;

/** An axis of numbers: faint lines across, no line of its own. */
export const VALUE_AXIS = {
	type: 'value',
	axisLine: { show: false },
	axisTick: { show: false },
	splitLine: { lineStyle: { color: INK.rule } },
	axisLabel: { color: INK.soft, fontSize: 12 },
} as const;

/** Labels that an axis of dates has room for on a phone. */
const DATE_LABELS = 5;

/**
 * Which dates of an axis are written: the newest, and backwards from it in even steps of `unit` dates, so that the
 * distance from one label to the next is always the same.
 */
export function dateLabels(count: number, unit: number): (index: number) => boolean {
	const step = count <= DATE_LABELS ? 1 : Math.ceil((count - 1) / DATE_LABELS / unit) * unit;
	return (index) => (count - 1 - index) % step === 0;
}

/** An axis of names or months: a line, no ticks. */
export const CATEGORY_AXIS = {
	type: 'category',
	axisLine: { lineStyle: { color: INK.ruleStrong } },
	axisTick: { show: false },
	axisLabel: { color: INK.soft, fontSize: 12 },
} as const;
