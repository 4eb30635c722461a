import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGES } from '../../src/lib/components/pages.ts';
import { readPathId, writePathId } from '../../src/lib/contract/record-path.ts';
import { launchBrowser } from '../support/browser.ts';
import { orderLines, writeProject } from '../support/given.ts';
import { dayAfter } from '../support/rhythms.ts';
import { serveProject, type Served } from '../support/served.ts';
import { axeViolations, openPage, visit } from './watched-page.ts';

/** Names as users have them: endless, from right to left, with a mark that turns what follows, with markup, with blanks. */
const NAMES = [
	'X'.repeat(400),
	'שלום ושות\' בע"מ (1)',
	'شركة النخبة 12',
	'Zoë\u202eevil',
	'á'.repeat(60),
	'<b>bold</b> & "q"',
	'👩‍👩‍👧‍👦 Family GmbH',
	'tab\tname',
	'line\nbreak',
	'A name of many words that goes on and on and does not end before the figures begin to suffer, Ltd.',
];
/** Ids that an address could take for something else. */
const IDS = [
	'..',
	'.',
	'~',
	'~..',
	'/',
	'a/b',
	'%',
	'%2F',
	'?x=1',
	'#top',
	'&a=b',
	' a b ',
	'..csv',
	'Ü'.repeat(200),
];

let served: Served;
let browser: Browser;
let dir: string;

beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), 'vital-few-names-'));
	const ids = [...NAMES.map((_, i) => `N${i}`), ...IDS];
	writeProject(dir, {
		rows: {
			accounts: ids.map((account_id, i) => ({
				account_id,
				name: NAMES[i] ?? `called ${i}`,
				region: NAMES[(i + 1) % NAMES.length]!,
				owner: NAMES[(i + 2) % NAMES.length]!,
			})),
			order_lines: ids.flatMap((id, i) =>
				orderLines(
					Array.from(
						{ length: 30 },
						(_, n) =>
							[
								id,
								dayAfter('2024-01-03', n * 33 + i),
								1000 - 20 * i + n,
								{
									product_id: `P${n % NAMES.length}`,
									product_name: NAMES[n % NAMES.length]!,
									category: NAMES[n % 4]!,
									quantity: 3,
									cost_amount: 400,
								},
							] as const,
					),
				),
			),
		},
	});
	[served, browser] = await Promise.all([serveProject(dir), launchBrowser()]);
});

afterAll(async () => {
	await browser?.close();
	await served?.stop();
	if (dir) rmSync(dir, { recursive: true, force: true });
});

/** Texts and titles of a page that hold letters from right to left and could turn what stands beside them. */
async function turning(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const turns = /[\u0590-\u08ff\u202e]/;
		const found: string[] = [];
		const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const holder = node.parentElement;
			const text = node.textContent ?? '';
			if (!holder || !turns.test(text) || holder.closest('script, style, bdi, pre, option')) continue;
			if (!text.includes('\u2068')) found.push(`${holder.tagName}: ${text}`);
		}
		for (const element of document.querySelectorAll('[title], [aria-label], [placeholder]')) {
			for (const name of ['title', 'aria-label', 'placeholder']) {
				const text = element.getAttribute(name) ?? '';
				if (turns.test(text) && !text.includes('\u2068')) found.push(`${element.tagName} ${name}: ${text}`);
			}
		}
		return found;
	});
}

const PATHS = [
	...PAGES.map((page) => page.path),
	'/accounts/N0',
	'/accounts/N1',
	`/accounts?region=${encodeURIComponent(NAMES[0]!)}&with=N0,N1,N2`,
	'/growth?by=region',
	'/margin?by=owner',
	'/cohorts?by=region',
	'/concentration?open=curve',
];

describe.each(PATHS)('names of any kind on %s', (path) => {
	it('fit every window, leave the figures in view, and turn no words around them', async () => {
		const { page, complaints, close } = await openPage(browser, { viewport: { width: 390, height: 844 } });
		await visit(page, served.url + path);
		for (const width of [390, 768, 1280, 1920]) {
			await page.setViewportSize({ width, height: 900 });
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect([path, width, overflow]).toEqual([path, width, Math.min(overflow, 0)]);
			// The first figure of every table is in view, however long the name before it.
			const pushed = await page.evaluate(() =>
				[...document.querySelectorAll('main table')].flatMap((table) => {
					const figure = table.querySelector('tbody tr:not(.space) td.number:not(.rank):not(:empty)');
					const box = figure?.getBoundingClientRect();
					return box && box.width > 0 && box.left > innerWidth - 20
						? [`${figure!.textContent} at ${Math.round(box.left)}`]
						: [];
				}),
			);
			expect([path, width, pushed]).toEqual([path, width, []]);
		}
		expect(await turning(page)).toEqual([]);
		expect(complaints).toEqual([]);
		await close();
	});
});

it('the search isolates names, too, and fits a phone', async () => {
	const { page, close } = await openPage(browser, { viewport: { width: 390, height: 844 } });
	await visit(page, served.url);
	await page.getByRole('button', { name: 'Find accounts and pages' }).click();
	await page.getByPlaceholder('An account, a number, an owner or a page').fill('N');
	await page.locator('dialog[open]').getByRole('option').first().waitFor();
	expect(await turning(page)).toEqual([]);
	const box = (await page.locator('dialog[open]').boundingBox())!;
	expect(box.x + box.width).toBeLessThanOrEqual(390);
	expect(
		await page
			.locator('dialog[open] div')
			.first()
			.evaluate((list) => list.scrollWidth - list.clientWidth),
	).toBe(0);
	expect(await axeViolations(page)).toEqual([]);
	await close();
});

describe('an id of any kind', () => {
	it.each(IDS.map((id, i) => [id.length > 20 ? `${id.slice(0, 5)} … of ${id.length}` : id, id, i] as const))(
		'%s opens its own record, from its link and from the API',
		async (_, id, i) => {
			const name = `called ${i + NAMES.length}`;
			const head = await fetch(`${served.url}/api/v1/accounts/${writePathId(id)}?level=account`);
			const { rows } = (await head.json()) as { rows: { name: string }[] };
			expect(rows.map((row) => row.name)).toEqual([name]);
			const months = await fetch(`${served.url}/api/v1/accounts/${writePathId(id)}/months?level=account`);
			expect(months.status).toBe(200);
			const { page, complaints, close } = await openPage(browser);
			await page.goto(`${served.url}/accounts?level=account&search=${encodeURIComponent(name)}`);
			await page.locator('tbody th a', { hasText: name }).click();
			await page.waitForFunction((text) => document.querySelector('h1')?.innerText.startsWith(text), name);
			expect(await page.title()).toBe(`${name} · Vital Few`);
			await page.reload();
			expect(await page.locator('h1').innerText()).toContain(name);
			expect(complaints).toEqual([]);
			await close();
		},
	);

	it('is the same after it was written as a part of an address and read again', () => {
		for (const id of [...IDS, '', '~~', 'N0']) {
			const address = new URL(`http://localhost/accounts/${writePathId(id)}/months`);
			const part = address.pathname.split('/')[2]!;
			expect(readPathId(decodeURIComponent(part))).toBe(id);
		}
	});
});
