import { Fault } from '../../fault.ts';
import { nearestNames } from '../../sources/nearest-names.ts';
import { answerMeta, countRows, type Answer } from './ask.ts';
import { catalog } from '../catalog.ts';
import { queryRows } from '../engine.ts';
import { recordPart, recordParts } from './record.ts';
import { withinTime } from './time-limit.ts';
import type { Warehouse } from '../warehouse.ts';

/**
 * Asks the build in service for a part of one account's or group's record, by its name with or without `account_`.
 * @throws {Fault} `not_found` for a part or an account that is not there, `parameter`, or `busy` when reading its order lines
 * takes too long.
 */
export async function askDrill(
	warehouse: Warehouse,
	name: string,
	accountId: string,
	pairs: Iterable<readonly [string, string]> = [],
): Promise<Answer> {
	const parts = recordParts(catalog());
	const file = parts.get(name.replace(/^account_/, ''));
	if (!file) {
		const near = nearestNames(name, [...parts.keys()])[0];
		throw new Fault(
			'not_found',
			`A record has no ${name}.${near === undefined ? '' : ` Did you mean ${near}?`} It has: ${[...parts.keys()].join(', ')}.`,
		);
	}
	return warehouse.read(async (connection, facts) => {
		const asked = await recordPart(connection, file, accountId, [...pairs], facts);
		return withinTime(connection, asked, async () => {
			const rows = await queryRows(connection, asked.composed.sql, asked.composed.values);
			return { meta: answerMeta(asked, await countRows(connection, asked, rows.length)), rows };
		});
	});
}
