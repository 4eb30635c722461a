import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import {
	boundedLogOdds,
	contributions,
	logisticChance,
	type LogisticModel,
} from '../../src/lib/server/models/logistic.ts';
import { calibrate } from '../../src/lib/server/models/calibration-line.ts';
import { catalog } from '../../src/lib/server/warehouse/catalog.ts';
import { openEngine, queryRows } from '../../src/lib/server/warehouse/engine.ts';
import { RUNGS } from '../../src/lib/server/warehouse/risk/risk-rungs.ts';

let engine: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
	engine = await openEngine({});
	connection = await engine.connect();
});
afterAll(() => {
	connection.closeSync();
	engine.closeSync();
});

const learned = RUNGS.filter(({ kind }) => kind !== 'model');
const FEATURES = [...new Set(learned.flatMap(({ features }) => features.map(({ name }) => name)))].filter(
	(name) => name !== 'model_log_odds',
);
const [LEVEL, DAY] = ['account', '2025-12-31'];

const number = (most: number): fc.Arbitrary<number> => fc.double({ min: -most, max: most, noNaN: true });

/** A rung, as it was learned, and accounts to score by it. */
const scoring = fc.constantFrom(...learned).chain((rung) =>
	fc.record({
		rung: fc.constant(rung),
		model: fc.record({
			intercept: number(4),
			line: fc.record({ intercept: number(2), slope: fc.double({ min: 0, max: 2, noNaN: true }) }),
			terms: fc.tuple(
				...rung.features.map(({ name }) =>
					fc.record({ name: fc.constant(name), coefficient: number(2), mean: number(3) }),
				),
			),
		}),
		accounts: fc.array(
			fc.record({
				chance: fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
				values: fc.tuple(...FEATURES.map(() => number(5))),
			}),
			{ minLength: 1, maxLength: 20 },
		),
	}),
);
type Scoring = typeof scoring extends fc.Arbitrary<infer S> ? S : never;

/** Writes what the statement reads, and runs it. */
async function scores({ rung, model, accounts }: Scoring) {
	const literal = (value: number): string => `${value}::double`;
	const given = [
		`risk_dates as select date '9999-12-31' as known_on, date '${DAY}' as as_of, date '${DAY}' as model_on`,
		`risk_models as select '${LEVEL}' as level, date '${DAY}' as model_on, '${rung.rung}' as rung, ${literal(model.intercept)} as intercept,
			${literal(model.line.intercept)} as intercept_of_line, ${literal(model.line.slope)} as slope_of_line, 0::double as usual_intercept, 1::double as usual_slope`,
		`risk_terms as select '${LEVEL}' as level, date '${DAY}' as model_on, * from (values ${model.terms
			.map(({ name, coefficient, mean }) => `('${name}', ${literal(coefficient)}, ${literal(mean)})`)
			.join(', ')}) as listed (feature, coefficient, mean)`,
		`model_chances as select '${LEVEL}' as level, date '${DAY}' as as_of, * from (values ${accounts
			.map(({ chance }, i) => `(${i}, ${literal(chance)}, ${literal(chance)}, ${literal(chance)})`)
			.join(', ')}) as listed (account_key, model_chance, usual_chance, year_chance)`,
		`risk_features as select date '9999-12-31' as known_on, '${LEVEL}' as level, date '${DAY}' as as_of, * from (values ${accounts
			.map(({ values }, i) => `(${i}, ${values.map(literal).join(', ')})`)
			.join(', ')}) as listed (account_key, ${FEATURES.join(', ')})`,
	];
	for (const table of given) await connection.run(`create or replace temp table ${table}`);
	return queryRows(connection, `${catalog().marts.get('risk_chances')!.sql} order by account_key`);
}

describe('scoring by a learned rung', () => {
	it('gives the chance and the weights that the model itself gives', async () => {
		await fc.assert(
			fc.asyncProperty(scoring, async (asked) => {
				const model = { ...asked.model, dropped: [], rows: 0, events: 0 } as unknown as LogisticModel;
				const rows = await scores(asked);
				expect(rows).toHaveLength(asked.accounts.length);
				asked.accounts.forEach(({ chance: bare, values }, i) => {
					const known = new Map(FEATURES.map((name, j) => [name, values[j]!]));
					known.set('model_log_odds', boundedLogOdds(bare));
					const own = model.terms.map(({ name }) => known.get(name)!);
					const chance = logisticChance(model, own);
					expect(rows[i]!['p_raw']).toBeCloseTo(chance, 9);
					expect(rows[i]!['p_calibrated']).toBeCloseTo(
						calibrate({ ...asked.model.line, is_calibrated: true }, chance),
						9,
					);
					const added = Object.entries(rows[i]!)
						.filter(([name]) => name.endsWith('_weight'))
						.reduce((sum, [, weight]) => sum + Number(weight), 0);
					const told = contributions(model, own).filter((_, j) => model.terms[j]!.name !== 'log_gap');
					expect(added).toBeCloseTo(
						told.reduce((sum, weight) => sum + weight, 0),
						9,
					);
				});
			}),
			{ numRuns: 60 },
		);
	});
});
