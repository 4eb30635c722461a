import { Hono } from 'hono';
import { catalog } from '../warehouse/catalog.ts';
import { DOCS_POLICY, docsPage } from './docs-page.ts';
import { openApi, type ApiShape } from './openapi.ts';
import { sendText } from './respond.ts';
import type { Env, Service } from './service.ts';

/** `/api/openapi.json` and `/api/docs`: what can be asked, for machines and for people. */
export function documentRoutes(service: Service) {
	return new Hono<Env>()
		.get('/openapi.json', async (context) =>
			sendText(context, JSON.stringify(openApi(await shapeOf(service))), {
				'content-type': 'application/json',
			}),
		)
		.get('/docs', async (context) =>
			sendText(context, docsPage(await shapeOf(service)), {
				'content-type': 'text/html; charset=utf-8',
				'content-security-policy': DOCS_POLICY,
			}),
		);
}

/** Without a warehouse the documents still tell everything but its dimensions. */
async function shapeOf({ warehouse, version }: Service): Promise<ApiShape> {
	const { dimensions, line_dimensions } = await warehouse.facts().catch(() => ({
		dimensions: [],
		line_dimensions: [],
	}));
	return { catalog: catalog(), dimensions, line_dimensions, version };
}
