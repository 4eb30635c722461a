import type { DuckDBConnection } from '@duckdb/node-api';
import { Hono, type Context } from 'hono';
import { FORMATS, acceptedFormat, splitExtension } from '../export/format.ts';
import { parseTableColumns, TABLE_PREFIX } from '../export/table-columns.ts';
import { usedValues } from '../export/used-values.ts';
import { Fault } from '../fault.ts';
import { prepareQuestion, type Asked } from '../warehouse/ask/ask.ts';
import { totalsOf } from '../warehouse/ask/totals.ts';
import type { WarehouseFacts } from '../warehouse/warehouse.ts';
import { deliver, type Prepare, type Wanted } from './deliver.ts';
import { interrupterOf } from './interrupter.ts';
import { Refusal } from './refusal.ts';
import { sendText } from './respond.ts';
import type { Env, Service } from './service.ts';

/** What `show` asks for instead of the rows: the composed statement, the totals of all rows that match, or both these and a page. */
const SHOWN = ['rows', 'sql', 'totals', 'rows,totals'] as const;
type Shown = (typeof SHOWN)[number] | `${typeof TABLE_PREFIX}${string}`;

/** `/api/v1/<answer>` and `/api/v1/<answer>.<format>`. */
export function answerRoutes(service: Service) {
	return new Hono<Env>().get('/:answer', (context) => {
		const { name, wanted } = wantedOf(context, context.req.param('answer'));
		const { shown, pairs } = parametersOf(context);
		return show(context, service, wanted, shown, (_, facts) => prepareQuestion(name, pairs, facts));
	});
}

/** The name in a path and the form that its ending, or else the `Accept` header, asks for. Throws {@link Refusal} `not-acceptable`. */
export function wantedOf(context: Context<Env>, segment: string): { name: string; wanted: Wanted } {
	const ending = splitExtension(segment);
	if (ending) return { name: ending.name, wanted: { format: ending.format, isFile: true } };
	const format = acceptedFormat(context.req.header('accept'));
	if (format === undefined) {
		throw new Refusal(
			'not-acceptable',
			`None of the accepted types can be had; there are ${FORMATS.join(', ')}, also as an ending: ${segment}.csv.`,
		);
	}
	return { name: segment, wanted: { format, isFile: false } };
}

/** The parameters of a request without `show`, and what that asks for. Throws {@link Fault} `parameter`. */
export function parametersOf(context: Context<Env>): { shown: Shown; pairs: [string, string][] } {
	const all = [...new URL(context.req.url).searchParams];
	const asked = all.find(([name]) => name === 'show')?.[1] ?? 'rows';
	const shown = isTable(asked) ? asked : SHOWN.find((each) => each === asked);
	if (shown === undefined) throw new Fault('parameter', `show=${asked}: use one of ${SHOWN.join(', ')}.`);
	return { shown, pairs: all.filter(([name]) => name !== 'show') };
}

const isTable = (text: string): text is `${typeof TABLE_PREFIX}${string}` => text.startsWith(TABLE_PREFIX);

/** Answers with what is to be shown of a question. */
export function show(
	context: Context<Env>,
	service: Service,
	wanted: Wanted,
	shown: Shown,
	prepare: Prepare,
): Promise<Response> {
	if (shown === 'rows') return deliver(context, service, wanted, prepare);
	if (shown === 'totals') {
		return deliver(context, service, wanted, async (connection, facts) =>
			totalsOf(await prepare(connection, facts)),
		);
	}
	if (isTable(shown)) {
		if (wanted.format !== 'csv' && wanted.format !== 'xlsx' && wanted.format !== 'parquet')
			throw new Fault('parameter', 'show=table makes a file for people: ask for .xlsx, .csv or .parquet.');
		return deliver(context, service, wanted, async (connection, facts) => {
			const asked = await prepare(connection, facts);
			return { ...asked, table: parseTableColumns(shown, asked) };
		});
	}
	if (shown === 'rows,totals') {
		return deliver(context, service, wanted, async (connection, facts) => ({
			...(await prepare(connection, facts)),
			has_totals: true,
		}));
	}
	return readInterruptibly(context, service, async (connection, facts) => {
		const asked = await prepare(connection, facts);
		Object.assign(context.get('notes'), {
			answer: asked.question.answer,
			format: 'sql',
			road: asked.composed.road,
		});
		return sendText(context, JSON.stringify(shownSql(asked)), { 'content-type': 'application/json' });
	});
}

/** Reads as {@link Warehouse.read} does, until whoever asks is gone. */
export function readInterruptibly<T>(
	context: Context<Env>,
	service: Service,
	work: (connection: DuckDBConnection, facts: WarehouseFacts) => Promise<T>,
): Promise<T> {
	return service.warehouse.read(async (connection, facts) => {
		const interrupter = interrupterOf(connection, context.req.raw.signal);
		try {
			return await work(connection, facts);
		} finally {
			interrupter.release();
		}
	});
}

/** What is shown of a question's making: its statement with the values bound to it, and what each column means. */
function shownSql({ file, composed }: Asked) {
	return {
		answer: file.name,
		question: file.question,
		grain: file.grain,
		road: composed.road,
		sql: composed.sql,
		// A stored answer is only looked up: what made it is the query itself.
		stored_by: composed.road === 'stored' ? file.sql : null,
		parameters: Object.fromEntries(usedValues(composed.sql, composed.values)),
		columns: file.columns,
		totals: file.totals,
	};
}
