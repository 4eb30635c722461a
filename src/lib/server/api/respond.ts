import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { CachedBody } from './body-cache.ts';
import { SMALLEST_PACKED, acceptedEncoding, packed } from './compression.ts';
import type { Env } from './service.ts';

/** The entity tag of what these parts make; weak, because packing changes the bytes and not what they say. */
export function entityTag(parts: unknown): string {
	return `W/"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)}"`;
}

/** The headers by which a caller may keep a body, and must ask whether it still holds. */
export function cachingHeaders(tag: string): Record<string, string> {
	return { etag: tag, 'cache-control': 'private, no-cache', vary: 'accept, accept-encoding' };
}

/** Whether the caller has what the tag names. */
export function hasCurrent(context: Context<Env>, tag: string): boolean {
	const known = context.req.header('if-none-match');
	if (known === undefined) return false;
	return (
		known.trim() === '*' ||
		known.split(',').some((each) => each.trim().replace(/^W\//, '') === tag.replace(/^W\//, ''))
	);
}

/** The response that the caller's own copy holds. */
export function notModified(tag: string): Response {
	return new Response(null, { status: 304, headers: cachingHeaders(tag) });
}

/** A held body, packed where the caller takes it so. */
export async function sendBody(
	context: Context<Env>,
	body: CachedBody,
	headers: Record<string, string>,
): Promise<Response> {
	const encoding =
		body.plain.length < SMALLEST_PACKED ? undefined : acceptedEncoding(context.req.header('accept-encoding'));
	const bytes = encoding === undefined ? body.plain : await packed(body, encoding);
	return new Response(bytes as Uint8Array<ArrayBuffer>, {
		status: 200,
		headers: {
			...headers,
			'content-length': String(bytes.length),
			...(encoding === undefined ? {} : { 'content-encoding': encoding }),
		},
	});
}

/** A text that changes only with the build, with its own tag. */
export async function sendText(
	context: Context<Env>,
	text: string,
	headers: Record<string, string>,
): Promise<Response> {
	const tag = entityTag(text);
	if (hasCurrent(context, tag)) return notModified(tag);
	const body: CachedBody = { plain: Buffer.from(text), packed: {}, rows: 0 };
	return sendBody(context, body, { ...cachingHeaders(tag), ...headers });
}
