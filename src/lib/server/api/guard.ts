import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { Fault } from '../fault.ts';
import { isAllowedHost } from './hosts.ts';
import { Refusal } from './refusal.ts';
import type { Env, Service } from './service.ts';

/** Longer than any question that a person asks. */
export const LONGEST_ADDRESS = 15_000;
const READING = ['GET', 'HEAD'];
const REQUEST_ID = /^[\w.-]{1,64}$/;
/** For the log only: whoever asked is gone. */
export const GIVEN_UP = 499;

const SAFE_HEADERS = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'cross-origin-resource-policy': 'same-origin',
	'x-frame-options': 'DENY',
};
/** Nothing that the API sends may load or run anything; the page of documentation has a policy of its own. */
const NO_CONTENT = "default-src 'none'; frame-ancestors 'none'";

/** Gives each request an id, its log line and its metrics, and each response the headers that keep it harmless. */
export function watch(service: Service): MiddlewareHandler<Env> {
	return async (context, next) => {
		const started = performance.now();
		const given = context.req.header('x-request-id');
		const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
		context.set('requestId', requestId);
		context.set('notes', {});
		await next();
		const { headers } = context.res;
		headers.set('x-request-id', requestId);
		for (const [name, value] of Object.entries(SAFE_HEADERS)) headers.set(name, value);
		if (!headers.has('content-security-policy')) headers.set('content-security-policy', NO_CONTENT);
		report(service, context, performance.now() - started);
	};
}

function report(service: Service, context: Context<Env>, milliseconds: number): void {
	const { answer = 'none', format = 'none', road = 'none', rows = 0, sql } = context.get('notes');
	const status = context.res.status;
	service.metrics.requestSeconds.observe({ answer, format, road, status }, milliseconds / 1000);
	if (rows > 0) service.metrics.rows.inc({ answer, format }, rows);
	const line = {
		request_id: context.get('requestId'),
		method: context.req.method,
		path: loggedPath(context.req.path),
		status,
		ms: Math.round(milliseconds * 10) / 10,
		answer,
		format,
		road,
		rows,
	};
	if (status >= 500 && !isExpected(context.error))
		service.log.error({ ...line, sql, err: context.error }, 'failed');
	else service.log.info(line, status === GIVEN_UP ? 'given up' : 'answered');
}

/** A path without the account that it names: a log outlives the reason to know who was looked at. */
export function loggedPath(path: string): string {
	return path.replace(/^((?:\/api\/v1)?\/accounts\/)[^/]+/, '$1{id}');
}

/** An error that says all by itself; one with a cause has more to tell to whoever reads the log. */
function isExpected(error: Error | undefined): boolean {
	return (error instanceof Fault || error instanceof Refusal) && error.cause === undefined;
}

/** Refuses what is no question: another host's name, another method than reading, an address too long or unreadable. */
export function guard(service: Service): MiddlewareHandler<Env> {
	return async (context, next) => {
		const url = new URL(context.req.url);
		const host = context.req.header('host') ?? url.host;
		if (!isAllowedHost(host, service.hosts)) {
			throw new Refusal(
				'wrong-host',
				'This server does not answer under that name; ask it as localhost, or name the host when serving.',
			);
		}
		if (!READING.includes(context.req.method)) {
			throw new Refusal('method-not-allowed', `${context.req.method} is not possible here; use GET.`, {
				allow: READING.join(', '),
			});
		}
		if (context.req.url.length > LONGEST_ADDRESS) {
			throw new Refusal(
				'address-too-long',
				`The address is ${context.req.url.length} characters long; the most is ${LONGEST_ADDRESS}.`,
			);
		}
		for (const [part, text] of [
			['path', url.pathname],
			['query', url.search.replaceAll('+', ' ')],
		] as const) {
			if (!isDecodable(text)) {
				throw new Refusal(
					'malformed-address',
					`The ${part} of the address has a % that no two hexadecimal digits of UTF-8 follow; write %25 for %.`,
				);
			}
		}
		await next();
	};
}

function isDecodable(text: string): boolean {
	try {
		return !decodeURIComponent(text).includes('\0');
	} catch {
		return false;
	}
}
