import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { writeProject } from '../support/given.ts';
import { ODD_COMPANIES } from '../support/odd-companies.ts';
import { serveProject, type Served } from '../support/served.ts';

let served: Served | undefined;
let dir: string | undefined;
afterEach(async () => {
	await served?.stop();
	if (dir) rmSync(dir, { recursive: true, force: true });
});

/** The text of a page as the server sends it, tags taken out. */
async function textOf(path: string): Promise<{ heading: string; text: string }> {
	const response = await fetch(served!.url + path);
	expect([path, response.status]).toEqual([path, 200]);
	const html = (await response.text()).replaceAll(/<(script|style|svg)[\s\S]*?<\/\1>/g, ' ');
	const plain = (part: string): string =>
		part
			.replaceAll(/<!--[\s\S]*?-->/g, '')
			.replaceAll(/<[^>]+>/g, ' ')
			.replaceAll(/\s+/g, ' ')
			.trim();
	return { heading: plain(/<h1[\s\S]*?<\/h1>/.exec(html)?.[0] ?? ''), text: plain(html) };
}

const YOUNG = /^There is no record yet , so judge what is flagged with care: .+\.$/;

test.each([
	[
		'odd accounts among ordinary ones',
		/^\d+ accounts may be going quiet/,
		/right one first in \d+ of 100 cases/,
	],
	['four months of history', /accounts may be going quiet|No account is at risk/, YOUNG],
	['no live account', /accounts? may be going quiet|is at risk/, /./],
	['one account', /cannot be said: 1 account has ordered; a fit needs 30\./, YOUNG],
	['nobody ordered twice', /^What is at risk cannot be said: .+\.$/, YOUNG],
	['all orders on one day', /^What is at risk cannot be said: .+\.$/, YOUNG],
	['credits only', /no account had ordered by then\.$/, YOUNG],
	['orders by the clock', /No account is at risk|accounts may be going quiet/, /./],
] as const)('%s: risk and its record open with an honest sentence', async (name, risk, record) => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-odd-'));
	writeProject(dir, ODD_COMPANIES[name]!);
	served = await serveProject(dir);
	const list = await textOf('/risk');
	expect(list.heading).toMatch(risk);
	const proof = await textOf('/risk/record');
	expect(proof.heading).toMatch(record);
	for (const { text } of [list, proof, await textOf('/')]) {
		expect(text).not.toMatch(/NaN|undefined|Infinity|null\b/);
	}
});
