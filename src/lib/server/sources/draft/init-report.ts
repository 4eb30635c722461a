import { relative } from 'node:path';
import { saleWords } from '../recognise/sale-rows.ts';
import type { LeftFile } from '../recognise/scan-files.ts';
import type { TableProfile } from '../recognise/table-profile.ts';
import type { Role } from '../recognise/table-role.ts';
import type { Coverage } from './coverage.ts';
import type { Drafts } from './draft-all.ts';
import { NOT_USED } from './draft-config.ts';
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
	left: { what: string; reason: string }[];
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
	scanned: { tables: readonly TableProfile[]; left: readonly LeftFile[] };
	tables: readonly TableProfile[];
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
		left: leftOut(parts.tables, drafts, scanned.left),
		worth,
		check: [
			...parts.unread,
			...(parts.coverage.sentence === undefined ? [] : [parts.coverage.sentence]),
			...checks(columns, drafts, currency, scanned.tables, worth),
		],
		has_gaps: parts.coverage.isTooLittle || parts.unread.length > 0,
	};
}

function leftOut(
	tables: readonly TableProfile[],
	drafts: Drafts,
	files: readonly LeftFile[],
): InitReport['left'] {
	const used = new Set([
		...drafts.selects.flatMap(({ columns }) => columns.flatMap(({ from }) => from)),
		...drafts.controlTotals.columns,
	]);
	const left = files.map(({ path, reason }) => ({ what: path, reason }));
	for (const { column, reason } of drafts.keptOut)
		left.push({ what: `${column.table}.${column.name}`, reason });
	for (const column of drafts.accounts.varying) {
		left.push({
			what: `${column.table}.${column.name}`,
			reason: 'differs between the lines of one account, so it is not a property of the account',
		});
	}
	for (const { table, reason } of drafts.lacking) left.push({ what: table.name, reason });
	const explained = new Set(left.map(({ what }) => what));
	for (const table of tables) {
		if (drafts.usedAs(table.parts?.[0] ?? table.name) === NOT_USED) {
			if (!explained.has(table.name))
				left.push({ what: table.name, reason: whyUnused(drafts.roles.get(table)!, drafts) });
			continue;
		}
		const rest = table.columns.filter(
			(column) => !used.has(column) && column.filled > 0 && !explained.has(`${table.name}.${column.name}`),
		);
		if (rest.length > 0)
			left.push({ what: `${table.name}: ${rest.map(({ name }) => name).join(', ')}`, reason: 'not needed' });
	}
	return left;
}

function whyUnused(role: Role, { base }: Drafts): string {
	switch (role) {
		case 'flat':
		case 'lines':
		case 'headers':
			return `order lines are read from ${base.lines.name}, which says more about products and money`;
		case 'products':
		case 'categories':
			return 'nothing in it that the order lines lack, or no column that joins it to them';
		case 'customers':
			return 'no column joins it to the order lines';
		case 'employees':
			return 'people; no column of the accounts refers to them';
		case 'purchases':
			return 'purchases, not sales: it names no customer';
		case 'payments':
			return 'payments, not sales';
		default:
			return 'fits no entity';
	}
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
	for (const { from, to, containment } of drafts.refused) {
		sentences.push(
			`${from.table}.${from.name} was not joined to ${to.table}.${to.name}: only ${Math.round(containment * 100)} % of its values are there.`,
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
