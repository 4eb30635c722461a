import { Hono, type Context } from 'hono';
import { FORMATS, acceptedFormat, splitExtension } from '../export/format.ts';
import { usedValues } from '../export/used-values.ts';
import { Fault } from '../fault.ts';
import { prepareQuestion, type Asked } from '../warehouse/ask/ask.ts';
import { totalsOf } from '../warehouse/ask/totals.ts';
import { deliver, type Prepare, type Wanted } from './deliver.ts';
import { Refusal } from './refusal.ts';
import { sendText } from './respond.ts';
import type { Env, Service } from './service.ts';

/** What `show` asks for instead of the rows: the composed statement, or the totals of all rows that match. */
const SHOWN = ['rows', 'sql', 'totals'] as const;
type Shown = (typeof SHOWN)[number];

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
	const shown = SHOWN.find((each) => each === asked);
	if (shown === undefined) throw new Fault('parameter', `show=${asked}: use one of ${SHOWN.join(', ')}.`);
	return { shown, pairs: all.filter(([name]) => name !== 'show') };
}

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
	return service.warehouse.read(async (connection, facts) => {
		const asked = await prepare(connection, facts);
		Object.assign(context.get('notes'), {
			answer: asked.question.answer,
			format: 'sql',
			road: asked.composed.road,
		});
		return sendText(context, JSON.stringify(shownSql(asked)), { 'content-type': 'application/json' });
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
