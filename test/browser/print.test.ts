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

/** Pixels between the margins of a sheet of A4. */
const PAPER = 703;

/** Sheets of A4 that a browser prints of a page with its own settings: without backgrounds. */
async function sheetsOf(page: Page): Promise<number> {
	const pdf = await page.pdf({ format: 'A4', printBackground: false });
	return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** What stands on paper, and what is wrong with it. */
async function onPaper(page: Page): Promise<{ text: string; faults: string[] }> {
	await page.setViewportSize({ width: PAPER, height: 1000 });
	await page.emulateMedia({ media: 'print' });
	return page.evaluate((paper) => {
		dispatchEvent(new Event('beforeprint'));
		const faults: string[] = [];
		const isSeen = (element: Element) => {
			const box = element.getBoundingClientRect();
			return box.width > 1 && box.height > 1 && getComputedStyle(element).visibility !== 'hidden';
		};
		const say = (element: Element) => element.outerHTML.slice(0, 120);
		for (const control of document.querySelectorAll('input, select, button, summary, [role=separator]')) {
			// A rule that can be moved on a screen is a number on paper.
			const isText = control.matches('button.label, summary, input[type=number]');
			if (isSeen(control) && !isText) faults.push(`a control: ${say(control)}`);
		}
		for (const element of document.querySelectorAll('main *')) {
			if (!isSeen(element) || element.closest('.visually-hidden')) continue;
			const style = getComputedStyle(element);
			const { left, right } = element.getBoundingClientRect();
			if (right > paper + 1 || left < -1)
				faults.push(`beyond the paper by ${Math.round(right - paper)}: ${say(element)}`);
			const hasScroll =
				/auto|scroll/.test(style.overflowX + style.overflowY) &&
				(element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
			if (hasScroll) faults.push(`scrolls: ${say(element)}`);
			if (style.backgroundColor !== 'rgba(0, 0, 0, 0)' && style.printColorAdjust !== 'exact') {
				faults.push(`its colour is lost: ${say(element)}`);
			}
		}
		return { text: document.querySelector('main')!.innerText, faults: faults.slice(0, 12) };
	}, PAPER);
}

const EVERYWHERE = ['as of 31 Oct 2026', 'Nov 2025 – Oct 2026', 'by group'];

describe.each([
	['/', 4, ['Where revenue rests', 'The ten largest']],
	['/concentration', 6, ['Where revenue rests', 'Ranks 1 to']],
	['/accounts', 4, ['The first 100 of', 'columns; an export holds all', 'All ']],
	['/accounts?segment=Corporate&revenue=%3E10000', 4, ['Segment: Corporate', 'Revenue: ']],
	['/accounts/G-0001', 6, ['Merrowgate Holding', 'What happened, and when']],
	['/growth', 4, ['Moved up most']],
	['/margin', 4, ['Margin']],
	['/cohorts', 3, ['How many still buy']],
	['/risk', 7, ['At risk']],
	['/risk/record', 6, ['AUC']],
	['/tiers', 9, ['Key']],
	['/data', 6, ['Order lines']],
] as const)('%s on paper', (path, mostSheets, texts) => {
	it('is whole, without controls, and says what it shows', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, served.url + path);
		const sheets = await sheetsOf(page);
		expect(sheets).toBeGreaterThan(0);
		expect(sheets).toBeLessThanOrEqual(mostSheets);
		const { text, faults } = await onPaper(page);
		expect(faults).toEqual([]);
		for (const each of [...EVERYWHERE.slice(0, path === '/data' ? 1 : 3), ...texts]) {
			expect(text.toLowerCase()).toContain(each.toLowerCase());
		}
		// Afterwards the screen is as it was.
		await page.evaluate(() => dispatchEvent(new Event('afterprint')));
		await page.emulateMedia({ media: 'screen' });
		expect(complaints).toEqual([]);
		await close();
	});
});

it('a dark screen is printed in dark ink on white paper', async () => {
	const { page, close } = await openPage(browser, { colorScheme: 'dark' });
	await visit(page, served.url);
	await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
	expect(await page.evaluate(() => getComputedStyle(document.querySelector('h1')!).color)).toBe(
		'rgb(26, 29, 33)',
	);
	await close();
});
