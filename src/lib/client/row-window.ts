/** Rows of a long table that are drawn, and the space that stands for those above and below. */
export interface RowWindow {
	first: number;
	/** Exclusive. */
	last: number;
	/** Pixels. */
	above: number;
	below: number;
}

/** Browsers stop laying out above some 17 million pixels; beyond this height a step of the scroll bar stands for more than its pixels. */
const TALLEST = 12_000_000;
/** Rows drawn beyond each edge, so that a flick does not show white. */
const SPARE = 12;

/**
 * Which rows of `total` stand in a viewport of that height when its content is scrolled by `scrolled` pixels.
 * A table that is too tall for a browser is compressed: the ends meet, every row can be reached.
 */
export function rowWindow(total: number, rowHeight: number, viewport: number, scrolled: number): RowWindow {
	const height = Math.min(total * rowHeight, TALLEST);
	const shown = Math.ceil(viewport / rowHeight);
	const reach = Math.max(height - viewport, 1);
	const position = Math.min(Math.max(scrolled / reach, 0), 1);
	const isTall = total * rowHeight > TALLEST;
	const top = isTall
		? Math.floor(position * Math.max(total - shown, 0))
		: Math.floor(Math.max(scrolled, 0) / rowHeight);
	const first = Math.max(0, Math.min(top, total - shown) - SPARE);
	const last = Math.min(total, Math.max(top, 0) + shown + SPARE);
	const drawn = Math.max(last - first, 0) * rowHeight;
	const above = isTall
		? Math.min(Math.max(scrolled - (top - first) * rowHeight, 0), Math.max(height - drawn, 0))
		: first * rowHeight;
	return { first, last, above, below: Math.max(height - above - drawn, 0) };
}
