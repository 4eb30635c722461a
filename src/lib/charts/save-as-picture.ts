/** Twice the size on the screen, so that a picture stays sharp in a slide. */
const SCALE = 2;
const MARGIN = 16;
const TITLE_SPACE = 32;

/** The value that a custom property has on this page, in this theme. */
function resolve(name: string): string {
	const probe = document.createElement('i');
	probe.style.color = `var(${name})`;
	document.body.append(probe);
	const { color } = getComputedStyle(probe);
	probe.remove();
	return color;
}

/** SVG text that means the same outside of this page: every custom property is replaced by its value. */
function standAlone(svg: SVGSVGElement): string {
	const copy = svg.cloneNode(true) as SVGSVGElement;
	const { width, height } = svg.getBoundingClientRect();
	copy.setAttribute('width', String(width));
	copy.setAttribute('height', String(height));
	return new XMLSerializer()
		.serializeToString(copy)
		.replace(/var\((--[\w-]+)\)/g, (_, name: string) => resolve(name));
}

/** Saves a drawing as a PNG file that carries its title, in the colours of the theme that is shown. */
export async function saveAsPicture(svg: SVGSVGElement, title: string): Promise<void> {
	const size = svg.getBoundingClientRect();
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standAlone(svg))}`;
	await image.decode();
	await savePicture(size, title, (context) => context.drawImage(image, 0, 0, size.width, size.height));
}

/** Saves as a PNG file what `draw` draws below a title, on a field of so many pixels. */
export async function savePicture(
	{ width, height }: { width: number; height: number },
	title: string,
	draw: (context: CanvasRenderingContext2D) => void,
): Promise<void> {
	const canvas = document.createElement('canvas');
	canvas.width = (width + 2 * MARGIN) * SCALE;
	canvas.height = (height + TITLE_SPACE + 2 * MARGIN) * SCALE;
	const context = canvas.getContext('2d');
	if (!context) throw new Error('This browser cannot draw a picture.');
	context.scale(SCALE, SCALE);
	context.fillStyle = resolve('--paper');
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.fillStyle = resolve('--ink');
	context.font = `600 17px ${getComputedStyle(document.body).fontFamily}`;
	context.fillText(title, MARGIN, MARGIN + 16);
	context.translate(MARGIN, MARGIN + TITLE_SPACE);
	draw(context);

	const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
	if (!blob) throw new Error('This browser cannot write a PNG file.');
	const link = document.createElement('a');
	link.href = URL.createObjectURL(blob);
	link.download = `${title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
