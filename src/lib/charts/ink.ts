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

/** An axis of names or months: a line, no ticks. */
export const CATEGORY_AXIS = {
	type: 'category',
	axisLine: { lineStyle: { color: INK.ruleStrong } },
	axisTick: { show: false },
	axisLabel: { color: INK.soft, fontSize: 12 },
} as const;
