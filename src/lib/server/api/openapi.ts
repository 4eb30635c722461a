import { FORMATS, MEDIA_TYPES } from '../export/format.ts';
import type { Catalog } from '../warehouse/catalog.ts';
import type { QueryFile } from '../warehouse/query-file.ts';
import { JUDGEMENTS } from '../warehouse/ask/question.ts';
import { recordParts } from '../warehouse/ask/record.ts';
import { TIME_PARAMETERS, answerParameters, type Parameter } from './openapi-parameters.ts';
import {
	META_SCHEMA,
	PROBLEM_SCHEMA,
	SHOWN_SQL_SCHEMA,
	closed,
	partialRowSchema,
	rowSchema,
	type Schema,
} from './openapi-schemas.ts';

/** What the document depends on: the queries, and the dimensions of the warehouse in service. */
export interface ApiShape {
	catalog: Catalog;
	dimensions: readonly string[];
	/** Those of the order line. */
	line_dimensions: readonly string[];
	version: string;
}

const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const BYTES: Schema = { type: 'string', contentEncoding: 'binary' };

/** The OpenAPI 3.1 document of the API, made from the headers of the queries. */
export function openApi({ catalog, dimensions, line_dimensions, version }: ApiShape): Schema {
	const answers = [...catalog.answers.values()];
	const accounts = catalog.answers.get('accounts');
	const parts = recordParts(catalog);
	const ownRows = [...answers, ...[...parts.values()].filter((file) => !catalog.answers.has(file.name))];
	return {
		openapi: '3.1.0',
		info: {
			title: 'Vital Few',
			version,
			description:
				'On how few accounts does revenue rest, and which of them are going quiet. Shares are 0..1; money is in the reporting currency; null means that there is nothing to tell, never zero.',
		},
		servers: [{ url: '/' }],
		paths: {
			...Object.fromEntries(answers.flatMap((file) => answerPaths(file, dimensions, line_dimensions))),
			...(accounts ? { '/api/v1/accounts/{id}': recordPath() } : {}),
			...Object.fromEntries([...parts].map(([name, file]) => partPath(name, file))),
			'/healthz': { get: plainGet('Whether the process answers.', closed({ status: { const: 'ok' } })) },
			'/readyz': {
				get: plainGet(
					'Whether there is a warehouse to answer from.',
					closed({
						status: { const: 'ready' },
						build_id: { type: 'string' },
						built_at: { type: 'string', format: 'date-time' },
						watermark_on: { type: ['string', 'null'], format: 'date' },
						trouble: {
							type: ['string', 'null'],
							description: 'Why a newer build does not serve; null where the newest one does.',
						},
					}),
				),
			},
		},
		components: {
			schemas: {
				Meta: META_SCHEMA,
				Problem: PROBLEM_SCHEMA,
				ShownSql: SHOWN_SQL_SCHEMA,
				...Object.fromEntries(ownRows.map((file) => [`${file.name}_row`, rowSchema(file)])),
				...Object.fromEntries(
					answers
						.filter((file) => file.totals.length > 0)
						.map((file) => [`${file.name}_totals`, totalsSchema(file)]),
				),
				...(accounts ? { record_row: partialRowSchema(accounts, IDENTITY) } : {}),
			},
		},
	};
}

const IDENTITY = ['account_id', 'name', 'group_id', 'group_name', 'branch_count'];

function totalsSchema(file: QueryFile): Schema {
	const columns = file.columns.filter((column) => file.totals.some((total) => total.name === column.name));
	return partialRowSchema({ ...file, columns, has_dimensions: false }, []);
}

function answerPaths(
	file: QueryFile,
	dimensions: readonly string[],
	ofLines: readonly string[],
): [string, Schema][] {
	const parameters = answerParameters(file, dimensions, ofLines);
	const rows = [
		reference(`${file.name}_row`),
		...(file.totals.length > 0 ? [reference(`${file.name}_totals`)] : []),
	];
	const document = { anyOf: [...rows.map(documentSchema), reference('ShownSql')] };
	const get = (extra: readonly Parameter[], content: Schema, id: string): Schema => ({
		get: {
			operationId: id,
			summary: file.question,
			description: `One row is ${file.grain}.`,
			parameters: [...extra, ...parameters],
			responses: { '200': { description: 'the answer', content }, default: PROBLEM_RESPONSE },
		},
	});
	const format: Parameter = {
		name: 'format',
		in: 'path',
		required: true,
		description: 'the format, as a file to be kept',
		schema: { enum: FORMATS },
	};
	return [
		[`/api/v1/${file.name}`, get([], contentOf(document), file.name)],
		[`/api/v1/${file.name}.{format}`, get([format], contentOf(document), `${file.name}_file`)],
	];
}

const RECORD_ID: Parameter = {
	name: 'id',
	in: 'path',
	required: true,
	description: 'the account or group',
	schema: { type: 'string' },
};

/** A part of a record: its own parameters, and those of paging. */
function partPath(name: string, file: QueryFile): [string, Schema] {
	const parameters = answerParameters(file, []).filter(
		(parameter) => !['account_id', 'category', ...JUDGEMENTS].includes(parameter.name),
	);
	const document = { anyOf: [documentSchema(reference(`${file.name}_row`)), reference('ShownSql')] };
	const get = {
		operationId: `record_${name}`,
		summary: file.question,
		description: `One row is ${file.grain}.`,
		parameters: [RECORD_ID, ...parameters],
		responses: {
			'200': { description: 'the part of the record', content: contentOf(document) },
			default: PROBLEM_RESPONSE,
		},
	};
	return [`/api/v1/accounts/{id}/${name}`, { get }];
}

function recordPath(): Schema {
	return {
		get: {
			operationId: 'record',
			summary: 'Who is this account or group, and what did it bring?',
			description:
				'Its place in the directory with its row of the answer accounts; null where it has none in the window.',
			parameters: [RECORD_ID, ...TIME_PARAMETERS],
			responses: {
				'200': {
					description: 'the head of the record',
					content: contentOf(documentSchema(reference('record_row'))),
				},
				default: PROBLEM_RESPONSE,
			},
		},
	};
}

function documentSchema(row: Schema): Schema {
	return closed({ meta: reference('Meta'), rows: { type: 'array', items: row } });
}

function contentOf(json: Schema): Schema {
	return Object.fromEntries(
		FORMATS.map((format) => [MEDIA_TYPES[format], { schema: format === 'json' ? json : BYTES }]),
	);
}

const PROBLEM_RESPONSE: Schema = {
	description: 'what is wrong',
	content: { 'application/problem+json': { schema: reference('Problem') } },
};

function plainGet(summary: string, schema: Schema): Schema {
	return {
		summary,
		responses: {
			'200': { description: 'yes', content: { 'application/json': { schema } } },
			default: PROBLEM_RESPONSE,
		},
	};
}
