import { ENTITIES, type ColumnType, type EntityName } from '../../../../contract/entities.ts';
import { quoteIdentifier, quoteText } from '../../sql-text.ts';
import type { GivenEntities } from './quality-rule.ts';

interface ProfiledColumn {
	name: string;
	type: ColumnType;
	isRequired: boolean;
	isGiven: boolean;
	description: string;
}

/**
 * The statement of the profile of every column of the contract, and of every further column of the accounts: how many of
 * the rows used have a value, how many have one that could not be read, and the least and the largest.
 */
export function entityColumnsSql(given: GivenEntities, dimensions: readonly string[]): string {
	const columns = new Map(ENTITIES.map(({ name }) => [name, columnsOf(name, given, dimensions)]));
	const described = [...columns].flatMap(([entity, list]) =>
		list.map((column, i) => {
			const texts = [entity, column.name, column.type, column.description].map(quoteText).join(', ');
			return `(${texts}, ${i + 1}, ${column.isRequired}, ${column.isGiven})`;
		}),
	);
	const counted = [...columns]
		.map(([entity, list]) => ({ entity, list: list.filter((column) => column.isGiven) }))
		.filter(({ list }) => list.length > 0)
		.map(({ entity, list }) => countedSql(entity, list));
	return `with described (entity, column_name, type, description, position, is_required, is_given) as (
			values ${described.join(',\n')}
		),
		counted as (${counted.join('\nunion all\n')})
		select d.entity, d.position, d.column_name, d.type, d.description, d.is_required, d.is_given,
			coalesce(c.row_count, 0) as row_count,
			coalesce(c.filled_count, 0) as filled_count,
			coalesce(c.unread_count, 0) as unread_count,
			c.least, c.largest
		from described as d
		left join counted as c on c.entity = d.entity and c.column_name = d.column_name`;
}

function columnsOf(name: EntityName, given: GivenEntities, dimensions: readonly string[]): ProfiledColumn[] {
	const described = ENTITIES.find((entity) => entity.name === name)!;
	const names = given.get(name);
	const contract = described.columns.map((column) => ({
		name: column.name,
		type: column.type,
		isRequired: column.required,
		isGiven: names?.has(column.name) ?? false,
		description: column.description,
	}));
	const further = name === 'accounts' ? dimensions : [];
	return [
		...contract,
		...further.map((dimension) => ({
			name: dimension,
			type: 'text' as const,
			isRequired: false,
			isGiven: true,
			description: 'dimension to filter and drill by',
		})),
	];
}

function countedSql(entity: EntityName, columns: readonly ProfiledColumn[]): string {
	const parts = columns.map(({ name, type, isRequired }) => {
		const column = quoteIdentifier(name);
		const hasRange = type !== 'text' && type !== 'boolean';
		const unread = isRequired
			? '0'
			: `count(*) filter (list_contains(string_split(unread, ' '), ${quoteText(name)}))`;
		return `{
			column_name: ${quoteText(name)}, row_count: count(*), filled_count: count(${column}), unread_count: ${unread},
			least: ${hasRange ? `cast(min(${column}) as varchar)` : 'cast(null as varchar)'},
			largest: ${hasRange ? `cast(max(${column}) as varchar)` : 'cast(null as varchar)'}
		}`;
	});
	return `select ${quoteText(entity)} as entity, counted.* from (
		select unnest([${parts.join(', ')}]) as counted from staged.${entity}_read where rejection is null
	)`;
}
