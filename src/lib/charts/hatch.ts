/** Pixels from one stroke of a hatching to the next. */
const STEP = 6;

/** The strokes of a hatched rectangle, from lower left to upper right, cut at its edges: how a period that is not over is drawn. */
export function hatch(
	{ x, y, width, height }: { x: number; y: number; width: number; height: number },
	stroke: string,
) {
	const strokes = [];
	// Each stroke lies on a diagonal: its foot runs along the lower edge, and beyond it to the left and below the right.
	for (let foot = STEP - height; foot < width; foot += STEP) {
		const from = Math.max(foot, 0);
		const to = Math.min(foot + height, width);
		if (to <= from) continue;
		strokes.push({
			type: 'line',
			shape: { x1: x + from, y1: y + height - (from - foot), x2: x + to, y2: y + height - (to - foot) },
			style: { stroke, lineWidth: 1 },
		});
	}
	return strokes;
}
