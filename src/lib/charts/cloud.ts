/** Room around the field of a cloud, in pixels: names of the thresholds stand at its right. */
export const CLOUD_MARGIN = { top: 14, right: 76, bottom: 46, left: 34 } as const;

/** A straight line across the field, 0 to 100 on both axes. */
export interface CloudLine {
	from: readonly [x: number, y: number];
	to: readonly [x: number, y: number];
}

/**
 * Where `x × a + y × b = score × (a + b)` crosses the field from 0 to 100; null where it does not. A score of two axes is a
 * diagonal between them.
 */
export function scoreLine(score: number, a: number, b: number): CloudLine | null {
	if (a + b <= 0) return null;
	const sum = score * (a + b);
	const crossings: (readonly [number, number])[] = [];
	const add = (x: number, y: number): void => {
		if (x < 0 || x > 100 || y < 0 || y > 100 || !Number.isFinite(x + y)) return;
		if (!crossings.some(([u, v]) => Math.abs(u - x) + Math.abs(v - y) < 1e-9)) crossings.push([x, y]);
	};
	add(0, sum / b);
	add((sum - 100 * b) / a, 100);
	add(100, (sum - 100 * a) / b);
	add(sum / a, 0);
	const [from, to] = crossings.toSorted((p, q) => p[0] - q[0] || q[1] - p[1]);
	return from && to ? { from, to } : null;
}

/** The point nearest to a place, within so many units; -1 where there is none. Units of y may be shorter than those of x. */
export function nearestInCloud(
	xs: Float64Array,
	ys: Float64Array,
	x: number,
	y: number,
	within: { x: number; y: number },
): number {
	let [best, least] = [-1, 1];
	for (let i = 0; i < xs.length; i++) {
		const [dx, dy] = [(xs[i]! - x) / within.x, (ys[i]! - y) / within.y];
		const distance = dx * dx + dy * dy;
		if (distance < least) [best, least] = [i, distance];
	}
	return best;
}

/** Dots as one SVG path in a field of 100 by 100: each a line without length, which round ends make a dot. */
export function dotsPath(xs: Float64Array, ys: Float64Array, indices: Iterable<number>): string {
	let path = '';
	for (const i of indices) {
		if (xs[i]! >= 0 && ys[i]! >= 0) path += `M${xs[i]!.toFixed(2)} ${(100 - ys[i]!).toFixed(2)}h0`;
	}
	return path;
}

/** The places of each kind. */
export function byKind(kindOf: Uint8Array, kinds: number): number[][] {
	const places = Array.from({ length: kinds }, (): number[] => []);
	kindOf.forEach((kind, i) => places[kind]?.push(i));
	return places;
}

/** What {@link paintDots} paints on. */
export interface Canvas {
	/** Red, green, blue and opacity of each pixel, row by row. */
	pixels: Uint8ClampedArray;
	width: number;
	height: number;
	/** Pixels around the field, so that dots at its edges are whole. */
	pad?: number;
}

/** A dot of one kind: its colour, and its radius in pixels. */
export interface Dot {
	colour: readonly [red: number, green: number, blue: number];
	radius: number;
}

/** From so many points on, dots are so small and so close that soft edges would not show. */
const SHARP_FROM = 20_000;

/**
 * Paints points of 0 to 100 on both axes into pixels, kinds in their order, the last on top. So that a
 * hundred thousand fit well within a frame, their pixels are written directly instead of drawing circles.
 */
export function paintDots(
	{ pixels, width, height, pad = 0 }: Canvas,
	xs: Float64Array,
	ys: Float64Array,
	kinds: Uint8Array,
	dots: readonly Dot[],
): void {
	const whole = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
	whole.fill(0);
	const [wide, high] = [(width - 1 - 2 * pad) / 100, (height - 1 - 2 * pad) / 100];
	dots.forEach(({ colour, radius }, kind) => {
		const stamp = stampOf(radius, width, xs.length >= SHARP_FROM);
		const { reach, rows, columns, offsets, covers } = stamp;
		const ink = inkOf(colour);
		for (let i = 0; i < xs.length; i++) {
			if (kinds[i] !== kind) continue;
			const x = pad + Math.round(xs[i]! * wide);
			const y = pad + Math.round((100 - ys[i]!) * high);
			if (x !== x || y !== y) continue;
			const isInside = x >= reach && y >= reach && x < width - reach && y < height - reach;
			const at = y * width + x;
			for (let s = 0; s < offsets.length; s++) {
				if (!isInside) {
					const [column, row] = [x + columns[s]!, y + rows[s]!];
					if (column < 0 || row < 0 || column >= width || row >= height) continue;
				}
				const pixel = at + offsets[s]!;
				if (covers[s]! >= 1) whole[pixel] = ink;
				else blend(pixels, 4 * pixel, colour, covers[s]!);
			}
		}
	});
}

/** A colour as one number in the order of the machine's bytes. */
function inkOf([red, green, blue]: Dot['colour']): number {
	return new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0]!;
}

function blend(pixels: Uint8ClampedArray, at: number, colour: Dot['colour'], cover: number): void {
	const under = (pixels[at + 3]! / 255) * (1 - cover);
	const over = cover + under;
	for (let part = 0; part < 3; part++) {
		pixels[at + part] = (colour[part]! * cover + pixels[at + part]! * under) / over;
	}
	pixels[at + 3] = 255 * over;
}

/** The pixels around its middle that a disc covers, and how much of each. */
function stampOf(radius: number, width: number, isSharp: boolean) {
	const reach = Math.ceil(radius);
	const [rows, columns, offsets, covers]: [number[], number[], number[], number[]] = [[], [], [], []];
	for (let row = -reach; row <= reach; row++) {
		for (let column = -reach; column <= reach; column++) {
			const soft = Math.min(Math.max(radius + 0.5 - Math.hypot(row, column), 0), 1);
			const cover = isSharp ? Math.round(soft) : soft;
			if (cover === 0) continue;
			rows.push(row);
			columns.push(column);
			offsets.push(row * width + column);
			covers.push(cover);
		}
	}
	return { reach, rows, columns, offsets, covers };
}
