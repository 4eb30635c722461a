import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { PAGES } from '../../src/lib/components/pages.ts';
import { PACKAGE_ROOT } from '../../src/lib/server/package-root.ts';
import { launchBrowser } from '../support/browser.ts';
import { serveSample } from '../support/served.ts';
import { openPage, visit } from './watched-page.ts';

const FOLDER = join(PACKAGE_ROOT, 'screenshots');
const SIZES = [
	{ name: 'wide', viewport: { width: 1440, height: 1000 }, deviceScaleFactor: 1 },
	{ name: 'narrow', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
] as const;
const THEMES = ['light', 'dark'] as const;

/** The pictures that the README shows, of the sample company. */
const README_FOLDER = join(PACKAGE_ROOT, 'docs', 'pictures');
const README_PICTURES = [
	{ name: 'overview-light', path: '/', colorScheme: 'light' },
	{ name: 'overview-dark', path: '/', colorScheme: 'dark' },
	{ name: 'record', path: '/accounts/G-0001', colorScheme: 'light' },
] as const;
const README_SIZE = { viewport: { width: 1280, height: 900 } };

/** A page's address as the name of a file: '/accounts?by=region' is 'accounts-by-region'. */
const nameOf = (path: string): string =>
	path.replaceAll(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'overview';

/** Every page of the navigation, what opens from it, and the record of the largest account. */
async function pathsOf(address: string): Promise<string[]> {
	const response = await fetch(`${address}/api/v1/accounts?limit=1`);
	const { rows } = (await response.json()) as { rows: { account_id: string }[] };
	const record = rows[0] ? [`/accounts/${encodeURIComponent(rows[0].account_id)}`] : [];
	return [
		...PAGES.map((page) => page.path),
		...record,
		'/risk/record',
		'/risk?list=eroding',
		'/?open=pareto',
		'/growth?open=step:new',
		'/tiers?weights=contribution:18&thresholds=key:78-70',
		'/cohorts?measure=revenue&period=month',
		'/accounts/nobody',
	];
}

async function take(browser: Browser, address: string, path: string): Promise<void> {
	for (const { name, ...size } of SIZES) {
		for (const colorScheme of THEMES) {
			const { page, complaints, close } = await openPage(browser, { ...size, colorScheme });
			await visit(page, address + path);
			await page.screenshot({
				path: join(FOLDER, `${nameOf(path)}-${name}-${colorScheme}.png`),
				fullPage: true,
			});
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			if (overflow > 0) complaints.push(`it scrolls sideways by ${overflow} pixels`);
			for (const complaint of complaints) console.warn(`${path}, ${name}, ${colorScheme}: ${complaint}`);
			await close();
		}
	}
}

/** Takes the pictures that the README shows. */
export async function takeReadmePictures(): Promise<void> {
	mkdirSync(README_FOLDER, { recursive: true });
	const served = await serveSample();
	const browser = await launchBrowser();
	try {
		for (const { name, path, colorScheme } of README_PICTURES) {
			const { page, close } = await openPage(browser, { ...README_SIZE, colorScheme });
			await visit(page, served.url + path);
			await page.screenshot({ path: join(README_FOLDER, `${name}.png`) });
			await close();
		}
		console.log(`${README_PICTURES.length} pictures in ${README_FOLDER}`);
	} finally {
		await browser.close();
		await served.stop();
	}
}

/**
 * Takes pictures of every page, in both themes and at both ends of the widths, and says what is wrong with them.
 * Without an address the sample company is built and served for it.
 */
export async function takeScreenshots(given?: string): Promise<void> {
	mkdirSync(FOLDER, { recursive: true });
	const served = given === undefined ? await serveSample() : undefined;
	const address = (given ?? served?.url ?? '').replace(/\/$/, '');
	const browser = await launchBrowser();
	try {
		const paths = await pathsOf(address);
		for (const path of paths) await take(browser, address, path);
		console.log(`${paths.length * SIZES.length * THEMES.length} pictures in ${FOLDER}`);
	} finally {
		await browser.close();
		await served?.stop();
	}
}
