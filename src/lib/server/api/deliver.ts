import type { DuckDBConnection } from '@duckdb/node-api';
import type { Context } from 'hono';
import { toReadable, type ByteStream } from '../export/byte-stream.ts';
import { exportAnswer } from '../export/export-answer.ts';
import { fileName } from '../export/file-name.ts';
import { MEDIA_TYPES, type Format } from '../export/format.ts';
import { usedValues } from '../export/used-values.ts';
import { shortJson } from '../export/json-body.ts';
import { Fault } from '../fault.ts';
import { answerMeta, type Asked } from '../warehouse/ask/ask.ts';
import { modelVersion } from '../warehouse/build/fingerprint.ts';
import { lease, type Lease } from '../warehouse/build/lease.ts';
import type { WarehouseFacts } from '../warehouse/warehouse.ts';
import type { CachedBody } from './body-cache.ts';
import { acceptedEncoding, gzipped } from './compression.ts';
import { interrupterOf, type Interrupter } from './interrupter.ts';
import { Refusal } from './refusal.ts';
import { cachingHeaders, entityTag, hasCurrent, notModified, sendBody } from './respond.ts';
import type { Env, Service } from './service.ts';

/** In which form an answer is wanted. */
export interface Wanted {
	format: Format;
	/** Whether the form was named by an ending: then it is a file to be kept, JSON too. */
	isFile: boolean;
}

/** How a question ends before its time, and how it lets go of what it holds. */
interface Ends {
	interrupter: Interrupter;
	letGo: () => void;
}

/** Composes what is asked, against the build whose connection is given. */
export type Prepare = (connection: DuckDBConnection, facts: WarehouseFacts) => Asked | Promise<Asked>;

/**
 * Answers a question in the wanted form: nothing where the caller's copy holds, from memory where it was asked before,
 * short answers at once, long ones as a stream. Who goes away takes the question out of the engine.
 */
export async function deliver(
	context: Context<Env>,
	service: Service,
	wanted: Wanted,
	prepare: Prepare,
): Promise<Response> {
	const held = await lease(service.warehouse);
	const { signal } = context.req.raw;
	const interrupter = interrupterOf(held.connection, signal);
	const letGo = (): void => {
		interrupter.release();
		held.release();
	};
	let isStreamed = false;
	try {
		signal.throwIfAborted();
		const asked = await prepare(held.connection, held.facts);
		const response = await answer(context, service, wanted, asked, prepare, held, { interrupter, letGo });
		isStreamed = response.isStreamed;
		return response.response;
	} catch (error) {
		throw isOfAnotherVersion(error, held.facts) ? anotherVersion(service.warehouse.dir, error) : error;
	} finally {
		if (!isStreamed) letGo();
	}
}

/** Whether a question failed because the queries have changed since the warehouse was built: then it lacks what they read. */
function isOfAnotherVersion(error: unknown, facts: WarehouseFacts): boolean {
	const isExpected = error instanceof Fault || error instanceof Refusal;
	return !isExpected && facts.model_version !== modelVersion();
}

function anotherVersion(dir: string, cause: unknown): Fault {
	return new Fault(
		'outdated',
		`The warehouse was built by another version of Vital Few and lacks what this answer reads. Run "vital-few build --dir ${dir}".`,
		{ cause },
	);
}

async function answer(
	context: Context<Env>,
	service: Service,
	wanted: Wanted,
	asked: Asked,
	prepare: Prepare,
	held: Lease,
	ends: Ends,
): Promise<{ response: Response; isStreamed: boolean }> {
	const { signal } = context.req.raw;
	const { connection } = held;
	const notes = context.get('notes');
	Object.assign(notes, { answer: asked.question.answer, format: wanted.format, road: asked.composed.road });
	const tag = tagOf(service, wanted, asked);
	const whole = (response: Response) => ({ response, isStreamed: false });
	if (hasCurrent(context, tag)) return whole(notModified(tag));
	const headers = { ...cachingHeaders(tag), ...typeHeaders(asked, wanted) };
	if (context.req.method === 'HEAD') return whole(new Response(null, { status: 200, headers }));
	const cached = service.cache.get(tag);
	if (wanted.format === 'json') service.recent.note(context.req.url, prepare);
	if (cached) {
		Object.assign(notes, { road: 'cache', rows: cached.rows });
		return whole(await sendBody(context, cached, headers));
	}
	notes.sql = asked.composed.sql;
	if (wanted.format === 'json') {
		const body = await gated(service, asked.composed.road === 'live', signal, () =>
			shortBody(service, connection, asked, tag),
		);
		if (body) {
			notes.rows = body.rows;
			return whole(await sendBody(context, body, headers));
		}
	}
	const stream = await gated(service, true, signal, () =>
		exportAnswer(connection, asked, { format: wanted.format, scratch: service.warehouse.scratch }),
	);
	notes.rows = stream.rows;
	return {
		response: streamed(context, service, wanted, stream, headers, ends),
		isStreamed: true,
	};
}

/** A short answer as the body of a response, kept for whoever asks next; undefined where it is too long to be held. */
async function shortBody(
	service: Service,
	connection: DuckDBConnection,
	asked: Asked,
	tag: string,
): Promise<CachedBody | undefined> {
	const short = await shortJson(connection, asked, (totalRows) => answerMeta(asked, totalRows));
	if (!short) return undefined;
	const body = { plain: short.body, packed: {}, rows: short.rows };
	service.cache.set(tag, body);
	return body;
}

/**
 * Asks a build that does not serve yet what was asked of the one before, so that its first readers find short answers in
 * memory. What fails or is long is left for its readers.
 */
export async function answerAhead(
	service: Service,
	connection: DuckDBConnection,
	facts: WarehouseFacts,
	signal: AbortSignal,
): Promise<void> {
	for (const prepare of service.recent.newestFirst()) {
		if (signal.aborted) return;
		try {
			const asked = await prepare(connection, facts);
			const tag = tagOf(service, { format: 'json', isFile: false }, asked);
			if (!service.cache.get(tag)) await shortBody(service, connection, asked, tag);
		} catch (error) {
			service.log.debug({ err: error }, 'a question could not be asked ahead');
		}
	}
}

function gated<T>(
	service: Service,
	isHeavy: boolean,
	signal: AbortSignal,
	work: () => Promise<T>,
): Promise<T> {
	return isHeavy ? service.gate.run(signal, work) : work();
}

/** Formats that are not packed already. Arrow is read as it comes, and packing would take longer than sending it. */
const PACKED_IN_STREAM: ReadonlySet<Format> = new Set(['json', 'csv']);

function streamed(
	context: Context<Env>,
	service: Service,
	wanted: Wanted,
	stream: ByteStream,
	headers: Record<string, string>,
	{ interrupter, letGo }: Ends,
): Response {
	const isPacked =
		PACKED_IN_STREAM.has(wanted.format) &&
		acceptedEncoding(context.req.header('accept-encoding')) !== undefined;
	const source = isPacked ? { ...stream, parts: gzipped(stream.parts) } : stream;
	const requestId = context.get('requestId');
	const body = toReadable(source, {
		onCancel: interrupter.start,
		onDone: (error) => {
			letGo();
			if (error !== undefined)
				service.log.warn({ request_id: requestId, err: error }, 'a stream ended early');
		},
	});
	return new Response(body, {
		status: 200,
		headers: { ...headers, ...(isPacked ? { 'content-encoding': 'gzip' } : {}) },
	});
}

/** The question as it was resolved: the default said aloud is the same question. */
function tagOf(service: Service, wanted: Wanted, asked: Asked): string {
	const { sql, values } = asked.composed;
	return entityTag([
		service.version,
		wanted.format,
		answerMeta(asked, 0),
		sql,
		usedValues(sql, values),
		asked.has_totals ?? false,
		asked.table ?? null,
	]);
}

function typeHeaders(asked: Asked, wanted: Wanted): Record<string, string> {
	const name = fileName(answerMeta(asked, 0), wanted.format);
	const disposition = wanted.isFile || wanted.format !== 'json' ? 'attachment' : 'inline';
	const type = MEDIA_TYPES[wanted.format];
	return {
		'content-type': wanted.format === 'csv' ? `${type}; charset=utf-8; header=present` : type,
		'content-disposition': `${disposition}; filename="${name}"`,
	};
}
