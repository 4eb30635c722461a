import { ENTITIES, type Entity, type EntityColumn } from '../../../../contract/entities.ts';
import { DIMENSION_PREFIX, LINE_PREFIX, type RenamedColumn } from '../../../sources/dimension-names.ts';
import { quoteText } from '../../sql-text.ts';
import { implausibleShares } from './implausible-shares.ts';
import type { QualityRule } from './quality-rule.ts';

const PLACE = 'source_file, source_line';

/** The rules that every entity has in common, made from the contract. */
export function commonRules(duplicates: 'keep' | 'reject'): QualityRule[] {
	return [
		// Copies that are set aside are told as such, among the rejected rows.
		...(duplicates === 'keep' ? [exactCopies()] : []),
		...ENTITIES.flatMap((described) => [
			withoutRows(described),
			repeatedKey(described),
			...unknownAccount(described),
			...unknownOrder(described),
			...unreadableValues(described),
			...unknownWords(described),
		]),
		...implausibleShares(),
	];
}

/** Columns of the accounts or the order lines that would replace a figure or a parameter of ours, and what they are called instead. */
export function renamedDimensions(
	entity: 'accounts' | 'order_lines',
	renamed: readonly RenamedColumn[],
): QualityRule {
	return {
		...ofTexts(renamed.map(({ given, name }) => `${given} → ${name}`)),
		name: 'renamed_dimension',
		entity,
		needs: [],
		noun: 'column',
		found: 'with a name that Vital Few uses itself',
		treatment: 'flagged',
		rule: `The dimension is called ${entity === 'accounts' ? DIMENSION_PREFIX : LINE_PREFIX}… here; what it holds is as it was.`,
	};
}

/** Differences to the build before that were larger than the limits, and that somebody accepted. */
export function acceptedDifferences(accepted: readonly string[]): QualityRule {
	return {
		...ofTexts(accepted),
		name: 'accepted_difference',
		entity: 'order_lines',
		needs: [],
		noun: 'difference',
		found: 'to the build before, beyond the limits in vital-few.yaml',
		treatment: 'flagged',
		rule: 'Accepted with "vital-few build --accept".',
	};
}

/** A rule whose findings are known already. */
function ofTexts(texts: readonly string[]): Pick<QualityRule, 'sql' | 'has_amount'> {
	const rows = texts.map((text) => `(${quoteText(text)})`);
	return {
		sql: `select text as row_id, cast(null as varchar) as source_file, cast(null as bigint) as source_line
			from (values ${rows.length === 0 ? "('')" : rows.join(', ')}) as known (text) where text <> ''`,
		has_amount: false,
	};
}

function withoutRows({ name }: Entity): QualityRule {
	return {
		name: 'without_rows',
		entity: name,
		needs: [],
		noun: 'source',
		found: 'without a single row that can be used',
		treatment: 'flagged',
		rule: 'It is read, and whatever needs it stays empty.',
		sql: `select ${quoteText(name)} as row_id, cast(null as varchar) as source_file, cast(null as bigint) as source_line
			where not exists (from staged.${name})`,
		has_amount: false,
	};
}

/** What a repeated key means, entity by entity; where nothing is said, all rows are kept. */
const REPEATED: Partial<Record<Entity['name'], string>> = {
	order_lines: 'Both lines count.',
	accounts: 'The first of them in the file describes the account.',
	fx_rates: 'Of two rates for one day the later line counts.',
};

function repeatedKey({ name, key }: Entity): QualityRule {
	const keys = key.join(', ');
	const relation = `staged.${name}`;
	// A line without a number within its order has no key to repeat.
	const where = name === 'order_lines' ? 'line_no is not null and ' : '';
	return {
		name: 'repeated_key',
		entity: name,
		needs: name === 'order_lines' ? ['order_lines.line_no'] : [],
		noun: undefined,
		found: `with the same ${key.join(' and ')} as one before`.replace(/( and )(?=.* and )/g, ', '),
		treatment: 'flagged',
		rule: REPEATED[name] ?? 'All of them are kept.',
		// Hashes find the few that repeat, so that only those need to be put in order.
		sql: `select ${key[0]} as row_id, ${PLACE} from ${relation}
			where ${where}hash(${keys}) in (
				select hash(${keys}) from ${relation} where ${where}true group by hash(${keys}) having count(*) > 1
			)
			qualify row_number() over (partition by ${keys} order by source_line nulls last) > 1`,
		has_amount: false,
	};
}

function exactCopies(): QualityRule {
	return {
		name: 'exact_copies',
		entity: 'order_lines',
		needs: [],
		noun: undefined,
		found: 'that are exact copies of one before',
		treatment: 'kept',
		rule: 'They count. "duplicates: reject" in vital-few.yaml would set them aside.',
		sql: `select order_id as row_id, net_amount as amount, ${PLACE} from staged.copies`,
		has_amount: true,
	};
}

function unknownAccount(described: Entity): QualityRule[] {
	const { name, key, columns } = described;
	if (name === 'accounts' || !columns.some((column) => column.name === 'account_id')) return [];
	const isLines = name === 'order_lines';
	const known = isLines
		? 'select account_id from staged.accounts'
		: 'select account_id from staged.accounts union select account_id from staged.order_lines';
	return [
		{
			name: 'unknown_account',
			entity: name,
			needs: isLines ? ['accounts'] : [],
			noun: isLines ? 'account' : undefined,
			found: isLines
				? 'with order lines that the accounts do not describe'
				: 'of an account that is not there',
			treatment: isLines ? 'kept' : 'flagged',
			rule: isLines
				? 'Their lines count; each has its id for a name, is its own group and has no dimensions.'
				: 'Neither the accounts nor the order lines name it: no page shows these rows.',
			sql: isLines
				? `select account_id as row_id, sum(net_amount) as amount, any_value(source_file) as source_file,
						min(source_line) as source_line
					from staged.order_lines where account_id not in (${known}) group by account_id`
				: `select coalesce(${key[0]}, account_id) as row_id, ${PLACE} from staged.${name}
					where account_id is not null and account_id not in (${known})`,
			has_amount: isLines,
		},
	];
}

function unknownOrder({ name, key, columns }: Entity): QualityRule[] {
	if (key[0] === 'order_id' || !columns.some((column) => column.name === 'order_id')) return [];
	return [
		{
			name: 'unknown_order',
			entity: name,
			needs: [`${name}.order_id`],
			noun: undefined,
			found: 'naming an order that is not there',
			treatment: 'flagged',
			rule: 'The row is kept for its account; it is linked to no order.',
			sql: `select ${key[0]} as row_id, ${PLACE} from staged.${name}
				where order_id is not null
					and order_id not in (select order_id from staged.orders union select order_id from staged.order_lines)`,
			has_amount: false,
		},
	];
}

function unreadableValues(described: Entity): QualityRule[] {
	const readable = described.columns.filter(
		(column) =>
			!column.required &&
			column.name !== 'net_amount' &&
			(column.type !== 'text' || isTold(described, column)),
	);
	return readable.length === 0
		? []
		: [
				unread(described, readable, {
					name: 'unreadable_values',
					found: 'with a value that cannot be read',
					rule: 'The value counts as missing; the row is used.',
				}),
			];
}

function unknownWords(described: Entity): QualityRule[] {
	const worded = described.columns.filter((column) => column.words && !isTold(described, column));
	return worded.length === 0
		? []
		: [
				unread(described, worded, {
					name: 'unknown_words',
					found: `with a ${worded.map((column) => column.name).join(' or ')} that means nothing here`,
					rule: `Kept as it is. ${worded.map((column) => `Known for ${column.name}: ${column.words!.join(', ')}.`).join(' ')}`,
				}),
			];
}

function unread(
	described: Entity,
	columns: readonly EntityColumn[],
	words: Pick<QualityRule, 'name' | 'found' | 'rule'>,
): QualityRule {
	const names = columns.map((column) => quoteText(column.name)).join(', ');
	return {
		...words,
		entity: described.name,
		needs: [],
		noun: undefined,
		treatment: 'flagged',
		sql: `select ${described.key[0]} || ': ' || unread as row_id, ${PLACE} from staged.${described.name}_read
			where rejection is null and unread is not null and list_has_any(string_split(unread, ' '), [${names}])`,
		has_amount: false,
	};
}

/** The kind of a line is told from the sign of its amount where the word is none of those known. */
function isTold(described: Entity, column: EntityColumn): boolean {
	return described.name === 'order_lines' && column.name === 'kind';
}
