import type { Hono } from 'hono';
import { createApi } from '../../src/lib/server/api/app.ts';
import type { ApiOptions, Env } from '../../src/lib/server/api/service.ts';
import { given, orderLines, type Built } from './given.ts';

/** A name that HTML, CSV, XML and a spreadsheet would each read as something else. */
export const AWKWARD_NAME =
	'=1+1,"<b>Ünïcode & Söhne</b>"\n_x0041_; a \'quoted\' name of more than thirty characters';

/** Two years of five accounts in four groups, with costs, categories, an owner's team, returns and names that need escaping. */
export function givenApiCompany(): Promise<Built> {
	return given({
		rows: {
			order_lines: orderLines([
				// Before the first year that is compared.
				['B', '2023-12-31', 7],
				[
					'A',
					'2024-03-01',
					'500.1',
					{ cost_amount: 300, list_amount: 550, category: 'tools', product_id: 'p1', quantity: 2 },
				],
				[
					'A',
					'2025-03-01',
					'1234567.8901',
					{ cost_amount: 300, list_amount: 550, category: 'tools', product_id: 'p1', quantity: 2 },
				],
				['A/1', '2025-03-02', '40.3333', { category: 'parts', product_id: 'p2', quantity: 1 }],
				['B', '2024-05-31', 300, { category: 'parts', product_id: 'p2', quantity: 1 }],
				['B', '2025-06-30', 200, { cost_amount: 250, category: 'tools', product_id: 'p1', quantity: 1 }],
				['c.csv', '2025-07-15', 120, { category: 'Größe & "Farbe"', product_id: 'p3', quantity: 3 }],
				// Returned more than bought: a credit.
				['D', '2025-08-01', 10, { category: 'tools', product_id: 'p1', quantity: 1 }],
				['D', '2025-08-02', -60, { category: 'tools', product_id: 'p1', quantity: -1 }],
				['D', '2026-01-31', 5, { category: 'tools', product_id: 'p1', quantity: 1 }],
			]),
			accounts: [
				{
					account_id: 'A',
					name: AWKWARD_NAME,
					group_id: 'G',
					group_name: 'Group, "the" first',
					segment: 'Trade',
					region: 'Nord',
					owner: 'Kim;Lee',
				},
				{
					account_id: 'A/1',
					name: 'Branch/1',
					group_id: 'G',
					group_name: 'Group, "the" first',
					segment: 'Retail',
					region: 'Nord',
					owner: 'Lee',
				},
				{ account_id: 'B', name: 'B % of %41', segment: 'Trade', region: null, owner: 'Kim' },
				{ account_id: 'c.csv', name: '-2', segment: 'Rétail & <i>more</i>', region: 'Süd', owner: null },
			],
		},
	});
}

export interface Api {
	built: Built;
	app: Hono<Env>;
	/** A response to `GET path`, as this machine asks. */
	get(path: string, headers?: Record<string, string>): Promise<Response>;
	/** The body of `GET path` as JSON. */
	json<T>(path: string): Promise<T>;
}

/** The API over a built company. */
export function apiOver(built: Built, options: ApiOptions = {}): Api {
	const app = createApi(built.warehouse, options);
	const get = async (path: string, headers: Record<string, string> = {}) =>
		app.fetch(new Request(`http://localhost${path}`, { headers }));
	return { built, app, get, json: async <T>(path: string) => (await (await get(path)).json()) as T };
}
