import { entity, type EntityName } from '../../../contract/entities.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import type { Concept } from '../recognise/concepts.ts';
import { plainName } from '../recognise/name-tokens.ts';
import { found, type TableProfile } from '../recognise/table-profile.ts';
import { bare, identifier, numberSql } from '../recognise/value-sql.ts';
import { dateColumn, idColumn, made, numberColumn, placeColumns, textColumn } from './column-drafts.ts';
import type { DraftContext } from './draft-context.ts';
import type { DraftColumn, SelectDraft } from './select-draft.ts';
import { QUOTE_STATUS, statusSql } from './status-sql.ts';

/** The entities that one table gives by itself. */
type PlainEntity = Exclude<EntityName, 'order_lines' | 'accounts' | 'orders' | 'invoices'>;

/** Which recognised columns can be an entity's, the best first. */
const SOURCES: Record<PlainEntity, Partial<Record<string, readonly Concept[]>>> = {
	quotes: {
		quote_id: ['quote_id', 'id', 'order_id'],
		account_id: ['account_id', 'account_name'],
		quoted_on: ['quote_date', 'date', 'created_date', 'order_date', 'opened_date', 'closed_date'],
		amount: ['net_amount', 'amount', 'header_amount', 'gross_amount'],
		currency: ['currency'],
		status: ['status'],
		valid_until: ['valid_to', 'due_date', 'closed_date'],
		order_id: ['order_id'],
		category: ['category'],
	},
	deliveries: {
		delivery_id: ['delivery_id', 'id', 'order_id'],
		account_id: ['account_id', 'account_name'],
		order_id: ['order_id'],
		promised_on: ['promised_date', 'due_date'],
		shipped_on: ['ship_date', 'date'],
		delivered_on: ['delivered_date'],
		quantity: ['quantity'],
		status: ['status'],
	},
	agreements: {
		agreement_id: ['agreement_id', 'id'],
		account_id: ['account_id', 'account_name'],
		group_id: ['group_id', 'parent_id'],
		kind: ['kind'],
		valid_from: ['valid_from', 'date'],
		valid_to: ['valid_to'],
		product_id: ['product_id'],
		category: ['category'],
		agreed_price: ['unit_price', 'amount'],
		discount_share: ['discount'],
		currency: ['currency'],
	},
	service_cases: {
		case_id: ['case_id', 'id', 'order_id'],
		account_id: ['account_id', 'account_name'],
		opened_on: ['opened_date', 'created_date', 'date', 'order_date'],
		closed_on: ['closed_date'],
		escalated_on: ['escalated_date'],
		severity: ['severity'],
		minutes: ['minutes'],
	},
	touchpoints: {
		account_id: ['account_id', 'account_name'],
		happened_on: ['date', 'created_date', 'order_date', 'opened_date'],
		level: ['level'],
		direction: ['direction'],
		kind: ['kind'],
		owner: ['owner'],
	},
	plans: {
		account_id: ['account_id', 'account_name'],
		period_start: ['valid_from', 'date', 'month'],
		planned_amount: ['planned_amount', 'amount'],
		owner: ['owner'],
	},
	ratings: {
		account_id: ['account_id', 'account_name'],
		criterion: ['criterion'],
		score: ['score'],
		rated_on: ['date', 'created_date'],
		rater: ['owner', 'person_name'],
	},
	fx_rates: { currency: ['currency'], valid_on: ['date', 'valid_from'], rate: ['rate', 'unit_price'] },
};

/** Drafts the statement of an entity from one table; undefined, with what is missing, where a required column is not there. */
export async function draftEntity(
	{ connection }: DraftContext,
	name: PlainEntity,
	table: TableProfile,
): Promise<{ select?: SelectDraft; missing: string[] }> {
	const described = entity(name);
	const columns: DraftColumn[] = [];
	const missing: string[] = [];
	const used = new Set<ColumnProfile>();
	for (const { name: column, type, required } of described.columns) {
		const source = sourceOf(table, name, column, used);
		if (!source) {
			if (name === 'agreements' && column === 'kind')
				columns.push(
					made('kind', "'price'", [], 0.6, 'the source names no kind; all are taken as price agreements'),
				);
			else if (required) missing.push(column);
			continue;
		}
		used.add(source);
		if (type === 'date') {
			const day = dateColumn(column, source, table, bare);
			if (day) columns.push(day);
			else if (required) missing.push(column);
		} else if (type === 'money' || type === 'number') {
			const figure = numberColumn(column, source, table, bare);
			const isPercent =
				column === 'discount_share' && source.tokens.some(({ meanings }) => meanings.includes('percent'));
			columns.push(isPercent ? { ...figure, sql: `${numberSql(source)} * 0.01` } : figure);
		} else if (column === 'status' && name === 'quotes') {
			const known = await statusSql(connection, source, QUOTE_STATUS, bare);
			if (known !== undefined) columns.push(made('status', known, [source], 0.75));
		} else if (column.endsWith('_id')) columns.push(idColumn(column, source, table, bare));
		else columns.push(textColumn(column, source, table, bare));
	}
	if (
		name === 'agreements' &&
		!columns.some((column) => column.name === 'account_id' || column.name === 'group_id')
	)
		missing.push('account_id');
	if (missing.length > 0) return { missing };
	columns.push(...placeColumns(table, false));
	return {
		select: {
			entity: name,
			about: `${name}: one row for each row of ${table.name}.`,
			columns,
			tables: [table],
			from: identifier(table.name),
			joins: [],
			options: [],
		},
		missing,
	};
}

function sourceOf(
	table: TableProfile,
	name: PlainEntity,
	column: string,
	used: ReadonlySet<ColumnProfile>,
): ColumnProfile | undefined {
	const named = table.columns.find((candidate) => plainName(candidate.name) === plainName(column));
	if (named && !used.has(named) && named.filled > 0) return named;
	for (const concept of SOURCES[name][column] ?? []) {
		const candidate = found(table, concept);
		if (candidate && !used.has(candidate) && candidate.filled > 0) return candidate;
	}
	return undefined;
}
