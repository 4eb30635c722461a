import { expect, it } from 'vitest';
import { queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { gapsOf, type AccountEvents } from '../support/event-log.ts';
import { given, orderLines } from '../support/given.ts';
import { describeWithData } from '../support/real-data.ts';
import { cdnowEvents, groceryEvents, onlineRetailEvents } from '../support/real-events.ts';

const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** The pool of gaps that a build of these accounts ends up with. */
async function poolOf(
	events: readonly AccountEvents[],
): Promise<{ norm: number; low: number; high: number }> {
	const built = await given({
		rows: {
			order_lines: orderLines(
				events.flatMap(({ account_id, days }) => days.map((day) => [account_id, isoDay(day), 1] as const)),
			),
		},
	});
	try {
		const [pool] = await built.warehouse.read((connection) =>
			queryRows(
				connection,
				`select n.median_gap_days as norm, p.multiple_10 as low, p.multiple_90 as high
				from gap_pools as p inner join gap_norms as n on n.level = p.level and n.model_on = p.model_on and n.segment is null
				where p.level = 'account' order by p.model_on desc limit 1`,
			),
		);
		return pool as { norm: number; low: number; high: number };
	} finally {
		built.close();
	}
}

/** Share of the gaps after four or more that end inside the window which the pool of other accounts promises. */
function coverage(
	events: readonly AccountEvents[],
	{ norm, low, high }: { norm: number; low: number; high: number },
): { inside: number; late: number } {
	const scaled = events.flatMap(({ days }) =>
		gapsOf(days).flatMap((gap, i, gaps) => {
			const before = gaps.slice(0, i).reduce((sum, each) => sum + each, 0);
			return i < 4 ? [] : [gap / ((before + 2 * norm) / (i + 2))];
		}),
	);
	const share = (is: (ratio: number) => boolean) => scaled.filter(is).length / scaled.length;
	return { inside: share((ratio) => ratio >= low && ratio <= high), late: share((ratio) => ratio > high) };
}

/** The log, and which halves of its accounts make the pool in turn: CDNOW has too few gaps for one half to say much. */
const LOGS = [
	['grocery', 'grocery/BTYDplus_groceryElog.csv', groceryEvents, [0]],
	['online retail', 'online_retail/online_retail.csv.gz', onlineRetailEvents, [0]],
	['CDNOW', 'cdnow_sample/cdnow_sample.csv', cdnowEvents, [0, 1]],
] as const;

for (const [name, file, eventsOf, halves] of LOGS) {
	describeWithData(`the window of the next order, ${name}`, [file], ([path]) => {
		it('made from half of the accounts holds 78 to 85 % of the gaps of the others, where 80 % is promised', async () => {
			const events = eventsOf(path!);
			const found: ReturnType<typeof coverage>[] = [];
			for (const half of halves) {
				const pool = await poolOf(events.filter((_, i) => i % 2 === half));
				found.push(
					coverage(
						events.filter((_, i) => i % 2 !== half),
						pool,
					),
				);
			}
			const mean = (key: 'inside' | 'late') => found.reduce((sum, each) => sum + each[key], 0) / found.length;
			expect(mean('inside')).toBeGreaterThanOrEqual(0.78);
			expect(mean('inside')).toBeLessThanOrEqual(0.85);
			expect(mean('late')).toBeLessThan(0.13);
		});
	});
}
