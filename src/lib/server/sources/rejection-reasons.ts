import type { AmountScale } from './measure-amounts.ts';
import type { Entity, EntityColumn, EntityName } from '../../contract/entities.ts';
import { quoteText } from '../warehouse/sql-text.ts';
import { isAlwaysRead, isUnreadable, LARGEST_NUMBER, type GivenColumns } from './typed-values.ts';

const BLANK_WORDS: Record<string, string> = {
	account_id: 'no account',
	order_id: 'no order',
	ordered_on: 'no date',
	amount: 'no amount',
};

/** Reasons for which a row is set aside, in the words that the screen and the summary show. */
export const REJECTION_REASONS = {
	blank: (column: EntityColumn) => BLANK_WORDS[column.name] ?? `no ${column.name}`,
	unreadable: (column: EntityColumn) =>
		`unreadable ${column.type === 'date' ? 'date' : column.type === 'money' ? 'amount' : column.name}`,
	outside: (column: EntityColumn) => `${column.name} outside ${column.range?.map(plainly).join(' to ')}`,
	too_large: 'amount of a trillion or more',
	future: 'dated after the day of the build',
	too_old: 'dated before 1900',
	no_rate: 'currency without a rate',
	no_holder: 'neither account nor group',
	ends_before: 'ends before it begins',
	duplicate: 'exact copy of another line',
	malformed: 'line that cannot be taken apart',
} as const;

/** Words that follow a count and a noun, for the reasons that "with" alone does not join to them. */
const FOLLOWING: readonly (readonly [reason: string, words: string])[] = [
	[REJECTION_REASONS.too_large, `with an ${REJECTION_REASONS.too_large}`],
	[REJECTION_REASONS.future, REJECTION_REASONS.future],
	[REJECTION_REASONS.too_old, REJECTION_REASONS.too_old],
	[REJECTION_REASONS.no_rate, `in a ${REJECTION_REASONS.no_rate}`],
	[REJECTION_REASONS.ends_before, 'ending before the beginning'],
	[REJECTION_REASONS.duplicate, 'repeating another line exactly'],
	[REJECTION_REASONS.malformed, 'that cannot be taken apart'],
];

/** SQL of a reason in words that follow a count and a noun: 3 order lines "with no account". */
export function followingWords(reason: string): string {
	const cases = FOLLOWING.map(([each, words]) => `when ${quoteText(each)} then ${quoteText(words)}`);
	return `case ${reason} ${cases.join(' ')}
		else case when ${reason} like 'unreadable %' then 'with an ' else 'with ' end || ${reason} end`;
}

function plainly(bound: number): string {
	return bound.toLocaleString('en', { maximumFractionDigits: 8 });
}

/** Dates that place a row in the history: none may lie after the day of the build, nor before 1900. */
const PLACED_BY: Partial<Record<EntityName, string>> = {
	order_lines: 'ordered_on',
	quotes: 'quoted_on',
	invoices: 'issued_on',
	ratings: 'rated_on',
	touchpoints: 'happened_on',
	service_cases: 'opened_on',
};

/** The cases, in the order in which they are asked, that say why a typed row `t` cannot be used. */
export function rejectionCases(
	described: Entity,
	given: GivenColumns,
	{ today, amounts }: { today: string; amounts: AmountScale },
): string[] {
	const when = (condition: string, reason: string) => `when ${condition} then ${quoteText(reason)}`;
	const cases: string[] = [];
	// A row without an account is told as such, whatever else is wrong with it.
	const columns = [...described.columns].sort(
		(a, b) => Number(b.name === 'account_id') - Number(a.name === 'account_id'),
	);
	for (const column of columns) {
		const isMainAmount = column.name === 'net_amount';
		const canFail =
			column.type !== 'text' && given.has(column.name) && !isAlwaysRead(described, column, given, amounts);
		if (canFail && (column.required || isMainAmount)) {
			if (column.type === 'money') {
				cases.push(
					when(
						`${isUnreadable(column)} and ${isTooLarge(`t.${column.name}_raw`)}`,
						REJECTION_REASONS.too_large,
					),
				);
			}
			cases.push(when(isUnreadable(column), REJECTION_REASONS.unreadable(column)));
		}
		if (column.required) cases.push(when(`t.${column.name} is null`, REJECTION_REASONS.blank(column)));
		if (column.required && column.range) {
			cases.push(
				when(
					`t.${column.name} not between ${column.range[0]} and ${column.range[1]}`,
					REJECTION_REASONS.outside(column),
				),
			);
		}
	}
	if (described.name === 'agreements') {
		cases.push(when('t.account_id is null and t.group_id is null', REJECTION_REASONS.no_holder));
		cases.push(when('t.valid_to < t.valid_from', REJECTION_REASONS.ends_before));
	}
	const placed = PLACED_BY[described.name];
	if (placed !== undefined) {
		cases.push(when(`t.${placed} > date ${quoteText(today)}`, REJECTION_REASONS.future));
		cases.push(when(`t.${placed} < date '1900-01-01'`, REJECTION_REASONS.too_old));
	}
	return cases;
}

function isTooLarge(raw: string): string {
	return `abs(try_cast(cast(${raw} as varchar) as double)) between ${LARGEST_NUMBER} and 1e300`;
}
