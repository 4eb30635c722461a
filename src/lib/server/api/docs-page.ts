import { createHash } from 'node:crypto';
import { FORMATS } from '../export/format.ts';
import type { FaultCode } from '../fault.ts';
import type { QueryFile } from '../warehouse/query-file.ts';
import { recordParts } from '../warehouse/ask/record.ts';
import { TIME_PARAMETERS, answerParameters } from './openapi-parameters.ts';
import type { ApiShape } from './openapi.ts';
import { FAULTS, anchorOf } from './problem.ts';
import { REFUSALS } from './refusal.ts';

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --quiet: color-mix(in srgb, currentColor 62%, transparent) }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2.5rem auto; padding: 0 1.25rem }
h1 { font-size: 1.6rem; margin: 0 0 .25rem } h2 { font-size: 1.2rem; margin: 3rem 0 .25rem; padding-top: .75rem; border-top: 1px solid var(--line) } h3 { font-size: 1rem; margin: 1.5rem 0 .25rem }
p { margin: .25rem 0 .75rem } code { font: .875em ui-monospace, monospace } .quiet { color: var(--quiet) }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .875rem } th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line) } th { font-weight: 600 }
nav { columns: 3 12rem; margin: 1rem 0 } nav a { display: block } a { color: inherit }
`;

/** The policy of the page: its own style, by its hash, and nothing else. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** The page that a person reads: every answer with its parameters and columns, the formats and the problems. */
export function docsPage(shape: ApiShape): string {
	const answers = [...shape.catalog.answers.values()];
	return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Vital Few: the API</title><style>${STYLE}</style></head>
<body>
<main>
<h1>The API of Vital Few</h1>
<p>Every answer is read with <code>GET /api/v1/&lt;answer&gt;</code>. The same as a machine reads it: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<nav aria-label="Contents">${answers.map((file) => `<a href="#${file.name}">${file.name}</a>`).join('')}<a href="#record">accounts/{id}</a><a href="#formats">Formats</a><a href="#problems">Problems</a></nav>
<h2 id="parameters">Parameters of every answer</h2>
${table(
	['parameter', 'meaning'],
	TIME_PARAMETERS.map(({ name, description }) => [code(name), escape(description)]),
)}
<p>A filter is a dimension with a value, repeated for several (<code>segment=retail&amp;segment=trade</code>), or a column with a comparison (<code>revenue=&gt;10000</code>). Shares are 0..1, money is in the reporting currency, and null means that there is nothing to tell, never zero.</p>
${answers.map((file) => answerSection(file, shape.dimensions, shape.line_dimensions)).join('\n')}
<h2 id="record">accounts/{id}</h2>
<p>The head of one account's or group's record: its place in the directory with its row of <a href="#accounts">accounts</a>. An unknown id is a problem that says how to search.</p>
${[...recordParts(shape.catalog)].map(([name, file]) => partSection(name, file)).join('\n')}
<h2 id="formats">Formats</h2>
<p>By ending (<code>/api/v1/accounts.csv</code>) or <code>Accept</code> header: ${FORMATS.map(code).join(', ')}. CSV and Parquet carry exact decimals; Arrow carries money as float64 and short lists of values as dictionaries; a workbook has number formats, a row of totals, and a sheet that says what each figure is. <code>show=sql</code> gives the statement with its parameters, <code>show=totals</code> the totals of all rows that match.</p>
<p>Each answer has an <code>ETag</code> that changes with the build and the question: sent back as <code>If-None-Match</code>, it costs a 304.</p>
<h2 id="problems">Problems</h2>
<p>Every error is a problem document (RFC 9457) with a sentence in <code>detail</code> and a <code>request_id</code> that the server's log knows.</p>
${problems()}
</main>
</body>
</html>
`;
}

function partSection(name: string, file: QueryFile): string {
	return `<h3>accounts/{id}/${name}</h3>
<p>${escape(file.question)} <span class="quiet">${escape(file.grain)}.</span></p>
${columnTable(file)}`;
}

function columnTable(file: QueryFile): string {
	const rows = file.columns.map((column) => [
		code(column.name),
		column.type,
		escape(column.description),
		escape(column.null_when ?? ''),
	]);
	return table(['column', 'type', 'meaning', 'null'], rows);
}

function answerSection(file: QueryFile, dimensions: readonly string[], ofLines: readonly string[]): string {
	const own = new Set(file.parameters.map((parameter) => parameter.name));
	const parameters = answerParameters(file, dimensions, ofLines).filter(
		({ name }) => own.has(name) || ['search', 'sort', 'limit', 'offset', 'show'].includes(name),
	);
	return `<h2 id="${file.name}">${file.name}</h2>
<p>${escape(file.question)} <span class="quiet">${escape(file.grain)}.</span></p>
<p><a href="/api/v1/${file.name}?limit=5"><code>/api/v1/${file.name}?limit=5</code></a></p>
${table(
	['parameter', 'meaning'],
	parameters.map(({ name, description }) => [code(name), escape(description)]),
)}
<h3>Columns</h3>
${columnTable(file)}${file.has_dimensions ? '<p class="quiet">And every dimension of the accounts.</p>' : ''}`;
}

function problems(): string {
	const faults = (Object.keys(FAULTS) as FaultCode[]).map((fault) => ({
		anchor: anchorOf(fault),
		...FAULTS[fault],
	}));
	const refusals = Object.entries(REFUSALS).map(([anchor, about]) => ({ anchor, ...about }));
	const unexpected = { anchor: 'unexpected', status: 500, title: 'Something unexpected happened' };
	return table(
		['type', 'status', 'title'],
		[...faults, ...refusals, unexpected].map(({ anchor, status, title }) => [
			`<code id="problem-${anchor}">#problem-${anchor}</code>`,
			String(status),
			escape(title),
		]),
	);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const cells = (row: readonly string[], tag: string): string =>
		`<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
	return `<div class="wide" tabindex="0"><table><thead>${cells(head, 'th')}</thead><tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table></div>`;
}

const code = (text: string): string => `<code>${escape(text)}</code>`;

function escape(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
