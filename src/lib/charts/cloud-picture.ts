import { savePicture } from './save-as-picture.ts';

/** Pixels of the halo that keeps a name readable over points. */
const HALO = 4;
/** Pixels above the cloud in which the name of its upright axis stands. */
const AXIS_NAME = 20;

/** Saves a cloud of points as a PNG file: its painted points, its paths and its names, as they stand on the screen. */
export async function saveCloudAsPicture(cloud: HTMLElement, title: string): Promise<void> {
	const { left: x, top: y, width, height } = cloud.getBoundingClientRect();
	const frame = new DOMRect(x, y - AXIS_NAME, width, height + AXIS_NAME);
	await savePicture(frame, title, (context) => {
		for (const canvas of cloud.querySelectorAll('canvas')) {
			const { left, top, width, height } = canvas.getBoundingClientRect();
			context.drawImage(canvas, left - frame.left, top - frame.top, width, height);
		}
		for (const path of cloud.querySelectorAll<SVGPathElement>('svg path')) strokePath(context, path, frame);
		for (const text of textsOf(cloud)) writeText(context, text, frame);
	});
}

function strokePath(context: CanvasRenderingContext2D, path: SVGPathElement, frame: DOMRect): void {
	const svg = path.ownerSVGElement;
	if (!svg) return;
	const { left, top, width, height } = svg.getBoundingClientRect();
	const { width: wide, height: high } = svg.viewBox.baseVal;
	const style = getComputedStyle(path);
	// A line of no length has no round ends on a canvas: a dot is one that is hardly longer.
	const shape = new Path2D((path.getAttribute('d') ?? '').replaceAll('h0', 'h0.001'));
	const placed = new Path2D();
	placed.addPath(
		shape,
		new DOMMatrix([width / wide, 0, 0, height / high, left - frame.left, top - frame.top]),
	);
	context.strokeStyle = style.stroke;
	context.lineWidth = Number.parseFloat(style.strokeWidth);
	context.lineCap = style.strokeLinecap as CanvasLineCap;
	context.setLineDash(
		style.strokeDasharray === 'none'
			? []
			: style.strokeDasharray.split(',').map((length) => Number.parseFloat(length)),
	);
	context.stroke(placed);
}

/** The texts that can be seen, each with the element that gives it its look. */
function textsOf(cloud: HTMLElement): Text[] {
	const walker = document.createTreeWalker(cloud, NodeFilter.SHOW_TEXT);
	const texts: Text[] = [];
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const isHidden = node.parentElement?.closest('.visually-hidden, .tip') ?? null;
		if (isHidden === null && node.textContent?.trim()) texts.push(node as Text);
	}
	return texts;
}

function writeText(context: CanvasRenderingContext2D, text: Text, frame: DOMRect): void {
	const range = document.createRange();
	range.selectNodeContents(text);
	const { left, top, height } = range.getBoundingClientRect();
	const style = getComputedStyle(text.parentElement!);
	const [x, y] = [left - frame.left, top - frame.top + height / 2];
	const words = text.data.trim();
	context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
	context.textBaseline = 'middle';
	if (text.parentElement?.closest('.name')) {
		context.setLineDash([]);
		context.lineJoin = 'round';
		context.lineWidth = HALO;
		context.strokeStyle = getComputedStyle(document.body).backgroundColor;
		context.strokeText(words, x, y);
	}
	context.fillStyle = style.color;
	context.fillText(words, x, y);
}
