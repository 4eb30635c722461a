import type { DuckDBConnection } from '@duckdb/node-api';
import { seededRandom } from '../../models/seeded-random.ts';
import { drawWeights, tierAcceptability } from '../../models/weights-stability.ts';
import type { TierVersion } from '../../sources/tier-model.ts';
import { catalog } from '../catalog.ts';
import { queryRows, runWith } from '../engine.ts';
import { givenTable } from '../build/given-table.ts';

const DRAWS = 1000;
/** Dirichlet concentration: with 30, a weight of .25 has a standard deviation of 7.8 points. */
const CONCENTRATION = 30;
const SEED = 7;
/** Scores further than this from every threshold, in standard deviations of the draws, keep their tier in all of them. */
const FAR = 5;

interface DoubtfulRow {
	level: string;
	account_key: number;
	tier_rank: number;
	from_rank: number;
	allowed_rank: number;
	[score: string]: string | number | null;
}

/** Where departments disagree on a criterion: how far its score may lie below and above what is counted. */
interface Dispute {
	criterion: string;
	down: number;
	up: number;
}

/**
 * Makes `tier_shares`: the share of weight draws in which each account of `tier_quarter` keeps its tier, entered from below
 * or held from above as it was. Where departments disagree, their judgement is drawn too. Empty where `isDrawn` is false.
 */
export async function drawTierShares(
	connection: DuckDBConnection,
	model_id: string,
	version: TierVersion,
	isDrawn: boolean,
): Promise<void> {
	await connection.run('drop table if exists tier_shares');
	const columns = { level: 'VARCHAR', account_key: 'INTEGER', tier_share: 'DECIMAL(5,4)' };
	if (!isDrawn) return givenTable(connection, 'tier_shares', columns, [], 'temp table');
	const values = { model_id, concentration: CONCENTRATION, far: FAR };
	await runWith(
		connection,
		`create or replace temp table tier_doubts as ${catalog().quarters.get('tier_doubts')!.sql}`,
		values,
	);
	await givenTable(connection, 'tier_shares', columns, await drawnShares(connection, version), 'temp table');
	await connection.run(
		'insert into tier_shares select level, account_key, tier_share from tier_doubts where is_far',
	);
}

async function drawnShares(
	connection: DuckDBConnection,
	version: TierVersion,
): Promise<Record<string, unknown>[]> {
	const key = version.tiers?.key ?? version.size?.score?.key;
	// Nothing hangs on weights where no tier is given by points.
	if (key === undefined) return [];
	const counted = version.criteria.filter(({ points }) => points > 0);
	const names = counted.map(({ name }) => name);
	const points = counted.map((criterion) => criterion.points);
	const random = seededRandom(SEED);
	const weights = drawWeights(points, DRAWS, random, CONCENTRATION);
	const rows = (await queryRows(
		connection,
		'select * from tier_doubts where not is_far order by level, account_key',
	)) as unknown as DoubtfulRow[];
	const disputes = await readDisputes(connection);
	// A score that is asked for key alone has no step between.
	const develop = version.tiers?.growth ?? version.size?.score?.develop ?? key;
	const told: Record<string, unknown>[] = [];
	for (const from of [0, 1, 2]) {
		// A tier that was held before is left under its exit, any other is entered at its entry.
		const entry = [from >= 1 ? develop.exit : develop.entry, from >= 2 ? key.exit : key.entry];
		const group = rows.filter((row) => row.from_rank === from);
		const scores = (row: DoubtfulRow): number[] =>
			names.map((name) => (row[`${name}_score`] as number | null) ?? Number.NaN);
		const tell = ({ level, account_key }: DoubtfulRow, tier_share: number): void =>
			void told.push({ level, account_key, tier_share });
		const agreed = group.filter((row) => !disputes.has(keyOf(row)));
		const acceptability = tierAcceptability({
			criteria: Float64Array.from(agreed.flatMap(scores)),
			weights,
			criterionCount: names.length,
			entry,
			allowed: Uint8Array.from(agreed.map((row) => row.allowed_rank)),
		});
		agreed.forEach((row, i) => tell(row, acceptability[3 * i + row.tier_rank]!));
		for (const row of group.filter((row) => disputes.has(keyOf(row)))) {
			let kept = 0;
			for (let d = 0; d < DRAWS; d++) {
				const criteria = Float64Array.from(scores(row));
				for (const { criterion, down, up } of disputes.get(keyOf(row))!) {
					const j = names.indexOf(criterion);
					if (j >= 0)
						criteria[j] = Math.min(1, Math.max(0, criteria[j]! - down + (down + up) * random.uniform()));
				}
				const drawn = weights.subarray(d * names.length, (d + 1) * names.length);
				kept += tierAcceptability({
					criteria,
					weights: drawn,
					criterionCount: names.length,
					entry,
					allowed: Uint8Array.of(row.allowed_rank),
				})[row.tier_rank]!;
			}
			tell(row, kept / DRAWS);
		}
	}
	return told;
}

const keyOf = ({ level, account_key }: { level: string; account_key: number }): string =>
	`${level} ${account_key}`;

async function readDisputes(connection: DuckDBConnection): Promise<Map<string, Dispute[]>> {
	const rows = await queryRows(
		connection,
		'select level, account_key, criterion, (mean - low_score) / 4 as down, (high_score - mean) / 4 as up from tier_judgements where is_disputed order by all',
	);
	const disputes = new Map<string, Dispute[]>();
	for (const row of rows as unknown as (Dispute & { level: string; account_key: number })[]) {
		disputes.set(keyOf(row), [...(disputes.get(keyOf(row)) ?? []), row]);
	}
	return disputes;
}
