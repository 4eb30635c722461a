import { readPathId } from '../../contract/record-path.ts';
import { Hono } from 'hono';
import { splitExtension } from '../export/format.ts';
import { Fault } from '../fault.ts';
import { nearestNames } from '../sources/nearest-names.ts';
import type { QueryFile } from '../warehouse/query-file.ts';
import { keptLevel } from '../warehouse/ask/question.ts';
import { hasRecord, recordHead, recordPart } from '../warehouse/ask/record.ts';
import { parametersOf, readInterruptibly, show, wantedOf } from './answers.ts';
import type { Env, Service } from './service.ts';

/** `/api/v1/accounts/{id}`, the head of one account's or group's record, and below it each of its parts. */
export function recordRoutes(service: Service, parts: ReadonlyMap<string, QueryFile>) {
	return new Hono<Env>()
		.get('/:id', async (context) => {
			const id = readPathId(context.req.param('id'));
			const { shown, pairs } = parametersOf(context);
			const level = pairs.find(([name]) => name === 'level')?.[1] ?? 'group';
			// An id may end like a file: the whole of it is asked for first.
			const isWhole =
				splitExtension(id) === undefined ||
				(await readInterruptibly(context, service, (connection, facts) =>
					hasRecord(connection, keptLevel(level, facts), id),
				));
			const { name, wanted } = isWhole ? { ...wantedOf(context, 'record'), name: id } : wantedOf(context, id);
			return show(context, service, wanted, shown, (connection, facts) =>
				recordHead(connection, name, pairs, facts),
			);
		})
		.get('/:id/:part', (context) => {
			const { name, wanted } = wantedOf(context, context.req.param('part'));
			const { shown, pairs } = parametersOf(context);
			const file = partNamed(name, parts);
			const id = readPathId(context.req.param('id'));
			return show(context, service, wanted, shown, (connection, facts) =>
				recordPart(connection, file, id, pairs, facts),
			);
		});
}

function partNamed(name: string, parts: ReadonlyMap<string, QueryFile>): QueryFile {
	const file = parts.get(name);
	if (file) return file;
	const names = [...parts.keys()];
	const near = nearestNames(name, names)[0];
	throw new Fault(
		'not_found',
		`A record has no ${name}.${near === undefined ? '' : ` Did you mean ${near}?`} It has: ${names.join(', ') || 'only its head'}.`,
	);
}
