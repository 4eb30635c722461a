import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { serveSample, type Served } from '../support/served.ts';
import { openPage, visit } from './watched-page.ts';

let served: Served;
let browser: Browser;

beforeAll(async () => {
	[served, browser] = await Promise.all([serveSample(), launchBrowser()]);
});

afterAll(async () => {
	await browser?.close();
	await served?.stop();
});

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

describe('filters', () => {
	it('are taken away one value at a time by their chips, or all at once', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/?segment=Corporate&segment=Agencies&revenue=>=10000`);
		await page.getByRole('link', { name: 'Remove the filter Revenue: ≥ €10,000' }).waitFor();
		await page.getByRole('link', { name: 'Remove the filter Segment: Agencies' }).click();
		await page.waitForURL((url) => url.searchParams.getAll('segment').join() === 'Corporate');
		await page.getByRole('link', { name: 'Clear all' }).click();
		await page.waitForURL((url) => url.search === '');
		expect(complaints).toEqual([]);
		await close();
	});

	it('narrow by a figure from below and from above, on any page', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/concentration`);
		await page.getByText('+ Filter').click();
		await page.getByText('A figure', { exact: true }).click();
		const amount = page.getByRole('spinbutton', { name: 'Amount' });
		await amount.fill('10000');
		await page.getByRole('button', { name: 'Filter', exact: true }).click();
		await page.waitForURL((url) => url.searchParams.get('revenue') === '>=10000');
		await page.getByRole('combobox', { name: 'Comparison' }).selectOption('<=');
		await amount.fill('90000');
		await page.getByRole('button', { name: 'Filter', exact: true }).click();
		await page.waitForURL((url) => url.searchParams.getAll('revenue').join() === '>=10000,<=90000');
		expect(complaints).toEqual([]);
		await close();
	});

	it('are set by a click on a value of a table, and taken away by a second', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, `${served.url}/growth?by=segment`);
		const value = page.getByRole('rowheader').getByRole('link', { name: 'Corporate' });
		await value.click();
		await page.waitForURL((url) => url.searchParams.get('segment') === 'Corporate');
		await value.click();
		await page.waitForURL((url) => !url.searchParams.has('segment'));
		await close();
	});

	it('are set by a click on a tier or a risk, too', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts`);
		for (const [name, value] of [
			['tier', 'Growth'],
			['risk_level', 'Low'],
		] as const) {
			const cell = page.locator('tbody').getByRole('link', { name: value, exact: true }).first();
			await cell.click();
			await page.waitForURL((url) => url.searchParams.get(name) === value.toLowerCase());
			await page.getByRole('heading', { level: 1 }).waitFor();
			await cell.click();
			await page.waitForURL((url) => !url.searchParams.has(name));
		}
		expect(complaints).toEqual([]);
		await close();
	});

	it('that a tile does not heed are named there', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, `${served.url}/cohorts?category=Displays`);
		await page.getByText('Not filtered by category, which does not reach it.').first().waitFor();
		await close();
	});
});

describe('what stands behind', () => {
	it('a figure: its definition, its statement, its rows, its export, its accounts', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, served.url);
		await page.getByRole('button', { name: 'Kept revenue' }).click();
		const dialog = page.getByRole('dialog', { name: 'How this is made' });
		await dialog
			.getByText(/gross revenue retention: sum of min/)
			.first()
			.waitFor();
		expect(await dialog.locator('pre').last().innerText()).toContain('as grr');
		await dialog.getByRole('region', { name: 'Rows' }).getByText('grr', { exact: true }).waitFor();
		expect(await dialog.getByRole('link', { name: 'CSV' }).getAttribute('href')).toContain(
			'/api/v1/summary.csv',
		);
		await dialog.getByRole('link', { name: /groups behind it/ }).click();
		await page.waitForURL(/\/accounts/);
		expect(complaints).toEqual([]);
		await close();
	});

	it('a cell of a drill: the accounts that make it, and no others', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/growth?by=segment`);
		const head = page.locator('table', {
			has: page.getByRole('columnheader', { name: 'Segment', exact: true }),
		});
		const row = head.locator('tr', { has: page.getByRole('link', { name: 'Mid-market' }) });
		const amount = await row.locator('td a').first().locator('..').getAttribute('title');
		await row.locator('td a').first().click();
		await page.waitForURL(/segment=Mid-market/);
		await page.waitForURL(/open=step/);
		await heading(page, /New: who stands behind it/).waitFor();
		const response = await page.request.get(
			`${served.url}/api/v1/growth_bridge_accounts?segment=Mid-market&step=new`,
		);
		const { rows } = (await response.json()) as { rows: { amount: number }[] };
		const cents = rows.reduce((sum, each) => sum + Math.round(each.amount * 10_000), 0) / 10_000;
		expect(amount).toBe(new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' }).format(cents));
		expect(complaints).toEqual([]);
		await close();
	});

	it('a cell of a cohort: who began then, closed again by a second click', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/cohorts?by=segment`);
		const part = page.locator('.part', { hasText: 'Mid-market' });
		const cell = part.locator('tbody tr').first().locator('td a').nth(2);
		await cell.click();
		await page.waitForURL(/open=cell.*Mid-market/);
		await heading(page, /^Mid-market, began in/).waitFor();
		await cell.click();
		await page.waitForURL((url) => !url.searchParams.has('open'));
		expect(complaints).toEqual([]);
		await close();
	});

	it('a point of the trend: the page as of that month end, and back by a second click', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, `${served.url}/concentration`);
		const chart = page.getByRole('group', { name: /^Effective groups over time/ });
		await chart.focus();
		await page.keyboard.press('End');
		await page.keyboard.press('ArrowLeft');
		await page.keyboard.press('Enter');
		await page.waitForURL(/as_of=2026-09-30/);
		await page.getByLabel('What is shown').getByText('As of 30 Sep 2026').waitFor();
		await chart.focus();
		await page.keyboard.press('End');
		await page.keyboard.press('Enter');
		await page.waitForURL((url) => !url.searchParams.has('as_of'));
		await close();
	});
});

describe('the list of accounts', () => {
	it('is exported whole, however much of it was looked at', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts`);
		const total = Number(await page.locator('table[aria-rowcount]').getAttribute('aria-rowcount')) - 1;
		await page.locator('summary', { hasText: 'Export' }).click();
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: 'CSV', exact: true }).click(),
		]);
		const lines = readFileSync(await download.path(), 'utf8')
			.trim()
			.split(/\r?\n/);
		expect(total).toBeGreaterThan(100);
		expect(lines.length - 1).toBe(total);
		await close();
	});

	it('sets those that are picked side by side, in the address and without losing the place', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts`);
		const picks = page.getByRole('checkbox', { name: /^Compare: / });
		const names = [
			await picks.nth(0).getAttribute('aria-label'),
			await picks.nth(1).getAttribute('aria-label'),
		];
		await picks.nth(0).click();
		await page.waitForURL(/with=/);
		await picks.nth(1).click();
		await page.waitForURL(/with=[^&]*%2C|with=[^&]*,/);
		const table = page.getByRole('region', { name: 'Side by side' });
		for (const name of names) {
			await table
				.getByRole('columnheader', { name: new RegExp((name ?? '').replace('Compare: ', '')) })
				.waitFor();
		}
		await page.reload({ waitUntil: 'networkidle' });
		expect(await table.getByRole('columnheader').count()).toBe(3);
		await page.getByRole('link', { name: 'Close' }).click();
		await table.waitFor({ state: 'detached' });
		expect(complaints).toEqual([]);
		await close();
	});

	it('sorts upwards, downwards, and not at all', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts`);
		const head = page.getByRole('columnheader', { name: /^Revenue/ });
		for (const [search, order] of [
			['?sort=revenue', 'ascending'],
			['?sort=-revenue', 'descending'],
			['', 'none'],
		] as const) {
			await head.getByRole('link').click();
			await page.waitForURL((url) => url.search === search);
			expect(await head.getAttribute('aria-sort')).toBe(order);
		}
		await close();
	});

	it('hides a column in the address, and makes another wider by the keys', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts`);
		await page.locator('summary', { hasText: 'Columns' }).click();
		await page.getByRole('checkbox', { name: 'Cumulative' }).uncheck();
		await page.waitForURL(/hide=cumulative_share/);
		await page.getByRole('columnheader', { name: /^Cumulative/ }).waitFor({ state: 'detached' });
		const handle = page.getByRole('separator', { name: 'Width of Revenue' });
		const before = Number(await handle.getAttribute('aria-valuenow'));
		await handle.focus();
		await page.keyboard.press('ArrowRight');
		expect(Number(await handle.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
		await close();
	});

	it('says that a search found nothing, and takes it away again', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts?search=nobodyatall`);
		expect(await page.locator('h1').innerText()).toContain('No group matches the search “nobodyatall”');
		await page.getByRole('link', { name: 'Clear the search' }).first().click();
		await page.waitForURL((url) => url.search === '');
		await close();
	});
});

describe('the view', () => {
	it('names the real months of the comparison, and those that another would take', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, served.url);
		const shown = page.getByLabel('What is shown');
		await shown.getByText('Nov 2025 – Oct 2026 against Nov 2024 – Oct 2025').click();
		await page.getByRole('combobox', { name: 'From' }).selectOption('2026-08-01');
		await page.getByRole('button', { name: 'Show' }).click();
		await page.waitForURL((url) => url.search === '?from=2026-08-01&to=2026-11-01');
		await shown.getByText('Aug – Oct 2026 against Aug – Oct 2025').click();
		await page.getByRole('link', { name: /the period before May – Jul 2026/ }).click();
		await page.waitForURL(/compare=prior/);
		await shown.getByText('against May – Jul 2026').first().waitFor();
		await close();
	});

	it('is copied as a link that goes on showing the same day', async () => {
		const { page, close } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
		await visit(page, `${served.url}/growth?segment=Corporate`);
		await page.getByRole('button', { name: 'Copy link' }).click();
		await page.getByRole('button', { name: 'Copied' }).waitFor();
		const link = await page.evaluate(() => navigator.clipboard.readText());
		expect(link).toBe(`${served.url}/growth?as_of=2026-10-31&segment=Corporate`);
		await close();
	});
});
