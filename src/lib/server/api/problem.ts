import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { Fault, type FaultCode } from '../fault.ts';

/** A problem document (RFC 9457): the one shape of every error. */
export interface Problem {
	type: string;
	title: string;
	status: number;
	detail: string;
	instance: string;
	request_id: string;
}

const STATUS: Record<FaultCode, { status: 400 | 404 | 409 | 422 | 500 | 501 | 503; title: string }> = {
	parameter: { status: 400, title: 'A parameter is wrong' },
	not_found: { status: 404, title: 'Not found' },
	not_ready: { status: 503, title: 'No warehouse yet' },
	busy: { status: 409, title: 'A build is running' },
	input: { status: 422, title: 'The input cannot be used' },
	checks: { status: 500, title: 'The checks failed' },
	unsupported: { status: 501, title: 'Not supported' },
};

/** What an error is to the caller: a fault's own sentence, or only that something unexpected happened. */
export function problemOf(error: unknown, instance: string, requestId: string): Problem {
	if (error instanceof Fault) {
		const { status, title } = STATUS[error.code];
		return { type: `/api/docs#problem-${error.code.replace('_', '-')}`, title, status, detail: error.message, instance, request_id: requestId };
	}
	return {
		type: '/api/docs#problem-unexpected',
		title: 'Something unexpected happened',
		status: 500,
		detail: 'The server could not answer. The request id finds the cause in its log.',
		instance,
		request_id: requestId,
	};
}

/** The response for an error. */
export function problemResponse(error: unknown, context: Context): Response {
	const problem = problemOf(error, new URL(context.req.url).pathname, randomUUID());
	return new Response(JSON.stringify(problem), {
		status: problem.status,
		headers: { 'content-type': 'application/problem+json' },
	});
}
