import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAGES } from '../../src/lib/components/pages.ts';
import { initProject } from '../../src/lib/server/sources/init-project.ts';
import { disagreements, pageFigures, type PageFigure } from '../support/page-figures.ts';
import { pageText } from '../support/page-text.ts';
import { describeWithData } from '../support/real-data.ts';
import { serveProject, type Served } from '../support/served.ts';

const PATHS = PAGES.map((page) => page.path).filter((path) => path !== '/data');

/** Serves what `init` drafts of the paths, and holds the figures that its pages share to one another. */
function holdsTogether(paths: () => string[], views: readonly string[], sentence: RegExp): void {
	let served: Served;
	let dir: string;

	beforeAll(async () => {
		dir = mkdtempSync(join(tmpdir(), 'vital-few-shared-'));
		await initProject({ paths: paths(), dir, cwd: dir, company: 'Real', today: '2026-11-22' });
		served = await serveProject(dir);
	}, 900_000);

	afterAll(async () => {
		await served?.stop();
		if (dir) rmSync(dir, { recursive: true, force: true });
	});

	test.each(views)('figures that pages share are the same on all of them: %s', async (view) => {
		const pages = new Map<string, PageFigure[]>();
		for (const path of PATHS) pages.set(path, pageFigures(await pageText(`${served.url}${path}?${view}`)));
		expect(disagreements(pages)).toEqual({});
		expect([...pages.values()].flat().length).toBeGreaterThan(20);
	});

	test('the overview opens with the steepest fact', async () => {
		expect((await pageText(`${served.url}/`)).heading).toMatch(sentence);
	});
}

describeWithData('the pages of an importer', ['wide_world_importers/Sales.InvoiceLines.csv.gz'], ([lines]) =>
	holdsTogether(
		() => [dirname(lines!)],
		['level=group', 'level=account', 'level=group&revenue=%3E100000'],
		/^Two of \d+ groups with revenue bring 6\d\.\d% of it; the largest alone brings 3\d\.\d%/,
	),
);

describeWithData('the pages of a gift wholesaler', ['online_retail/online_retail.csv.gz'], ([file]) =>
	holdsTogether(
		() => [file!],
		['level=group', 'level=account&revenue=%3E1000'],
		/^[\d,]+ of [\d,]+ accounts with revenue bring 80% of it/,
	),
);
