import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createGzip, gzip } from 'node:zlib';
import type { CachedBody } from './body-cache.ts';

export type Encoding = 'br' | 'gzip';

/** Below this the headers of a packed body cost what it saves. */
export const SMALLEST_PACKED = 1_024;

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);

/** The encoding that the caller takes and that suits best: brotli, then gzip; undefined for none. */
export function acceptedEncoding(header: string | undefined): Encoding | undefined {
	if (header === undefined) return undefined;
	const taken = header
		.toLowerCase()
		.split(',')
		.map((part) => part.trim().split(';'))
		.filter(([, quality]) => quality?.replace(/\s/g, '') !== 'q=0')
		.map(([name]) => name!.trim());
	return (['br', 'gzip'] as const).find((encoding) => taken.includes(encoding));
}

/** A held body in an encoding, packed once. */
export async function packed(body: CachedBody, encoding: Encoding): Promise<Buffer> {
	body.packed[encoding] ??=
		encoding === 'br'
			? await packBrotli(body.plain, {
					params: {
						[constants.BROTLI_PARAM_QUALITY]: 4,
						[constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
						[constants.BROTLI_PARAM_SIZE_HINT]: body.plain.length,
					},
				})
			: await packGzip(body.plain, { level: 5 });
	return body.packed[encoding];
}

/** A page as it is sent to whoever asks: packed with little effort where that is taken, since it is made anew each time. */
export async function packedPage(response: Response, accepts: string | null): Promise<Response> {
	const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
	if (!isPage || response.body === null) return response;
	response.headers.append('vary', 'accept-encoding');
	// What takes brotli takes gzip, too, which is packed in a third of the time.
	const takesGzip = acceptedEncoding(accepts?.toLowerCase().replace(/\bbr\b/, '')) === 'gzip';
	if (!takesGzip || response.headers.has('content-encoding')) return response;
	const plain = Buffer.from(await response.arrayBuffer());
	const body = await packGzip(plain, { level: 1 });
	const headers = new Headers(response.headers);
	headers.set('content-encoding', 'gzip');
	headers.set('content-length', String(body.length));
	return new Response(new Uint8Array(body), {
		status: response.status,
		statusText: response.statusText,
		headers,
	});
}

/** Parts of a stream, packed by gzip with little effort: a long answer should not wait for its packing. */
export async function* gzipped(parts: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
	const gzipStream = createGzip({ level: 1 });
	pipeline(Readable.from(parts, { highWaterMark: 1 }), gzipStream, () => undefined);
	try {
		yield* gzipStream as AsyncIterable<Uint8Array>;
	} finally {
		gzipStream.destroy();
	}
}
