import { relative } from 'node:path';
import { saleWords } from '../recognise/sale-rows.ts';
import type { TableProfile } from '../recognise/table-profile.ts';
import type { Coverage } from './coverage.ts';
import type { Drafts } from './draft-all.ts';
import type { LeftOut } from './left-out.ts';
import type { ReportingCurrency } from './reporting-currency.ts';
import { shownAmount } from './worth-of-choices.ts';
import type { DraftWorth } from './worth.ts';

/** How a drafted column came about. */
export interface ReportedColumn {
	entity: string;
	column: string;
	/** The user's columns, or the statement where there is none. */
	from: string;
	how: 'recognised' | 'guessed';
	note?: string | undefined;
}

/** What `vital-few init` found and did. */
export interface InitReport {
	dir: string;
	/** Paths of the files that were written, from `dir`. */
	written: string[];
	currency: ReportingCurrency;
	tables: {
		name: string;
		path: string;
		sheet?: string | undefined;
		rows: number;
		malformed: number;
		used_as: string;
	}[];
	columns: ReportedColumn[];
	/** What was seen and not used, with the reason. */
	left: LeftOut[];
	worth: DraftWorth;
	/** What a person should decide or confirm, what may be most wrong first. */
	check: string[];
	/** The draft would use less than half of the source, or no money though a column is called so. */
	has_gaps: boolean;
}

/** Puts the report together. */
export function reportOf(parts: {
	dir: string;
	written: readonly string[];
	scanned: { tables: readonly TableProfile[] };
	left: LeftOut[];
	drafts: Drafts;
	worth: DraftWorth;
	currency: ReportingCurrency;
	coverage: Coverage;
	/** Columns that are called amounts and cannot be read. */
	unread: readonly string[];
}): InitReport {
	const { dir, drafts, scanned, currency, worth } = parts;
	const columns: ReportedColumn[] = drafts.selects.flatMap(({ entity, columns: drafted }) =>
		drafted
			.filter(({ name }) => name !== 'source_file' && name !== 'source_line')
			.map(({ name, from, sql, isGuess, note }) => ({
				entity,
				column: name,
				from:
					from.length === 0
						? sql.split('\n')[0]!
						: from.map((column) => `${column.table}.${column.name}`).join(', '),
				how: isGuess ? ('guessed' as const) : ('recognised' as const),
				note,
			})),
	);
	return {
		dir,
		written: parts.written.map((path) => relative(dir, path)),
		currency,
		tables: scanned.tables.map((table) => ({
			name: table.name,
			path: table.file.path,
			sheet: table.file.sheet,
			rows: table.rows,
			malformed: table.malformed,
			used_as: drafts.usedAs(table.name),
		})),
		columns,
		left: parts.left,
		worth,
		check: [
			...parts.unread,
			...(parts.coverage.sentence === undefined ? [] : [parts.coverage.sentence]),
			...checks(columns, drafts, currency, scanned.tables, worth),
		],
		has_gaps: parts.coverage.isTooLittle || parts.unread.length > 0,
	};
}

function checks(
	columns: readonly ReportedColumn[],
	drafts: Drafts,
	currency: ReportingCurrency,
	tables: readonly TableProfile[],
	worth: DraftWorth,
): string[] {
	const sentences: string[] = [
		...drafts.controlTotals.differences,
		...worth.values.first,
		...drafts.sums.map(sumSentence),
		...repeatedKeys(drafts),
		...drafts.controlTotals.settled,
	];
	for (const { entity, column, from, how, note } of columns) {
		if (how === 'guessed')
			sentences.push(`${entity}.${column} from ${from} is a guess${note === undefined ? '' : `: ${note}`}.`);
	}
	const drafted = new Set(drafts.selects.flatMap(({ columns: all }) => all.flatMap(({ from }) => from)));
	for (const { column, isCertain, isDayFirst, reason } of drafts.dayOrders) {
		if (isCertain || !drafted.has(column)) continue;
		sentences.push(
			`Are the dates in ${column.table}.${column.name} ${isDayFirst ? 'day-first' : 'month-first'}? They are drafted so: ${reason}.`,
		);
	}
	sentences.push(...worth.choices, ...worth.values.others);
	if (drafts.sales && worth.left_out) {
		const amount = worth.left_out.amount === null ? '' : `, ${shownAmount(worth.left_out.amount)} in all,`;
		sentences.push(
			`Only rows whose ${saleWords(drafts.sales)} are taken as sales; the ${worth.left_out.rows} others${amount} are left out.`,
		);
	}
	if (currency.isGuess)
		sentences.push(`The reporting currency ${currency.code} is a guess: ${currency.reason}.`);
	if (currency.others.length > 0 && !drafts.selects.some(({ entity }) => entity === 'fx_rates')) {
		sentences.push(
			`There are amounts in ${currency.others.join(', ')}; without sources/fx_rates.sql those lines are set aside.`,
		);
	}
	const rates = drafts.selects.find(({ entity }) => entity === 'fx_rates');
	if (rates) {
		sentences.push(
			`Do the rates of ${rates.from} say how many ${currency.code} one unit of a currency is worth? If they say it the other way round, write 1 / rate in sources/fx_rates.sql.`,
		);
	}
	for (const { from, to, keys, met } of drafts.refused) {
		sentences.push(
			`${from.table}.${from.name} was not joined to ${to.table}.${to.name}: ${(keys - met).toLocaleString('en-GB')} of its ${keys.toLocaleString('en-GB')} values are not there.`,
		);
	}
	for (const { name, malformed } of tables) {
		if (malformed > 0)
			sentences.push(
				`${malformed} ${malformed === 1 ? 'line' : 'lines'} of ${name} could not be taken apart and will be set aside.`,
			);
	}
	if (worth.used.amount === null)
		sentences.push('There is no amount of money; every money answer will be empty.');
	return sentences;
}

function sumSentence({ words, rows, amount, isProven, isSetAside }: Drafts['sums'][number]): string {
	const what = `${rows} ${rows === 1 ? 'row' : 'rows'} ${words} (${shownAmount(amount)} in all)`;
	return isProven
		? `${what} ${rows === 1 ? 'is the sum' : 'are sums'} of other rows and ${isSetAside ? 'set aside, as it names no account or no day' : 'left out'}.`
		: `${what} may be sums of other rows; they stay in, because they do not come out even.`;
}

/** Lists whose keys stand twice, and numbers that begin anew: what was made of them. */
function repeatedKeys({ selects }: Drafts): string[] {
	const tables = new Set(selects.flatMap((select) => select.tables));
	return [...tables].flatMap(({ name, key }) => {
		if (!key) return [];
		const columns = [key.column, ...key.also].map((column) => column.name).join(' and ');
		const sentences: string[] = [];
		if (key.repeated) {
			const { keys, rows, example } = key.repeated;
			sentences.push(
				`${keys} ${keys === 1 ? 'value' : 'values'} of ${name}.${columns} ${keys === 1 ? 'stands' : 'stand'} in more than one row (${example}${keys > 1 ? ', …' : ''}); the first row of each is used, ${rows} ${rows === 1 ? 'row is' : 'rows are'} not.`,
			);
		}
		if (key.also.length > 0)
			sentences.push(
				`Numbers of ${name}.${key.column.name} begin anew; with ${key.also.map((column) => column.name).join(' and ')} they are joined and counted.`,
			);
		return sentences;
	});
}
