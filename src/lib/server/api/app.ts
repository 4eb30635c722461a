import { Hono } from 'hono';
import { catalog } from '../warehouse/catalog.ts';
import { recordParts } from '../warehouse/ask/record.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { answerRoutes } from './answers.ts';
import { answerAhead } from './deliver.ts';
import { documentRoutes } from './documents.ts';
import { GIVEN_UP, guard, watch } from './guard.ts';
import { healthRoutes } from './health.ts';
import { problemResponse } from './problem.ts';
import { recordRoutes } from './records.ts';
import { Refusal } from './refusal.ts';
import { createService, type ApiOptions, type Env } from './service.ts';

/** The API as one Hono application over a project's warehouse: `/api`, `/healthz`, `/readyz` and `/metrics`. */
export function createApi(warehouse: Warehouse, options: ApiOptions = {}) {
	const service = createService(warehouse, options);
	warehouse.rehearse = (connection, facts, signal) => answerAhead(service, connection, facts, signal);
	const app = new Hono<Env>();
	app.onError((error, context) =>
		context.req.raw.signal.aborted
			? new Response(null, { status: GIVEN_UP })
			: problemResponse(error, context.req.path, context.get('requestId')),
	);
	app.notFound((context) => {
		const refusal = new Refusal(
			'no-such-path',
			`There is nothing at ${context.req.path.slice(0, 200)}; /api/docs lists what there is.`,
		);
		return problemResponse(refusal, context.req.path, context.get('requestId'));
	});
	app.use(watch(service), guard(service));
	app.route('/', healthRoutes(service));
	app.route('/api', documentRoutes(service));
	app.route('/api/v1/accounts', recordRoutes(service, recordParts(catalog())));
	app.route('/api/v1', answerRoutes(service));
	return app;
}
