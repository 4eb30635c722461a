import { Hono } from 'hono';
import type { Env, Service } from './service.ts';

/** `/healthz`: the process answers. `/readyz`: it has a warehouse to answer from, else 503 with the reason. `/metrics`: for Prometheus. */
export function healthRoutes({ warehouse, metrics }: Service) {
	return new Hono<Env>()
		.get('/healthz', (context) => context.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }))
		.get('/readyz', async (context) => {
			const { build_id, built_at, watermark_on } = await warehouse.facts();
			const { trouble = null } = warehouse;
			return context.json({ status: 'ready', build_id, built_at, watermark_on, trouble }, 200, {
				'cache-control': 'no-store',
			});
		})
		.get('/metrics', async (context) => {
			const text = await metrics.registry.metrics();
			return context.text(text, 200, {
				'content-type': metrics.registry.contentType,
				'cache-control': 'no-store',
			});
		});
}
