import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page that keeps what went wrong in it: errors and warnings of the console, exceptions, failed requests. */
export interface WatchedPage {
	page: Page;
	/** Everything that went wrong since it was opened. */
	complaints: string[];
	close: () => Promise<void>;
}

/** Opens a window of its own, with nothing stored. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
	const context = await browser.newContext({
		viewport: { width: 1440, height: 1000 },
		locale: 'en-GB',
		...options,
	});
	const page = await context.newPage();
	const complaints: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
	});
	page.on('pageerror', (error) => complaints.push(error.message));
	page.on('requestfailed', (request) => {
		const reason = request.failure()?.errorText ?? '';
		// A navigation gives up what it no longer needs.
		if (!reason.includes('ERR_ABORTED')) complaints.push(`${request.url()} ${reason}`);
	});
	return { page, complaints, close: () => context.close() };
}

/** Goes to an address and waits until its charts are drawn. */
export async function visit(page: Page, url: string): Promise<void> {
	await page.goto(url, { waitUntil: 'networkidle' });
	await page.waitForFunction(() => document.querySelectorAll('.chart .sent').length === 0);
}

interface AxeResult {
	violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What axe finds against WCAG 2.2 AA, one sentence each; empty is right. */
export async function axeViolations(page: Page): Promise<string[]> {
	await page.evaluate(AXE);
	const { violations } = await page.evaluate<AxeResult>(
		`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
	);
	return violations.flatMap((violation) =>
		violation.nodes.map(
			(node) => `${violation.id}: ${violation.help}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`,
		),
	);
}
