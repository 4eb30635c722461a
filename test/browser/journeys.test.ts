import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
	AccountsRow,
	ConcentrationRow,
	SummaryRow,
	TierWhatIfRow,
} from '../../src/lib/contract/rows.ts';
import { createFormat } from '../../src/lib/format.ts';
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

/** The figure under a label, as it is written on a tile. */
const figure = (page: Page, label: string) =>
	page.locator('.figure', { has: page.getByRole('heading', { name: label, exact: true }) }).locator('.value');

const handleText = async (page: Page) =>
	(await page.getByRole('slider').getAttribute('aria-valuetext')) ?? '';

describe('a leader', () => {
	it('reads on the overview the figures that the API gives', async () => {
		const { page, complaints, close } = await openPage(browser);
		const rows = async <Row>(answer: string) =>
			((await (await page.request.get(`${served.url}/api/v1/${answer}`)).json()) as { rows: Row[] }).rows;
		const [summary] = await rows<SummaryRow>('summary');
		const [concentration] = await rows<ConcentrationRow>('concentration');
		await visit(page, served.url);
		const format = createFormat('en-GB', 'EUR');
		expect(await figure(page, 'Revenue').getAttribute('title')).toBe(format.money(Number(summary?.revenue)));
		expect(await figure(page, 'Margin').innerText()).toBe(format.share(summary?.margin_share));
		expect(await figure(page, 'Share of top fifth').innerText()).toBe(
			format.share(concentration?.top_quintile_share),
		);
		expect(await page.locator('h1').innerText()).toContain(format.count(concentration?.accounts_for_80pct));
		expect(complaints).toEqual([]);
		await close();
	});

	it('drags the handle of the curve, and the list and the address follow', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/concentration`);
		const before = await handleText(page);
		const box = await page.getByRole('slider').boundingBox();
		const y = (box?.y ?? 0) + 200;
		await page.mouse.move((box?.x ?? 0) + 22, y);
		await page.mouse.down();
		await page.mouse.move((box?.x ?? 0) - 60, y, { steps: 6 });
		await page.mouse.up();
		const after = await handleText(page);
		expect(after).not.toBe(before);
		const rank = (await page.getByRole('slider').getAttribute('aria-valuenow')) ?? '';
		expect(new URL(page.url()).searchParams.get('at')).toBe(rank);
		await page.locator('li.edge .rank', { hasText: new RegExp(`^${rank}$`) }).waitFor();

		// A copied link shows the same thing.
		await page.reload({ waitUntil: 'networkidle' });
		expect(await handleText(page)).toBe(after);
		expect(complaints).toEqual([]);
		await close();
	});

	it('drags it with a thumb', async () => {
		const { page, close } = await openPage(browser, {
			viewport: { width: 390, height: 844 },
			hasTouch: true,
			isMobile: true,
		});
		await visit(page, `${served.url}/concentration`);
		const slider = page.getByRole('slider');
		await slider.scrollIntoViewIfNeeded();
		const before = await handleText(page);
		const box = await slider.boundingBox();
		expect(box?.width).toBeGreaterThanOrEqual(44);
		const client = await page.context().newCDPSession(page);
		const [x, y] = [(box?.x ?? 0) + 22, (box?.y ?? 0) + 100];
		await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
		await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + 30, y }] });
		await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + 80, y }] });
		await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
		expect(await handleText(page)).not.toBe(before);
		await close();
	});
});

describe('the quarterly review', () => {
	it('moves a weight and a threshold, sees at once who would change tier, and shares what it sees', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/tiers`);
		const names = () =>
			page.locator('section', { hasText: 'Who would move' }).locator('tbody th').allInnerTexts();
		expect(await page.getByText('Who would move').count()).toBe(0);

		const slider = page.getByRole('slider', { name: 'Contribution after service, points' });
		await slider.focus();
		for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowLeft');
		await page.getByRole('spinbutton', { name: 'key, entry, as a number' }).fill('78');
		await page.keyboard.press('Tab');
		await page.getByRole('heading', { name: 'Who would move' }).waitFor();
		const address = new URL(page.url());
		expect(address.searchParams.get('weights')).toBe('contribution:18');
		expect(address.searchParams.get('thresholds')).toBe('key:78-74');

		const asked = await page.request.get(`${served.url}/api/v1/tier_what_if${address.search}`);
		const { rows } = (await asked.json()) as { rows: TierWhatIfRow[] };
		const shown = await names();
		expect(shown.length).toBeGreaterThan(3);
		expect(shown).toEqual(rows.slice(0, shown.length).map((row) => row.name));

		// The rules can be taken along, and nothing was saved.
		await page.getByText('Take these rules over').click();
		expect(await page.getByRole('region', { name: 'The version as text' }).innerText()).toContain(
			'key: { entry: 78, exit: 74 }',
		);
		await page.reload({ waitUntil: 'networkidle' });
		expect(await names()).toEqual(shown);
		await page.getByRole('button', { name: 'As it was' }).click();
		expect(await page.getByText('Who would move').count()).toBe(0);
		expect(new URL(page.url()).search).toBe('');
		expect(complaints).toEqual([]);
		await close();
	});

	it('reads in the record why an account has its tier, and filters by tier', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts/A-00001`);
		await page.getByRole('heading', { name: 'Its tier' }).waitFor();
		expect(await page.locator('dd', { hasText: 'price realisation of' }).innerText()).toMatch(
			/^not key: price realisation of 64.1 % is under 70 %/,
		);
		await page.goto(`${served.url}/accounts`);
		await page.getByText('+ Filter').click();
		await page.getByText('Tier', { exact: true }).first().click();
		await page.getByRole('checkbox', { name: /key/ }).first().click();
		await page.waitForURL(/tier=key/);
		expect(complaints).toEqual([]);
		await close();
	});
});

describe('an analyst', () => {
	it('filters, sorts and exports, and the file has the rows and the sum that the screen shows', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts`);
		await page.getByText('+ Filter').click();
		await page.getByText('Segment', { exact: true }).first().click();
		await page
			.getByRole('checkbox', { name: /Corporate/ })
			.first()
			.click();
		await page.waitForURL(/segment=Corporate/);
		await page.keyboard.press('Escape');
		await page
			.getByRole('columnheader', { name: /Orders/ })
			.getByRole('link')
			.click();
		await page.waitForURL(/sort=orders/);
		await page
			.getByRole('columnheader', { name: /Orders/ })
			.getByRole('link')
			.click();
		await page.waitForURL(/sort=-orders/);

		await page.locator('summary', { hasText: 'Export' }).click();
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: 'CSV', exact: true }).click(),
		]);
		const lines = readFileSync(await download.path(), 'utf8')
			.trim()
			.split(/\r?\n/);
		const title = await page.getByRole('heading', { level: 2, name: /of .* groups/ }).innerText();
		// One line is the head.
		expect(title).toContain(`${(lines.length - 1).toLocaleString('en-GB')} of `);

		const response = await page.request.get(`${served.url}/api/v1/accounts?segment=Corporate&sort=-orders`);
		const { rows } = (await response.json()) as { rows: AccountsRow[] };
		const cents = rows.reduce((sum, row) => sum + Math.round(Number(row.revenue) * 10_000), 0) / 10_000;
		const sum = await page.locator('tfoot td [title]').first().getAttribute('title');
		expect(sum).toBe(createFormat('en-GB', 'EUR').money(cents));
		expect(await page.locator('tbody th a').first().innerText()).toBe(rows[0]?.name);
		expect(complaints).toEqual([]);
		await close();
	});

	it('goes back and forward through what was looked at', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts`);
		const all = await page.locator('h1').innerText();
		await page.getByRole('link', { name: 'By group' }).click();
		await page.waitForURL(/level=account/);
		const accounts = await page.locator('h1').innerText();
		expect(accounts).not.toBe(all);
		await page.goBack();
		await page.waitForFunction((text) => document.querySelector('h1')?.innerText === text, all);
		await page.goForward();
		await page.waitForFunction((text) => document.querySelector('h1')?.innerText === text, accounts);
		await close();
	});

	it('comes back to the place in the table that was left', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts?level=account`);
		const region = page.getByRole('region', { name: 'Accounts' });
		await region.evaluate((element) => element.scrollTo(0, 3000));
		await page.locator('tr[aria-rowindex="95"] th a').click();
		await page.waitForURL(/accounts\/A-/);
		await page.goBack();
		await page.waitForURL(/accounts\?/);
		await page.locator('tr[aria-rowindex="95"] th a').waitFor();
		expect(await region.evaluate((element) => element.scrollTop)).toBe(3000);
		await close();
	});

	it('picks accounts, columns and values with the space bar', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts`);
		expect(await page.locator('a', { hasText: /[☐☑]/ }).count()).toBe(0);
		await page
			.getByRole('checkbox', { name: /^Compare: / })
			.first()
			.press('Space');
		await page.waitForURL(/with=/);
		await page.getByRole('heading', { name: 'Side by side' }).waitFor();
		await page.locator('summary', { hasText: 'Columns' }).press('Enter');
		await page.getByRole('checkbox', { name: 'Growth' }).press('Space');
		await page.waitForURL(/hide=growth_rate/);
		expect(await page.getByRole('checkbox', { name: 'Growth' }).isChecked()).toBe(false);
		await page.keyboard.press('Escape');
		await page.getByText('+ Filter').click();
		await page.getByText('Region', { exact: true }).first().click();
		const value = page.locator('.values input[type=checkbox]').first();
		await value.press('Space');
		await page.waitForURL(/region=/);
		await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.values input')?.checked);
		expect(complaints).toEqual([]);
		await close();
	});

	it('scrolls to the last account of a long list', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts`);
		const region = page.getByRole('region', { name: 'Accounts' });
		await region.evaluate((element) => element.scrollTo(0, element.scrollHeight));
		const total = Number(await region.locator('table').getAttribute('aria-rowcount'));
		await page.locator(`tr[aria-rowindex="${total}"] th a`).waitFor();
		expect(complaints).toEqual([]);
		await close();
	});

	it('sees how a figure is made: what it means and the statement that was run', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, `${served.url}/concentration`);
		await page.getByRole('button', { name: /How is “How unequal” made/ }).click();
		const dialog = page.getByRole('dialog', { name: 'How this is made' });
		await dialog.getByText('On how few accounts does revenue rest?').waitFor();
		for (const statement of await dialog.locator('pre').allInnerTexts())
			expect(statement).toContain('select');
		expect(await dialog.locator('pre').count()).toBeGreaterThan(0);
		await page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'detached' });
		await close();
	});
});

describe('a reviewer', () => {
	it('opens a record from a link, reads its history and goes down to the lines of an order', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/accounts/G-0001?as_of=2026-09-30`);
		expect(await page.locator('h1').innerText()).toContain('Merrowgate Holding');
		expect(await page.getByLabel('What is shown').getByText('As of 30 Sep 2026').count()).toBe(1);
		const order = page.locator('table', { hasText: 'Branch' }).locator('tbody th a').first();
		await order.click();
		await page.waitForURL(/open=order/);
		await page.locator('tr.line').first().waitFor();
		await page.reload({ waitUntil: 'networkidle' });
		expect(await page.locator('tr.line').count()).toBeGreaterThan(0);
		expect(complaints).toEqual([]);
		await close();
	});

	it('goes from who may be going quiet to how good that is, and to the record of one', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, `${served.url}/risk?level=account`);
		expect(await page.locator('h1').innerText()).toContain('are late or likely to fall silent');
		// The planted one, first by money at risk, with its reasons.
		const first = page.locator('main ul > li', { has: page.getByRole('img') }).first();
		expect(await first.innerText()).toContain('Brackenvale Foods');
		expect(await first.innerText()).toContain('112 days since the last order');

		await page.getByRole('link', { name: /^Explained \d/ }).click();
		await page.waitForURL(/list=explained/);
		await page.getByText('The quote of 12 Oct 2026 over 57,500 is open').waitFor();
		await page.getByRole('link', { name: /^All \d/ }).click();
		await page.getByRole('heading', { name: 'All', exact: true }).waitFor();
		await page.getByRole('link', { name: /^Next/ }).click();
		await page.waitForURL(/offset=25/);
		await page.reload({ waitUntil: 'networkidle' });
		expect(await page.locator('main').innerText()).toContain('26–50 of ');

		await page.getByRole('navigation', { name: 'Risk' }).getByText('How good is this?').click();
		await page.waitForURL(/risk\/record/);
		expect(await page.locator('h1').innerText()).toMatch(/^Your own past bears out \d of 6 claims\.$/);
		await page.goBack();
		await page.waitForURL(/offset=25/);

		await visit(page, `${served.url}/accounts/A-00004?level=account`);
		await page.getByRole('heading', { name: 'Chance of silence' }).waitFor();
		expect(await page.locator('main').innerText()).toContain('Expected from');
		expect(complaints).toEqual([]);
		await close();
	});

	it('is told where to look for an account that is not there', async () => {
		const { page, close } = await openPage(browser);
		await page.goto(`${served.url}/accounts/nobody`, { waitUntil: 'networkidle' });
		await page.getByRole('link', { name: 'Find “nobody” among the groups' }).click();
		await page.waitForURL(/search=nobody/);
		expect(await page.locator('h1').innerText()).toBe('No group matches the search “nobody” in this period.');
		await close();
	});
});

describe('with the keyboard alone', () => {
	it('one finds an account, goes to a page, moves the handle and reads a chart', async () => {
		const { page, complaints, close } = await openPage(browser);
		await visit(page, served.url);
		await page.keyboard.press('Control+k');
		await page.getByPlaceholder('An account, a number, an owner or a page').waitFor();
		await page.keyboard.type('conc');
		await page.getByRole('option', { name: /Concentration/ }).waitFor();
		await page.keyboard.press('Enter');
		await page.waitForURL(/concentration/);

		const slider = page.getByRole('slider');
		await slider.focus();
		const before = await handleText(page);
		await page.keyboard.press('ArrowRight');
		expect(await handleText(page)).not.toBe(before);

		await page.locator('body').press('g');
		await page.keyboard.press('o');
		await page.waitForURL((url) => url.pathname === '/');
		await page.waitForFunction(() => document.querySelectorAll('.chart .sent').length === 0);
		const chart = page.locator('.chart').first();
		await chart.focus();
		await page.keyboard.press('ArrowRight');
		expect(await chart.locator('[aria-live]').innerText()).toContain('of revenue');
		expect(complaints).toEqual([]);
		await close();
	});

	it('one reaches the content past the navigation', async () => {
		const { page, close } = await openPage(browser);
		await visit(page, served.url);
		await page.keyboard.press('Tab');
		expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
		await close();
	});
});

describe('the colours', () => {
	it('follow a stored choice from the first paint on', async () => {
		const { page, close } = await openPage(browser, { colorScheme: 'light' });
		await visit(page, served.url);
		await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
		await page.reload({ waitUntil: 'domcontentloaded' });
		expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
			'rgb(20, 23, 26)',
		);
		await close();
	});
});
