import { loadavg } from 'node:os';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { serveSample } from '../support/served.ts';
import { openPage } from './watched-page.ts';

const RUNS = 7;
const SLOWER = [1, 4] as const;

interface Paint {
	/** Milliseconds from the request to the first byte, the first paint of content, and the largest. */
	firstByte: number;
	first: number;
	largest: number;
	/** Until every chart is drawn by the browser itself. */
	charts: number;
	/** Bytes of script on the way. */
	script: number;
	/** Key figures that the first bytes of the page already hold. */
	figures: number;
}

/** Opens the overview in a window that has nothing stored, and tells when it was painted. */
async function paint(browser: Browser, address: string, slower: number): Promise<Paint> {
	const { page, close } = await openPage(browser);
	const client = await page.context().newCDPSession(page);
	await client.send('Emulation.setCPUThrottlingRate', { rate: slower });
	await page.addInitScript(() => {
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) Object.assign(globalThis, { largest: entry.startTime });
		}).observe({ type: 'largest-contentful-paint', buffered: true });
	});
	const response = await page.goto(address, { waitUntil: 'load' });
	const figures = ((await response?.text()) ?? '').match(/class="value/g)?.length ?? 0;
	await page.waitForFunction(() => document.querySelectorAll('.chart .sent').length === 0);
	const times = await page.evaluate(() => {
		const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
		const scripts = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
		return {
			charts: performance.now(),
			firstByte: navigation?.responseStart ?? 0,
			first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
			largest: Number((globalThis as { largest?: number }).largest ?? 0),
			script: scripts
				.filter((each) => each.name.endsWith('.js'))
				.reduce((sum, each) => sum + each.transferSize, 0),
		};
	});
	await close();
	return { ...times, figures };
}

const median = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * Says how soon the overview is painted in a browser with nothing stored, as it is and with the processor slowed:
 * the median of several runs after one that is not counted. Without an address the sample company is built for it.
 */
export async function measurePaint(given?: string): Promise<void> {
	const served = given === undefined ? await serveSample() : undefined;
	const address = given ?? served?.url ?? '';
	const browser = await launchBrowser();
	try {
		for (const slower of SLOWER) {
			await paint(browser, address, slower);
			const runs: Paint[] = [];
			for (let run = 0; run < RUNS; run++) runs.push(await paint(browser, address, slower));
			const of = (key: keyof Paint) => Math.round(median(runs.map((each) => each[key])));
			console.log(
				`processor ${slower === 1 ? 'as it is' : `slowed ${slower} ×`}: first byte ${of('firstByte')} ms, first paint ${of('first')} ms, ` +
					`largest ${of('largest')} ms, charts drawn ${of('charts')} ms; ${of('figures')} figures in the page as sent, ` +
					`${Math.round(of('script') / 1000)} kB of script (${RUNS} runs, load ${loadavg()[0]?.toFixed(1)})`,
			);
		}
	} finally {
		await browser.close();
		await served?.stop();
	}
}
