import type { Browser } from 'playwright-core';
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

describe('when something is wrong', () => {
	it('a tile that fails says so, leaves the others, and recovers by itself', async () => {
		const { page, close } = await openPage(browser);
		let isDown = true;
		await page.route('**/api/v1/concentration_curve*', (route) =>
			isDown
				? route.fulfill({
						status: 503,
						contentType: 'application/problem+json',
						body: JSON.stringify({ type: 'about:blank', title: 'No warehouse yet', status: 503 }),
					})
				: route.continue(),
		);
		await visit(page, `${served.url}/accounts`);
		await page.getByRole('link', { name: 'Overview' }).click();
		await page.getByRole('alert').getByText('No warehouse yet').waitFor();
		expect(await page.locator('.figure .value').first().innerText()).not.toBe('–');
		isDown = false;
		await page.locator('.chart').first().waitFor({ timeout: 15_000 });
		await close();
	});

	it.each([
		['/accounts?sort=nothing', 200, 'no column nothing'],
		['/accounts/nobody', 404, 'Find “nobody” among the groups'],
		['/accounts/%E0%A4%A', 400, 'This address cannot be read.'],
		[`/?segment=${'a'.repeat(20_000)}`, 414, 'The address is too long'],
		['/?segment=%3Cscript%3Ealert(1)%3C/script%3E', 200, 'No group matches the filters in this period'],
	])(
		'case %# of a bad address is answered in words by the server itself, not by a second try',
		async (path, status, words) => {
			const response = await fetch(served.url + path, { headers: { 'accept-language': 'en-GB' } });
			expect(response.status).toBe(status);
			const text = await response.text();
			expect(text).toContain(words);
			expect(text).not.toContain('did not answer');
			expect(text).not.toContain('<script>alert');
		},
	);

	it.each([
		['/?segment=No+such+segment', 'No group matches the filters in this period'],
		['/accounts?country=Nowhere', 'Clear the filters'],
		['/accounts?no_such_parameter=1', 'is not a parameter'],
		['/?as_of=1999-12-31', 'The data begins on 1 Nov 2023'],
		['/concentration?at=abc', 'equal groups'],
		['/accounts?sort=nothing', 'no column nothing'],
	])('%s says it in words', async (path, words) => {
		const { page, close } = await openPage(browser);
		await page.goto(served.url + path, { waitUntil: 'networkidle' });
		expect(await page.locator('main').innerText()).toContain(words);
		await close();
	});
});
