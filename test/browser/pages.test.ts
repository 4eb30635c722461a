import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGES } from '../../src/lib/components/pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { serveSample, type Served } from '../support/served.ts';
import { axeViolations, openPage, visit } from './watched-page.ts';

let served: Served;
let browser: Browser;

beforeAll(async () => {
	[served, browser] = await Promise.all([serveSample(), launchBrowser()]);
});

afterAll(async () => {
	await browser?.close();
	await served?.stop();
});

describe('a page is sent', () => {
	const LARGEST = 300_000;
	const LARGEST_PACKED = 70_000;

	it('packed where that is taken, and small', async () => {
		const packed = await fetch(served.url, { headers: { 'accept-encoding': 'gzip' } });
		expect(packed.headers.get('content-encoding')).toBe('gzip');
		expect(packed.headers.get('vary')).toContain('accept-encoding');
		expect(Number(packed.headers.get('content-length'))).toBeLessThanOrEqual(LARGEST_PACKED);
		const page = await packed.text();
		expect(page.length).toBeLessThanOrEqual(LARGEST);
		expect(page).toContain('</html>');
	});

	it('as it is where it is not', async () => {
		const plain = await fetch(served.url, { headers: { 'accept-encoding': 'identity' } });
		expect(plain.headers.get('content-encoding')).toBeNull();
		expect(await plain.text()).toContain('</html>');
	});

	it('with its style in it: no other file stands before the first paint', async () => {
		const page = await (await fetch(served.url)).text();
		const links = [...page.matchAll(/<link [^>]*rel="stylesheet"[^>]*>/g)].map(([link]) => link);
		expect(links.filter((link) => !link.includes('disabled'))).toEqual([]);
	});
});

describe.each([...PAGES.map((page) => page.path), '/risk/record'])('the page %s', (path) => {
	it.each([
		['light', 1440],
		['dark', 1440],
		['light', 390],
		['dark', 390],
	] as const)(
		'has no complaint and nothing for axe to find, in %s at %i pixels',
		async (colorScheme, width) => {
			const { page, complaints, close } = await openPage(browser, {
				colorScheme,
				viewport: { width, height: 1000 },
			});
			await visit(page, served.url + path);
			expect(await axeViolations(page)).toEqual([]);
			expect(complaints).toEqual([]);
			await close();
		},
	);

	it.each([1440, 390])('stands still while it is drawn, at %i pixels', async (width) => {
		const { page, close } = await openPage(browser, { viewport: { width, height: 844 } });
		await page.addInitScript(() => {
			const shifts: { value: number; what: string[] }[] = [];
			Object.assign(globalThis, { shifts });
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries() as (PerformanceEntry & {
					value: number;
					sources: { node?: Element }[];
				})[]) {
					const what = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 90) ?? '');
					shifts.push({ value: entry.value, what });
				}
			}).observe({ type: 'layout-shift', buffered: true });
		});
		await visit(page, served.url + path);
		await page.evaluate(() => document.fonts.ready);
		const shifts = await page.evaluate(
			() => (globalThis as unknown as { shifts: { value: number; what: string[] }[] }).shifts,
		);
		const sum = shifts.reduce((total, { value }) => total + value, 0);
		expect({ sum, shifts: sum > 0.05 ? shifts : [] }).toEqual({ sum: Math.min(sum, 0.05), shifts: [] });
		await close();
	});

	it('uses the width of a large screen', async () => {
		const { page, close } = await openPage(browser, { viewport: { width: 1920, height: 1080 } });
		await visit(page, served.url + path);
		const right = await page.evaluate(() =>
			Math.max(
				...[...document.querySelectorAll('main section')].map((each) => each.getBoundingClientRect().right),
			),
		);
		expect(right).toBeGreaterThan(1920 * 0.92);
		await close();
	});

	it('is whole without script: its sentence, its figures and its charts', async () => {
		const { page, close } = await openPage(browser, { javaScriptEnabled: false });
		await page.goto(served.url + path);
		expect((await page.locator('h1').innerText()).length).toBeGreaterThan(20);
		for (const chart of await page.locator('.chart').all()) {
			expect(await chart.locator('.wide svg path').count()).toBeGreaterThan(0);
		}
		await close();
	});

	it('fits a phone without scrolling sideways', async () => {
		const { page, complaints, close } = await openPage(browser, { viewport: { width: 390, height: 844 } });
		await visit(page, served.url + path);
		expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
			0,
		);
		expect(complaints).toEqual([]);
		await close();
	});

	it('sends at most 250 kB of script, compressed', async () => {
		const { page, close } = await openPage(browser);
		const client = await page.context().newCDPSession(page);
		const scripts = new Set<string>();
		let bytes = 0;
		await client.send('Network.enable');
		client.on('Network.responseReceived', ({ requestId, type }) => {
			if (type === 'Script') scripts.add(requestId);
		});
		client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
			if (scripts.has(requestId)) bytes += encodedDataLength;
		});
		await visit(page, served.url + path);
		expect(bytes).toBeGreaterThan(0);
		expect(bytes).toBeLessThanOrEqual(250_000);
		await close();
	});
});
