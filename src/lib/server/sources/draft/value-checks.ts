import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../warehouse/sql-text.ts';
import type { ColumnProfile } from '../recognise/column-profile.ts';
import { valuesOf } from '../recognise/column-values.ts';
import type { SaleRows } from '../recognise/sale-rows.ts';
import { found, type TableProfile } from '../recognise/table-profile.ts';
import { identifier, keySql, numberSql, textSql } from '../recognise/value-sql.ts';
import { shownAmount, type Choices } from './worth-of-choices.ts';

/** What a status or a type may say that changes whether a line is revenue. */
const CONSEQUENCE =
	/cancel|storn|annul|void|geannul|anul|refund|return|retour|retoure|gutschrift|r[uü]ck|credit|abono|avoir|charge.?back|fail|fehl|echec|échec|declin|reject|abgelehnt|refus|expir|abandon|draft|entwurf|brouillon|borrador|bozza|test|dummy|demo|sample|muster|internal|on.?hold|hold|pending|offen|open|quote|angebot|devis|pro.?forma|deposit|anzahlung|free|gratis|promo|write.?off|abschreib|adjust|korrektur|correction|reversal|dispute|fraud|error|deleted|gel[oö]scht|inactive/i;
/** What stands for a customer where none is known. */
const NO_ACCOUNT =
	'^(n/?a|n\\.a\\.?|#n/a|#ref!|#value!|-+|–|—|\\.+|\\?+|none|null|nil|nan|undefined|unknown|unk|unbekannt|inconnu|desconocido|sconosciuto|onbekend|nieznany|ukendt|okänd|\\(blank\\)|\\(leer\\)|\\(vide\\)|\\(none\\)|\\(null\\)|\\(unknown\\)|blank|leer|vide|empty|not ?(set|available|applicable|assigned|found)|no (customer|account|name)|(kein|ohne) (kunde|konto|name)|tbd|tba|test|test ?(customer|kunde|account)|dummy|x+|0+|9{4,}|missing|unassigned|default)$';
const MOST_VALUES = 14;

/** The drafted lines in which values may mean something else than they say, each in a sentence with its count and worth. */
export async function valueChecks(
	connection: DuckDBConnection,
	choices: Choices & { sales: SaleRows | undefined },
): Promise<{ first: string[]; others: string[] }> {
	const hasAmount = choices.select.columns.some(({ name }) => name === 'net_amount');
	return {
		first: hasAmount
			? [...(await bookedNegative(connection, choices)), ...(await wholeHundreds(connection, choices))]
			: [],
		others: [
			...(await placeholders(connection, choices)),
			...(await oddIds(connection, choices)),
			...(await statusValues(connection, choices)),
			...(hasAmount ? await positiveReturns(connection, choices) : []),
			...writtenMarks(choices),
		],
	};
}

async function rowOf(connection: DuckDBConnection, sql: string): Promise<unknown[]> {
	return (await connection.runAndReadAll(sql)).getRowsJS()[0] ?? [];
}

const SUM = 'cast(cast(sum(net_amount) as decimal(38, 2)) as varchar)';

function lines(count: unknown): string {
	return `${Number(count).toLocaleString('en-GB')} ${Number(count) === 1 ? 'line' : 'lines'}`;
}

function worth(amount: unknown): string {
	return amount === null || amount === undefined ? '' : `, ${shownAmount(amount)}`;
}

/** Books of revenue write what is sold as a credit, with a minus. */
async function bookedNegative(connection: DuckDBConnection, { drafted }: Choices): Promise<string[]> {
	const [all, below, sum] = await rowOf(
		connection,
		`select count(net_amount), count(*) filter (net_amount < 0), ${SUM} from ${drafted} where reason is null`,
	);
	if (Number(all) === 0 || (Number(below) <= Number(all) / 2 && Number(sum) >= 0)) return [];
	return [
		`Is revenue booked with a minus? ${lines(below)} of ${Number(all).toLocaleString('en-GB')} are below zero, ${shownAmount(sum)} in all. If so, write -1 * before net_amount in sources/order_lines.sql.`,
	];
}

const FEWEST_FOR_CENTS = 20;

/** Amounts that look like cents: all whole, and all full hundreds or ending as prices do. */
async function wholeHundreds(connection: DuckDBConnection, { select, drafted }: Choices): Promise<string[]> {
	const net = select.columns.find(({ name }) => name === 'net_amount');
	const figures = net?.from.filter(({ number }) => number) ?? [];
	const money = figures.find((column) => column !== found0(select, 'quantity'));
	if (!money?.number?.isWhole || money.number.inCents || money.number.scale || money.number.hasSigns)
		return [];
	const [all, hundreds, priced, different, smallest] = await rowOf(
		connection,
		`select count(*), count(*) filter (net_amount % 100 = 0), count(*) filter (net_amount % 100 in (0, 49, 50, 90, 95, 99) or net_amount % 1000 = 0),
			count(distinct net_amount), min(abs(net_amount))
		from ${drafted} where reason is null and net_amount <> 0`,
	);
	const rows = Number(all);
	if (rows < FEWEST_FOR_CENTS || Number(different) < 4) return [];
	const isHundreds = Number(hundreds) === rows;
	if (!isHundreds && !(Number(priced) >= rows * 0.9 && Number(smallest) >= 100)) return [];
	const [sum] = await rowOf(connection, `select ${SUM} from ${drafted} where reason is null`);
	const hundredth = (Number(sum) / 100).toFixed(2);
	return [
		`Is ${money.name} in cents? All its amounts are whole${isHundreds ? ' hundreds' : ' and end as prices in cents do'}: ${shownAmount(sum)} in all, or ${shownAmount(hundredth)} if they are. They are taken as they stand; for cents, write * 0.01 behind them in sources/order_lines.sql.`,
	];
}

function found0({ columns }: Choices['select'], name: string): ColumnProfile | undefined {
	return columns.find((column) => column.name === name)?.from[0];
}

/** Accounts that stand for none. */
async function placeholders(connection: DuckDBConnection, { select, drafted }: Choices): Promise<string[]> {
	const rows = (
		await connection.runAndReadAll(
			`select account_id, count(*), ${SUM} from ${drafted} where reason is null and regexp_matches(lower(account_id), ${quoteText(NO_ACCOUNT)})
			group by account_id order by count(*) desc, account_id limit ${MOST_VALUES}`,
		)
	).getRowsJS();
	if (rows.length === 0) return [];
	const account = select.columns.find(({ name }) => name === 'account_id')!;
	const named = rows.map(([value, count, amount]) => `"${String(value)}" (${lines(count)}${worth(amount)})`);
	const list = rows.map(([value]) => quoteText(String(value))).join(', ');
	if (!account.sql.includes(' over ')) {
		select.options.push({
			says: 'What stands for no customer is counted as an account; to set those lines aside',
			sql: `trim(${account.sql}) not in (${list})`,
		});
	}
	return [`Are these customers? ${named.join(', ')}: each is counted as an account.`];
}

/** Ids that a spreadsheet has rounded, and accounts that are written in several ways. */
async function oddIds(connection: DuckDBConnection, { select, drafted }: Choices): Promise<string[]> {
	const sentences: string[] = [];
	for (const name of ['order_id', 'account_id'] as const) {
		const [count, amount, example] = await rowOf(
			connection,
			`select count(*), ${SUM}, min(${name}) from ${drafted} where reason is null and regexp_matches(${name}, '^[0-9]([.,][0-9]+)?[eE][+][0-9]{2,}$')`,
		);
		const column = found0(select, name);
		if (Number(count) > 0 && column)
			sentences.push(
				`${column.table}.${column.name} holds ids that a spreadsheet has rounded, like ${String(example)}: ${lines(count)}${worth(amount)}. Different ids have become one; export the column as text.`,
			);
	}
	const plain = `lower(regexp_replace(regexp_replace(account_id, '[\\s._/-]+', '', 'g'), '^0+', ''))`;
	const rows = (
		await connection.runAndReadAll(
			`select count(*) over (), string_agg(account_id, ', ' order by account_id), sum(lines), cast(cast(sum(amount) as decimal(38, 2)) as varchar)
			from (select account_id, ${plain} as plain, count(*) as lines, sum(net_amount) as amount from ${drafted} where reason is null group by account_id, plain)
			where plain <> '' group by plain having count(*) > 1 order by sum(lines) desc, 2 limit 5`,
		)
	).getRowsJS();
	if (rows.length > 0) {
		const named = rows.map(
			([, names, count, amount]) => `${String(names)} (${lines(count)}${worth(amount)})`,
		);
		const more = Number(rows[0]![0]) > rows.length ? ` and ${Number(rows[0]![0]) - rows.length} more` : '';
		sentences.push(
			`Are these one account each? ${named.join('; ')}${more}: they differ only in capitals, blanks or zeros in front, and are counted apart.`,
		);
	}
	return sentences;
}

/** Every value of a status or type, with its lines and what they are worth. */
async function statusValues(
	connection: DuckDBConnection,
	{ base, drafted, sales }: Choices & { sales: SaleRows | undefined },
): Promise<string[]> {
	const sentences: string[] = [];
	for (const table of [base.lines, ...(base.header ? [base.header.table] : [])]) {
		for (const column of table.columns) {
			if (column === sales?.column || !(await tellsFate(connection, table, column))) continue;
			const rows = (await worthByValue(connection, { base, drafted }, table, column)).toSorted(
				(a, b) => Number(CONSEQUENCE.test(b.value)) - Number(CONSEQUENCE.test(a.value)),
			);
			if (rows.length === 0) continue;
			const named = rows
				.slice(0, MOST_VALUES)
				.map(({ value, count, amount }) => `${value} ${lines(count)}${worth(amount)}`);
			const more = rows.length > MOST_VALUES ? `; and ${rows.length - MOST_VALUES} more values` : '';
			sentences.push(`${table.name}.${column.name} has ${named.join('; ')}${more}. All stay in.`);
		}
	}
	return sentences;
}

/** Whether a column is a status or a type, and has a value that may mean that a line is no sale. */
async function tellsFate(
	connection: DuckDBConnection,
	table: TableProfile,
	column: ColumnProfile,
): Promise<boolean> {
	if (column.number || column.date || column.openOrder || column.longest > 60) return false;
	if (column.distinct < 2 || column.distinct > 40) return false;
	const isNamed = [found(table, 'status'), found(table, 'kind'), found(table, 'cancelled')].includes(column);
	const mayBe =
		isNamed ||
		column.tokens.some(({ meanings }) =>
			(['status', 'kind', 'returned', 'cancelled', 'flag'] as const).some((meaning) =>
				meanings.includes(meaning),
			),
		);
	const values = (await valuesOf(connection, column)) ?? [];
	const telling = values.filter(({ value }) => CONSEQUENCE.test(value));
	// A column that nothing calls a status tells one only where its values are a handful of such words.
	return telling.length > 0 && (mayBe || telling.length >= Math.max(2, values.length / 2));
}

async function worthByValue(
	connection: DuckDBConnection,
	{ base, drafted }: Pick<Choices, 'base' | 'drafted'>,
	table: TableProfile,
	column: ColumnProfile,
): Promise<{ value: string; count: number; amount: string | null }[]> {
	const { lines: own, header } = base;
	const place = `drafted.source_line = place.line_number and drafted.source_file = ${own.parts ? 'place.file_name' : quoteText(own.name)}`;
	if (own.file.unnest.length > 0) return [];
	const read =
		table === own
			? `select line_number, ${own.parts ? 'file_name,' : ''} trim(${textSql(column)}) as value from ${identifier(own.name)}`
			: `select lines.line_number, ${own.parts ? 'lines.file_name,' : ''} above.value from (select *, ${keySql(header!.link.from)} as vital_few_key from ${identifier(own.name)}) as lines
				join (select ${keySql(header!.link.to)} as key, any_value(trim(${textSql(column)})) as value from ${identifier(table.name)} group by 1) as above on above.key = lines.vital_few_key`;
	const rows = (
		await connection.runAndReadAll(
			`select place.value, count(*), ${SUM} from (${read}) as place join ${drafted} as drafted on ${place}
			where drafted.reason is null and place.value <> '' group by 1 order by 2 desc, 1`,
		)
	).getRowsJS();
	return rows.map(([value, count, amount]) => ({
		value: String(value),
		count: Number(count),
		amount: amount === null ? null : String(amount),
	}));
}

/** Lines that give goods back and all the same bring money in. */
async function positiveReturns(connection: DuckDBConnection, { drafted }: Choices): Promise<string[]> {
	const [count, amount] = await rowOf(
		connection,
		`select count(*), ${SUM} from ${drafted} where reason is null and quantity < 0 and net_amount > 0`,
	);
	if (Number(count) === 0) return [];
	return [
		`Do returns bring money in? ${lines(count)} with a quantity below zero have an amount above it, ${shownAmount(amount)}; they are counted as it stands.`,
	];
}

/** What was made of the signs and letters beside the amounts. */
function writtenMarks({ select }: Choices): string[] {
	const columns = new Set(
		select.columns.filter(({ name }) => name.endsWith('amount')).flatMap(({ from }) => from),
	);
	return [...columns].flatMap(({ name, table, number }) => {
		const sentences: string[] = [];
		const marks = number?.marks;
		const scales = [...(marks?.meanings ?? [])].filter(([, { factor }]) => factor !== 1);
		if (scales.length > 0)
			sentences.push(
				`${table}.${name} is read with ${scales.map(([mark, { factor }]) => `${mark} as × ${factor.toLocaleString('en-GB')}`).join(', ')}.`,
			);
		const taken = [...(marks?.meanings ?? [])].filter(
			([, { side }]) => side !== undefined && side === marks?.negative,
		);
		if (taken.length > 0)
			sentences.push(
				`${table}.${name}: amounts with ${taken.map(([mark]) => mark).join(', ')} are taken off, as the rarer side.`,
			);
		for (const { mark, count, example } of marks?.unknown.slice(0, 3) ?? [])
			sentences.push(
				`${table}.${name} has ${count} ${count === 1 ? 'value' : 'values'} with "${mark}" beside the digits, like "${example}", which nobody can read; ${count === 1 ? 'it is' : 'they are'} set aside.`,
			);
		if (number?.scale)
			sentences.push(
				`${table}.${name} is multiplied by ${number.scale.toLocaleString('en-GB')}, because its name says that it counts so.`,
			);
		if (number?.hasDashes) sentences.push(`${table}.${name}: a lone dash is read as zero.`);
		if (number?.other)
			sentences.push(
				`${table}.${name} writes some amounts with a decimal comma and some with a point; each is read as it can be read.`,
			);
		return sentences;
	});
}

/** What keeps the drafted lines from being read as money: a column that is called an amount and cannot be read as one. */
export async function unreadAmounts(
	connection: DuckDBConnection,
	{ base, select }: Pick<Choices, 'base' | 'select'>,
): Promise<string[]> {
	if (select.columns.some(({ name }) => name === 'net_amount')) return [];
	const sentences: string[] = [];
	for (const column of base.lines.columns) {
		const isCalled = column.concepts.some(
			({ concept, confidence }) =>
				confidence >= 0.75 &&
				['net_amount', 'amount', 'gross_amount', 'unit_price', 'header_amount'].includes(concept),
		);
		if (!isCalled || column.number || column.filled === 0) continue;
		const [readable] = await rowOf(
			connection,
			`select count(*) from ${identifier(base.lines.name)} where ${numberSql(column)} is not null`,
		);
		const examples = column.shapes
			.filter(({ shape }) => !/^-?9+(\.9+)?$/.test(shape))
			.slice(0, 3)
			.map(({ example }) => `"${example}"`);
		sentences.push(
			`${column.table}.${column.name} is called an amount, but ${(column.filled - Number(readable)).toLocaleString('en-GB')} of its ${column.filled.toLocaleString('en-GB')} values cannot be read as numbers, like ${examples.join(', ')}; no money is drafted from it.`,
		);
	}
	return sentences;
}
