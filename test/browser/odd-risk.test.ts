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

const LATE =
	/^\d+ accounts are late against their own rhythm ; whether they come back cannot be told from your own past\.$/;
const NOBODY = 'No account is late against its own rhythm; whether any falls silent cannot be told.';
const NOTHING = /^Your own past bears out none of our claims , so no chance of silence is shown\.$/;
const LITTLE = /^Your own past bears out (none of our|\d of 6) claims ?[,;.]/;

test.each([
	['odd accounts among ordinary ones', LATE, LITTLE],
	['four months of history', LATE, NOTHING],
	['no live account', LATE, LITTLE],
	['one account', NOBODY, LITTLE],
	['nobody ordered twice', NOBODY, NOTHING],
	['all orders on one day', NOBODY, NOTHING],
	['credits only', /no account had ordered by then\.$/, NOTHING],
	['orders by the clock', NOBODY, LITTLE],
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
