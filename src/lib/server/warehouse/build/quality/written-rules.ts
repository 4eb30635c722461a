import type { EntityName } from '../../../../contract/entities.ts';
import { catalog } from '../../catalog.ts';
import type { QueryFile } from '../../query-file.ts';
import type { QualityRule, Treatment } from './quality-rule.ts';

/** The rules of `queries/quality/`, one for each entity that a file is about. */
export function writtenRules(): QualityRule[] {
	return [...catalog().quality.values()].flatMap((file) => {
		const entities = listOf(file.headers['of']);
		return entities.map((name) => ruleOf(file, name as EntityName, entities.length > 1));
	});
}

function ruleOf(file: QueryFile, entity: EntityName, isOneOfMany: boolean): QualityRule {
	const { headers } = file;
	for (const key of ['found', 'treatment', 'rule']) {
		if (headers[key] === undefined)
			throw new Error(`queries/quality/${file.name}.sql has no "${key}" in its header`);
	}
	return {
		name: file.name,
		entity,
		needs: listOf(headers['needs']),
		noun: headers['noun'],
		found: headers['found']!,
		treatment: headers['treatment'] as Treatment,
		rule: headers['rule']!,
		sql: isOneOfMany ? `select * from (${file.sql}) where entity = '${entity}'` : file.sql,
		has_amount: file.columns.some((column) => column.name === 'amount'),
	};
}

function listOf(text: string | undefined): string[] {
	return (text ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
}
