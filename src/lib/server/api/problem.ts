import type { FaultCode } from '../fault.ts';
import { expectedFault } from '../system-fault.ts';
import { REFUSALS, Refusal } from './refusal.ts';

/** A problem document (RFC 9457): the one shape of every error. */
export interface Problem {
	type: string;
	title: string;
	status: number;
	detail: string;
	instance: string;
	request_id: string;
}

/** What each expected fault is to a caller; each has an anchor in `/api/docs`. */
export const FAULTS: Record<FaultCode, { status: number; title: string }> = {
	parameter: { status: 400, title: 'A parameter is wrong' },
	not_found: { status: 404, title: 'Not found' },
	not_ready: { status: 503, title: 'No warehouse yet' },
	outdated: { status: 503, title: 'The warehouse is of another version' },
	busy: { status: 409, title: 'A build is running' },
	input: { status: 422, title: 'The input cannot be used' },
	checks: { status: 500, title: 'The checks failed' },
	unsupported: { status: 501, title: 'Not supported' },
	machine: { status: 503, title: 'The machine has no room or no right for it' },
};

/** What an error is to the caller: its own sentence where it was expected, else only that something unexpected happened. */
export function problemOf(error: unknown, instance: string, requestId: string): Problem {
	const about = (
		anchor: string,
		{ status, title }: { status: number; title: string },
		detail: string,
	): Problem => ({
		type: `/api/docs#problem-${anchor}`,
		title,
		status,
		detail,
		instance,
		request_id: requestId,
	});
	if (error instanceof Refusal) return about(error.refusal, REFUSALS[error.refusal], error.message);
	const fault = expectedFault(error);
	if (fault) return about(anchorOf(fault.code), FAULTS[fault.code], fault.message);
	return about(
		'unexpected',
		{ status: 500, title: 'Something unexpected happened' },
		'The server could not answer. The request id finds the cause in its log.',
	);
}

/** The anchor of a fault in `/api/docs`. */
export function anchorOf(code: FaultCode): string {
	return code.replace('_', '-');
}

/** The response for an error. */
export function problemResponse(error: unknown, instance: string, requestId: string): Response {
	const problem = problemOf(error, instance, requestId);
	const retry: Record<string, string> = problem.status === 503 ? { 'retry-after': '1' } : {};
	return new Response(JSON.stringify(problem), {
		status: problem.status,
		headers: {
			'content-type': 'application/problem+json',
			'cache-control': 'no-store',
			...retry,
			...(error instanceof Refusal ? error.headers : {}),
		},
	});
}
