/** A name beside its point, in pixels of the field. */
export interface CloudLabel {
	index: number;
	/** Its point. */
	x: number;
	y: number;
	/** On which side of its point it stands. */
	side: 'right' | 'left';
}

/** The field that names stand in, in pixels. */
export interface CloudField {
	width: number;
	height: number;
	/** How far a name may reach beyond its right edge. */
	beyond?: number;
}

const LINE_HEIGHT = 22;
const TEXT_HEIGHT = 13;
/** The usual width of a letter, to know what would overlap before anything is drawn. */
const LETTER = 6.3;
/** From the middle of a point to its name. */
const GAP = 9;
/** Points that a name may cover: more would make both unreadable. */
const MOST_COVERED = 3;

interface Box {
	left: number;
	right: number;
	top: number;
	bottom: number;
}

const overlap = (a: Box, b: Box): boolean =>
	a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/**
 * The names that can be written without overlapping each other or hiding points, the first wanted first; one that finds no free
 * place on either side of its point is left out.
 * @param covered how many points lie in a box
 */
export function placeLabels(
	wanted: readonly { index: number; x: number; y: number; text: string }[],
	field: CloudField,
	most: number,
	covered: (box: Box) => number = () => 0,
): CloudLabel[] {
	const boxes: Box[] = [];
	const placed: CloudLabel[] = [];
	for (const { index, x, y, text } of wanted) {
		if (placed.length >= most) break;
		const length = text.length * LETTER + 8;
		let best: { label: CloudLabel; box: Box; cost: number } | null = null;
		for (const side of ['right', 'left'] as const) {
			const left = side === 'right' ? x + GAP - 3 : x - GAP + 3 - length;
			const box = { left, right: left + length, top: y - LINE_HEIGHT / 2, bottom: y + LINE_HEIGHT / 2 };
			if (box.left < 0 || box.right > field.width + (field.beyond ?? 0)) continue;
			if (boxes.some((other) => overlap(box, other))) continue;
			const cost = covered({ ...box, top: y - TEXT_HEIGHT / 2, bottom: y + TEXT_HEIGHT / 2 });
			if (cost > MOST_COVERED || (best !== null && cost >= best.cost)) continue;
			best = { label: { index, x, y, side }, box, cost };
		}
		if (best === null) continue;
		boxes.push(best.box);
		placed.push(best.label);
	}
	return placed;
}

/** Pixels of a cell in which points are counted. */
const CELL = 4;

/**
 * Counts points of 0 to 100 on both axes in boxes of a field of pixels. They are added up once, so that each box takes no
 * longer for many points than for few.
 */
export function pointsIn(
	xs: Float64Array,
	ys: Float64Array,
	{ width, height, beyond = 0 }: CloudField,
): (box: Box) => number {
	const columns = Math.ceil((width + beyond) / CELL) + 2;
	const rows = Math.ceil(height / CELL) + 2;
	const sums = new Uint32Array(columns * rows);
	for (let i = 0; i < xs.length; i++) {
		const column = Math.floor(((xs[i]! / 100) * width) / CELL);
		const row = Math.floor(((1 - ys[i]! / 100) * height) / CELL);
		if (column >= 0 && row >= 0 && column < columns - 1 && row < rows - 1)
			sums[(row + 1) * columns + column + 1]!++;
	}
	for (let row = 1; row < rows; row++) {
		for (let column = 1; column < columns; column++) {
			const at = row * columns + column;
			sums[at]! += sums[at - 1]! + sums[at - columns]! - sums[at - columns - 1]!;
		}
	}
	const clamp = (value: number, most: number): number =>
		Math.min(Math.max(Math.round(value / CELL), 0), most);
	return ({ left, right, top, bottom }) => {
		const [from, to] = [clamp(left, columns - 1), clamp(right, columns - 1)];
		const [above, below] = [clamp(top, rows - 1), clamp(bottom, rows - 1)];
		return (
			sums[below * columns + to]! -
			sums[above * columns + to]! -
			sums[below * columns + from]! +
			sums[above * columns + from]!
		);
	};
}
