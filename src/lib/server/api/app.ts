import { Hono } from 'hono';
import { ask } from '../warehouse/ask.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { problemResponse } from './problem.ts';

/** The API as one Hono application over a project's warehouse; mounted below `/api`. */
export function createApi(warehouse: Warehouse) {
	const app = new Hono();
	app.onError((error, context) => problemResponse(error, context));
	app.notFound((context) => context.json({ type: 'about:blank', title: 'Not found', status: 404 }, 404));
	app.get('/api/v1/:answer', async (context) => {
		const pairs = new URL(context.req.url).searchParams.entries();
		return context.json(await ask(warehouse, context.req.param('answer'), pairs), 200);
	});
	return app;
}
