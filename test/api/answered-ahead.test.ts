import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApi } from '../../src/lib/server/api/app.ts';
import { buildProject, given, orderLines, type Built } from '../support/given.ts';

let built: Built;
beforeAll(async () => {
	built = await given({
		rows: {
			order_lines: orderLines([
				['A', '2026-09-30', 1],
				['B', '2026-10-31', 2],
			]),
		},
	});
});
afterAll(() => built.close());

const ADDRESS = 'http://localhost/api/v1/summary?level=account';

/** The build that answers. */
async function servingBuild(api: ReturnType<typeof createApi>): Promise<string> {
	const response = await api.request(ADDRESS);
	return ((await response.json()) as { meta: { build_id: string } }).meta.build_id;
}

it('a new build is asked what was asked of the one before, and then serves', async () => {
	const api = createApi(built.warehouse);
	const first = await servingBuild(api);
	const rehearse = built.warehouse.rehearse!;
	let ended = 0;
	built.warehouse.rehearse = async (...all) => {
		await rehearse(...all);
		ended++;
	};
	(await buildProject(built.dir)).warehouse.close();
	const later = await servingBuild(api);
	expect(later).not.toBe(first);
	expect(ended).toBe(1);
});

it('a build whose rehearsal takes long lets the old one answer meanwhile', async () => {
	const api = createApi(built.warehouse);
	const before = await servingBuild(api);
	let finish = (): void => undefined;
	built.warehouse.rehearse = () => new Promise((resolve) => (finish = resolve));
	(await buildProject(built.dir)).warehouse.close();
	const ids = [await servingBuild(api), await servingBuild(api), await servingBuild(api)];
	expect(ids).toEqual([before, before, before]);
	finish();
	await expect.poll(() => servingBuild(api)).not.toBe(before);
});
