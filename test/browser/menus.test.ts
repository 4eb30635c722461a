import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGES } from '../../src/lib/components/pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { orderLines, writeProject } from '../support/given.ts';
import { dayAfter } from '../support/rhythms.ts';
import { serveProject, serveSample, type Served } from '../support/served.ts';
import { openPage, visit } from './watched-page.ts';

const WIDTHS = [390, 1024, 1440, 1920] as const;

let served: Served;
let browser: Browser;

beforeAll(async () => {
	[served, browser] = await Promise.all([serveSample(), launchBrowser()]);
});

afterAll(async () => {
	await browser?.close();
	await served?.stop();
});

/**
 * Opens one menu after the other and says what of them cannot be reached: an item that lies outside of the window or of its
 * panel, also when it has the focus.
 */
async function unreachable(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		const faults: string[] = [];
		// What stands in a fold is reached by opening it.
		for (const fold of document.querySelectorAll<HTMLDetailsElement>('main details:has(section)'))
			fold.open = true;
		for (const menu of document.querySelectorAll<HTMLDetailsElement>('main details')) {
			const panel = menu.querySelector<HTMLElement>(':scope > .panel');
			if (!panel || menu.getClientRects().length === 0) continue;
			const summary = menu.querySelector('summary')!;
			summary.scrollIntoView({ block: 'center' });
			summary.click();
			await frame();
			const name = summary.textContent.trim().replaceAll(/\s+/g, ' ');
			const check = (): number => {
				let count = 0;
				for (const item of panel.querySelectorAll<HTMLElement>('a, button, input, select, summary')) {
					if (!item.checkVisibility()) continue;
					count++;
					item.focus();
					const [box, within] = [item.getBoundingClientRect(), panel.getBoundingClientRect()];
					const isInWindow =
						box.left >= 0 &&
						box.right <= document.documentElement.clientWidth &&
						box.top >= 0 &&
						box.bottom <= innerHeight;
					const isInPanel =
						box.left >= within.left - 1 &&
						box.right <= within.right + 1 &&
						box.top >= within.top - 1 &&
						box.bottom <= within.bottom + 1;
					if (isInWindow && isInPanel && document.activeElement === item) continue;
					const what = (item.getAttribute('aria-label') ?? item.textContent).trim().slice(0, 30);
					const where = [box.left, box.top, box.right, box.bottom].map(Math.round);
					faults.push(`${name}: ${what} at ${where}, of ${innerWidth} × ${innerHeight}`);
				}
				return count;
			};
			if (check() === 0) faults.push(`${name}: holds nothing`);
			// What a panel holds in turn: the values of a dimension, which are asked for when they are opened.
			for (const inner of panel.querySelectorAll<HTMLDetailsElement>('details')) {
				inner.open = true;
				for (let i = 0; i < 100 && !inner.querySelector('.values ul, .values p, form'); i++) await frame();
				await frame();
				check();
			}
			summary.focus();
			summary.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
			await frame();
			if (menu.open) faults.push(`${name}: Escape does not close it`);
		}
		if (scrollX !== 0) faults.push('the page is scrolled sideways');
		return faults;
	});
}

const RECORD = '/accounts/G-0001';

describe.each([...PAGES.map((page) => page.path), '/risk/record', RECORD])('the menus of %s', (path) => {
	it('can be reached whole at every width, with the keyboard too', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, served.url + path);
		for (const width of WIDTHS) {
			await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
			expect([path, width, await unreachable(page)]).toEqual([path, width, []]);
		}
		expect(complaints).toEqual([]);
		await close();
	});
});

describe.each(WIDTHS)('at %i pixels', (width) => {
	it('every dialog stands in the window and scrolls within itself', async () => {
		const { page, complaints, close } = await openPage(browser, { viewport: { width, height: 700 } });
		await visit(page, served.url);
		const standsInWindow = async () => {
			const box = (await page.locator('dialog[open]').boundingBox())!;
			expect(box.x).toBeGreaterThanOrEqual(0);
			expect(box.x + box.width).toBeLessThanOrEqual(width);
			expect(box.y).toBeGreaterThanOrEqual(0);
			expect(box.y + box.height).toBeLessThanOrEqual(700);
			await page.keyboard.press('Escape');
			await page.locator('dialog[open]').waitFor({ state: 'detached' });
		};
		await page.keyboard.press('Control+k');
		await page.getByPlaceholder('An account, a number, an owner or a page').fill('a');
		await page.locator('dialog[open]').getByRole('option').first().waitFor();
		await standsInWindow();
		await page.locator('body').press('?');
		await page.locator('dialog[open]').waitFor();
		await standsInWindow();
		await page
			.getByRole('button', { name: /^How is/ })
			.first()
			.click();
		await page.locator('dialog[open] pre').first().waitFor();
		await standsInWindow();
		expect(complaints).toEqual([]);
		await close();
	});
});

describe('the menus of a company with a fiscal calendar', () => {
	const CALENDARS = {
		'4-4-5': 'calendar: { pattern: 4-4-5, first_day: 2021-08-30, weeks: [52, 53, 52, 52, 53] }',
		'a year from April': 'fiscal_year_starts: 4',
	};
	it.each(Object.entries(CALENDARS))(
		'offer every period, and only what the API takes: %s',
		async (_, config) => {
			const dir = mkdtempSync(join(tmpdir(), 'vital-few-fiscal-'));
			const days = Array.from({ length: 166 }, (_, i) => ['A', dayAfter('2021-08-30', i * 9), 10] as const);
			writeProject(dir, { rows: { order_lines: orderLines(days) }, config });
			const fiscal = await serveProject(dir);
			try {
				const { page, complaints, close } = await openPage(browser);
				await visit(page, fiscal.url);
				const ask = async (query: string) => {
					const response = await page.request.get(`${fiscal.url}/api/v1/meta?${query}`);
					expect([query, response.status()]).toEqual([query, 200]);
					return (await response.json()) as {
						meta: { as_of: string; last_on: string };
						rows: [{ as_of_dates: string[] }];
					};
				};
				await page.locator('summary', { hasText: 'As of' }).click();
				const hrefs = await page
					.locator('details[open] td a')
					.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).search.slice(1)));
				const offered = [];
				for (const href of hrefs) offered.push((await ask(href)).meta.as_of);
				expect(offered.sort()).toEqual((await ask('')).rows[0].as_of_dates);
				await page.keyboard.press('Escape');

				await page.locator('summary', { hasText: 'against' }).click();
				const options = (name: string) =>
					page
						.locator(`select[name=${name}] option`)
						.evaluateAll((all) =>
							all.map((option) => ({ value: (option as HTMLOptionElement).value, text: option.textContent })),
						);
				const [from, to] = [await options('from'), await options('to')];
				expect(from.map((option) => option.text)).toEqual(to.map((option) => option.text));
				for (const [i, { value }] of from.entries()) await ask(`from=${value}&to=${to[i]!.value}`);

				// The header names the window by its real days, and what was picked is what is shown.
				const last = (await ask(`from=${from[20]!.value}&to=${to[25]!.value}`)).meta.last_on;
				await page.locator('select[name=from]').selectOption(from[20]!.value);
				await page.locator('select[name=to]').selectOption(to[25]!.value);
				await page.getByRole('button', { name: 'Show', exact: true }).click();
				await page.waitForURL(/from=/);
				const shown = await page.locator('summary', { hasText: 'against' }).innerText();
				const day = new Date(last);
				const written = day.toLocaleDateString('en-GB', {
					...(config.startsWith('calendar') ? { day: 'numeric' } : {}),
					month: 'short',
					year: 'numeric',
					timeZone: 'UTC',
				});
				expect(shown).toContain(written.replace('Sept', 'Sep'));
				expect(complaints).toEqual([]);
				await close();
			} finally {
				await fiscal.stop();
				rmSync(dir, { recursive: true, force: true });
			}
		},
	);
});
