import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { writeProject } from '../support/given.ts';
import { longLists } from '../support/long-lists.ts';
import { serveProject, serveSample, type Served } from '../support/served.ts';
import { fileRows } from './tile-texts.ts';
import { openPage, visit } from './watched-page.ts';

let sample: Served;
let long: Served;
let browser: Browser;
const dir = mkdtempSync(join(tmpdir(), 'vital-few-long-'));

beforeAll(async () => {
	writeProject(dir, longLists());
	[sample, long, browser] = await Promise.all([serveSample(), serveProject(dir), launchBrowser()]);
});

afterAll(async () => {
	await browser?.close();
	await Promise.all([sample?.stop(), long?.stop()]);
	rmSync(dir, { recursive: true, force: true });
});

interface Meta {
	total_rows: number;
	totals?: Record<string, number>;
}

async function metaOf(page: Page, served: Served, path: string): Promise<Meta> {
	const response = await page.request.get(`${served.url}/api/v1/${path}`);
	expect(response.status(), path).toBe(200);
	return ((await response.json()) as { meta: Meta }).meta;
}

/** Numbers that a text holds, thousands separators taken out. */
const numbersIn = (text: string): number[] =>
	[...text.matchAll(/\d[\d,]*/g)].map(([n]) => Number(n.replaceAll(',', '')));

describe('each count of a record is that of the whole list, with more rows than any page fetches', () => {
	const RECORD = 'accounts/B';
	it.each([
		['Open quotes', ['quotes?is_live=true', 'quotes'], 'amount'],
		['Open orders', ['orders?is_open=true'], 'revenue'],
		['Deliveries', ['deliveries?is_due=true', 'deliveries?is_late=true'], null],
		['Invoices', ['invoices?open_amount=>0', 'invoices?is_overdue=true'], 'open_amount'],
		['Agreements', ['agreements?state=running', 'agreements?state=ended'], null],
		['Service cases', ['cases?is_open=true', 'cases?is_open=false'], null],
		['Contacts', ['touchpoints'], null],
		['Plan', ['plans'], null],
	])('%s', async (title, lists, money) => {
		const { page, close } = await openPage(browser);
		await visit(page, `${long.url}/${RECORD}`);
		const brief = page.locator('section', { has: page.locator('h2', { hasText: new RegExp(`^${title}$`) }) });
		const figure = (await brief.locator('.figure').textContent()) ?? '';
		const links = await brief.locator('a[data-all]').all();
		expect(links).toHaveLength(lists.length);
		const asked = await Promise.all(lists.map((list) => metaOf(page, long, `${RECORD}/${list}`)));
		const unlimited = await Promise.all(
			lists.map(async (list) => {
				const [part, query = ''] = list.split('?');
				const response = await page.request.get(`${long.url}/api/v1/${RECORD}/${part}.csv?${query}`);
				return fileRows(await response.text());
			}),
		);
		// The count in the meta is the number of rows of the file without any limit.
		expect(asked.map((meta) => meta.total_rows)).toEqual(unlimited.map((rows) => rows.length));
		for (const [place, link] of links.entries()) {
			expect(numbersIn((await link.textContent()) ?? '')).toEqual([asked[place]!.total_rows]);
		}
		if (title !== 'Contacts' && title !== 'Plan') expect(numbersIn(figure)).toContain(asked[0]!.total_rows);
		if (money !== null) {
			const sum = unlimited[0]!.reduce((total, row) => total + Number(row[money]), 0);
			const written = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 }).format(
				sum >= 1000 ? sum / 1000 : sum,
			);
			expect(figure).toContain(`€${written}`);
		}
		// Each list opens in full: its sentence and its grid say how long it is, and its foot what it adds up to.
		for (const [place, link] of links.entries()) {
			const href = (await link.getAttribute('href')) ?? '';
			const { page: opened, close: closeOpened } = await openPage(browser);
			await visit(opened, long.url + href);
			expect(numbersIn((await opened.locator('h1').textContent()) ?? '')).toContain(asked[place]!.total_rows);
			expect(await opened.locator('main table[aria-rowcount]').getAttribute('aria-rowcount')).toBe(
				String(asked[place]!.total_rows + 1),
			);
			await closeOpened();
		}
		await close();
	});

	it('the last contact of a level is told, however many others came after it', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, `${long.url}/${RECORD}`);
		expect(
			await page.locator('section', { has: page.locator('h2', { hasText: /^Contacts$/ }) }).textContent(),
		).toContain('executive, call');
		await close();
	});
});

/** Tiles that show fewer rows than their whole list holds, with whether a link opens all of them. */
async function shortened(
	page: Page,
	served: Served,
): Promise<{ title: string; shown: number; total: number; href: string | null }[]> {
	const tiles = await page.evaluate(() =>
		[...document.querySelectorAll('main section')].flatMap((section) => {
			const csv = section.querySelector<HTMLAnchorElement>('header a[href*=".csv"]');
			const rows = section.querySelectorAll(
				'tbody tr:not(.space, .line), ul:not(header ul) > li:has(a[href^="/accounts/"])',
			);
			const isGrid = section.querySelector('table[aria-rowcount]') !== null;
			if (!csv || rows.length === 0 || isGrid) return [];
			return [
				{
					title: section.querySelector('h2')?.textContent ?? '',
					shown: rows.length,
					csv: csv.getAttribute('href') ?? '',
					href: section.querySelector('a[data-all]')?.getAttribute('href') ?? null,
				},
			];
		}),
	);
	const all = [];
	for (const { csv, ...tile } of tiles) {
		const response = await page.request.get(served.url + csv);
		expect(response.status(), csv).toBe(200);
		expect(csv, `${tile.title}: its file has every row`).not.toMatch(/[?&](limit|offset)=/);
		all.push({ ...tile, total: fileRows(await response.text()).length });
	}
	return all.filter(({ shown, total }) => shown < total);
}

/** Tables that put several rows of their answer into one line, or leave out those with nothing to show: none is held back. */
const TOGETHER =
	/^By |^In figures$|^What we said|^What is odd|^How unequal|^Its tier$|^What happened|^How many still buy$|^What each that began/;

describe('a list that shows fewer rows than there are opens in full, on', () => {
	it.each([
		['/', 'sample'],
		['/', 'long'],
		['/concentration', 'sample'],
		['/growth?by=segment&open=step:expansion', 'sample'],
		['/growth?by=category&open=step:new', 'long'],
		['/margin?by=region&open=step:price', 'sample'],
		['/cohorts?by=segment&open=cell:2025-08-01:2025-08-01', 'sample'],
		['/accounts/G-0001', 'sample'],
		['/accounts/B', 'long'],
		['/tiers', 'sample'],
		['/tiers?weights=contribution:18&thresholds=key:78-70', 'sample'],
		['/risk/record', 'sample'],
		['/data', 'sample'],
	] as const)('%s of the company %s', async (path, company) => {
		const served = company === 'sample' ? sample : long;
		const { page, close } = await openPage(browser);
		await visit(page, served.url + path);
		const lists = (await shortened(page, served)).filter(({ title }) => !TOGETHER.test(title));
		expect(lists.filter(({ href }) => href === null)).toEqual([]);
		for (const { title, href, total } of lists.slice(0, 4)) {
			await visit(page, served.url + href!);
			const grid = page.locator('main table[aria-rowcount]').first();
			const rows = (await grid.count()) > 0 ? Number(await grid.getAttribute('aria-rowcount')) - 1 : null;
			if (rows !== null) expect(rows, `${path}: ${title} → ${href}`).toBe(total);
		}
		await close();
	});
});
