import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGES } from '../../src/lib/components/pages.ts';
import { orderLines, writeProject } from '../support/given.ts';
import { disagreements, pageFigures } from '../support/page-figures.ts';
import { pageText, type PageText } from '../support/page-text.ts';
import { serveProject, serveSample, type Served } from '../support/served.ts';

/** What is true of some data, and of none from which a filter only hides it. */
const OF_THE_DATA =
	/data holds no|no line (of the data )?has a cost|no quarter was reviewed|shown once lines|needs (amounts|cost_amount|list_amount|an earlier|quantities|a history|two month ends)|never (was|ordered)|has not ordered|followed for long enough|cannot start/i;
/** What says of everybody what holds of nobody who was looked at. */
const OF_EVERYBODY =
	/\b(nobody|no departments?|every (key account|tier)|none of 0|all 0|nothing (was sold|explains))\b/i;

/** Pages that filters reach; those of one account and of the data are what they are. */
const FILTERED = PAGES.map((page) => page.path).filter((path) => path !== '/data');

let sample: Served;

beforeAll(async () => {
	sample = await serveSample();
});

afterAll(async () => sample?.stop());

/** What matches nobody, and the levels at which it is asked: each costs a page of every kind. */
const FILTERS: readonly [string, string, readonly string[]][] = [
	['a dimension', 'segment=No+such+segment', ['group', 'account']],
	['a measure', 'revenue=%3E999999999999999', ['account']],
	['a tier', 'tier=no-such-tier', ['group']],
	['a category', 'category=No+such+category', ['group']],
	['two filters', 'region=No+such+region&revenue=%3E1', ['group']],
];

describe.each(FILTERS)('%s that matches nobody', (_, filter, levels) => {
	it.each(FILTERED)('is the only reason that %s gives', async (path) => {
		for (const level of levels) {
			const page = await pageText(`${sample.url}${path}?${filter}&level=${level}`);
			const plain = `No ${level} matches the filters in this period.`;
			const isOf = (text: string): boolean => !/Not filtered by/.test(text);
			// Panels that the filters do not reach show what they show, and say so; the sliders of a what-if hold no data.
			const reached = page.panels.filter(({ title, text }) => isOf(text) && title !== 'What if?');
			expect(reached.filter(({ text }) => !text.includes(`${plain} Clear the filters`))).toEqual([]);
			if (page.panels.some(({ text }) => !isOf(text))) continue;
			expect(page.heading).toContain(plain);
			expect(page.heading).toContain('Clear the filters');
			expect([path, OF_THE_DATA.exec(page.text)?.[0]]).toEqual([path, undefined]);
			expect([path, OF_EVERYBODY.exec(page.text)?.[0]]).toEqual([path, undefined]);
		}
	});
});

describe('figures that pages share', () => {
	it.each(['', '&level=account', '&segment=Mid-market', '&level=account&revenue=%3E10000'])(
		'are the same on all of them%s',
		async (view) => {
			const pages = new Map<string, ReturnType<typeof pageFigures>>();
			for (const path of FILTERED) {
				pages.set(path, pageFigures(await pageText(`${sample.url}${path}?compare=prior_year${view}`)));
			}
			expect(disagreements(pages)).toEqual({});
			const names = new Set([...pages.values()].flat().map(({ name }) => name));
			for (const name of [
				'Revenue',
				'Expected loss',
				'accounts with revenue',
				'accounts on record',
				'accounts of tier Key',
			])
				expect(names).toContain(name);
		},
	);
});

describe('the day', () => {
	const SAID = /\b(as of \d|data to \d|today, \d|in the review of \d|at each quarter end)/;

	it.each([...FILTERED, '/accounts/A-00003?level=account'])('is said by every panel of %s', async (path) => {
		const page = await pageText(`${sample.url}${path}`);
		const silent = page.panels.filter(
			({ title, text }) => !SAID.test(text) && !['What if?', 'Its tier', 'Its quarters'].includes(title),
		);
		expect(silent.map(({ title }) => title)).toEqual([]);
	});

	it('of due dates is today, that of lists the newest of the data', async () => {
		const page = await pageText(`${sample.url}/accounts/A-00003?level=account`);
		const of = (title: string) => page.panels.find((panel) => panel.title === title)?.text;
		expect(of('Invoices')).toContain('today, 19 November 2026');
		expect(of('Open quotes')).toContain('today, 19 November 2026');
		expect(of('Newest orders')).toContain('data to 18 November 2026');
		const past = await pageText(`${sample.url}/accounts/A-00003?level=account&as_of=2026-06-30`);
		expect(past.text).not.toMatch(/today, |data to /);
	});
});

it('the filters are named in the sentence that opens a page', async () => {
	for (const path of FILTERED) {
		const page = await pageText(
			`${sample.url}${path}?segment=Mid-market&segment=Corporate&revenue=%3E%3D10000`,
		);
		expect([path, page.heading]).toEqual([
			path,
			expect.stringMatching(
				/^For segment (Mid-market or Corporate|Corporate or Mid-market), revenue ≥ €10,000: \S/,
			),
		]);
	}
	const risk = await pageText(`${sample.url}/risk?category=Textiles&segment=Mid-market`);
	expect(risk.heading).toMatch(/^For segment Mid-market: /);
});

it('a search that matches nobody says so, with a way back', async () => {
	for (const level of ['group', 'account']) {
		const page = await pageText(`${sample.url}/accounts?search=zzzz&level=${level}`);
		const plain = `No ${level} matches the search “zzzz” in this period.`;
		expect(page.heading).toBe(plain);
		expect(page.panels[0]?.text).toContain(`${plain} Clear the search`);
		expect(OF_THE_DATA.exec(page.text)?.[0]).toBeUndefined();
	}
	const both = await pageText(`${sample.url}/accounts?search=zzzz&region=North`);
	expect(both.panels[0]?.text).toContain(
		'matches the filters and the search “zzzz” in this period. Clear the filters and the search',
	);
});

describe('a period in which nothing was sold', () => {
	let dir: string;
	let served: Served;

	beforeAll(async () => {
		dir = mkdtempSync(join(tmpdir(), 'vital-few-gap-'));
		const months = (year: number, first: number, last: number) =>
			Array.from({ length: last - first + 1 }, (_, i) => `${year}-${String(first + i).padStart(2, '0')}-10`);
		// Nothing from July to September 2024; costs, quantities and list prices all around it.
		const days = [
			...months(2023, 1, 12),
			...months(2024, 1, 6),
			...months(2024, 10, 12),
			...months(2025, 1, 10),
		];
		writeProject(dir, {
			rows: {
				order_lines: ['A', 'B', 'C'].flatMap((account, place) =>
					orderLines(
						days.map((day, i) => [
							account,
							day,
							100 * (place + 1) + i,
							{ cost_amount: 50, list_amount: 400, quantity: 2, product_id: 'p', category: 'c' },
						]),
					),
				),
				accounts: [
					{ account_id: 'A', segment: 'Retail' },
					{ account_id: 'B', segment: 'Trade' },
					{ account_id: 'C', segment: 'Trade' },
				],
			},
		});
		served = await serveProject(dir);
	});

	afterAll(async () => {
		await served?.stop();
		if (dir) rmSync(dir, { recursive: true, force: true });
	});

	const blamed =
		/data holds no|no line of the data|shown once lines|needs (amounts|cost_amount|list_amount)/i;

	it.each(FILTERED)('is never said of the data on %s', async (path) => {
		for (const filter of ['', '&segment=Trade', '&level=account']) {
			const page = await pageText(`${served.url}${path}?from=2024-07-01&to=2024-10-01${filter}`);
			expect([path, blamed.exec(page.text)?.[0]]).toEqual([path, undefined]);
			expect(page.text).not.toMatch(/No (group|account) matches/);
		}
	});

	it.each(['/', '/growth', '/margin'])('is said in the sentence that opens %s', async (path) => {
		const { heading }: PageText = await pageText(
			`${served.url}${path}?from=2024-07-01&to=2024-10-01&compare=none`,
		);
		expect(heading).toBe('Nothing was sold in this period.');
	});
});
