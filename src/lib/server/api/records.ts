import { Hono } from 'hono';
import { splitExtension } from '../export/format.ts';
import { hasRecord, recordHead } from '../warehouse/record.ts';
import { parametersOf, show, wantedOf } from './answers.ts';
import type { Env, Service } from './service.ts';

/** `/api/v1/accounts/{id}`: one account's or group's record. */
export function recordRoutes(service: Service) {
	return new Hono<Env>().get('/:id', async (context) => {
		const id = context.req.param('id');
		const { shown, pairs } = parametersOf(context);
		const level = pairs.find(([name]) => name === 'level')?.[1] ?? 'group';
		// An id may end like a file: the whole of it is asked for first.
		const isWhole =
			splitExtension(id) === undefined ||
			(await service.warehouse.read((connection) => hasRecord(connection, level, id)));
		const { name, wanted } = isWhole ? { ...wantedOf(context, 'record'), name: id } : wantedOf(context, id);
		return show(context, service, wanted, shown, (connection, facts) =>
			recordHead(connection, name, pairs, facts),
		);
	});
}
