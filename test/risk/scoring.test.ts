import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meanChanceOfSilence, type SilenceModel } from '../../src/lib/server/models/silence-model.ts';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { given, type Built } from '../support/given.ts';
import { rhythmicLines } from '../support/rhythms.ts';

/** A company too young for a learned rung: the model of orders stands alone. */
describe('chances that the build scores in SQL', () => {
	let built: Built;
	beforeAll(async () => {
		built = await given({
			rows: { order_lines: rhythmicLines({ accounts: 60, from: '2026-01-05', days: 115 }) },
		});
	});
	afterAll(() => built.close());

	const read = (sql: string) => built.warehouse.read((connection) => queryRows(connection, sql));

	it('are those of the fitted members in plain arithmetic, their mean', async () => {
		const [model] = (await built.ask('risk_model', { level: 'account' })).rows;
		expect(model!.rung).toBe('2');
		const members = await read(
			`select k, r, alpha, a, b from risk_members where level = 'account' and model_on = '${model!.model_on}'`,
		);
		const fitted = {
			members: members.map((member) => ({ family: 'mbg', ...member })),
		} as unknown as SilenceModel;
		const scored = await read(
			`select r.order_days as orders, r.days_since_order, r.horizon_days, r.p_raw, any_value(r.last_order_on) - min(o.ordered_on) as active_days
			from account_risk as r
			inner join order_days as o on o.level = r.level and o.account_key = r.account_key and o.ordered_on <= r.risk_on
			where r.level = 'account' and r.as_of = (select max(as_of) from account_risk) and r.p_raw is not null
			group by r.account_key, r.order_days, r.days_since_order, r.horizon_days, r.p_raw`,
		);
		expect(scored.length).toBeGreaterThan(50);
		for (const row of scored) {
			const [orders, active, since, horizon] = [
				row['orders'],
				row['active_days'],
				row['days_since_order'],
				row['horizon_days'],
			].map(Number);
			const history = { repeats: orders! - 1, last: active! / 7, age: (active! + since!) / 7 };
			expect(row['p_raw']).toBeCloseTo(meanChanceOfSilence(fitted, history, horizon! / 7), 9);
		}
	});
});
