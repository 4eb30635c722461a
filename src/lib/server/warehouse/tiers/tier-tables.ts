import type { DuckDBConnection } from '@duckdb/node-api';
import { CRITERIA } from '../../../contract/tier-criteria.ts';
import type { TierDesk } from '../../desk/tier-desk.ts';
import type { CostToServe } from '../../sources/service-rates.ts';
import { SERVICE_RATE_KEYS } from '../../sources/service-rates.ts';
import { modelId, type TierModel, type TierVersion } from '../../sources/tier-model.ts';
import { givenTable } from '../build/given-table.ts';

/** Makes `service_rates`, one row: what a unit of each effort costs, and what serving all accounts costs a year. */
export async function writeServiceRates(
	connection: DuckDBConnection,
	given: CostToServe | undefined,
): Promise<void> {
	const rates = Object.entries(given?.rates ?? {}).filter(([, rate]) => rate !== undefined);
	await givenTable(
		connection,
		'warehouse.main.service_rates',
		{
			has_rates: 'BOOLEAN',
			pool: 'DECIMAL(18,4)',
			visit_kinds: 'VARCHAR[]',
			...Object.fromEntries(SERVICE_RATE_KEYS.map((driver) => [`${driver}_rate`, 'DOUBLE'])),
		},
		[
			{
				has_rates: rates.length > 0,
				pool: given?.pool ?? null,
				visit_kinds: (given?.visit_kinds ?? ['visit']).map((kind) => kind.trim().toLowerCase()),
				...Object.fromEntries(rates.map(([driver, rate]) => [`${driver}_rate`, rate])),
			},
		],
	);
}

/** Makes `tier_models`, `tier_criteria`, `tier_departments` and `tier_overrides`: the versions of today and those that the desk keeps. */
export async function writeTierModels(
	connection: DuckDBConnection,
	model: TierModel,
	desk: TierDesk,
): Promise<void> {
	const versions = new Map<string, TierVersion>(Object.entries(desk.models));
	for (const version of model.versions) versions.set(modelId(version), version);
	const each = <T>(rows: (version: TierVersion, model_id: string) => T[]): T[] =>
		[...versions].flatMap(([id, version]) => rows(version, id));
	await givenTable(
		connection,
		'tier_models',
		MODEL_COLUMNS,
		each((version, model_id) => [modelRow(version, model_id)]),
	);
	await givenTable(
		connection,
		'tier_criteria',
		{
			model_id: 'VARCHAR',
			place: 'INTEGER',
			criterion: 'VARCHAR',
			axis: 'VARCHAR',
			label: 'VARCHAR',
			is_judged: 'BOOLEAN',
			is_ranked: 'BOOLEAN',
			points: 'DOUBLE',
			is_log: 'BOOLEAN',
			low: 'DOUBLE',
			high: 'DOUBLE',
			anchored_scores: 'VARCHAR[]',
		},
		each((version, model_id) =>
			version.criteria.map(({ name, axis, label, kind, points, scale, low, high, scores }, i) => ({
				model_id,
				place: i + 1,
				criterion: name,
				axis,
				label,
				is_judged: kind === 'judged',
				// Beside tiers by size, money is scaled as they are.
				is_ranked: version.size !== null && RANKED.has(name) && points > 0,
				points,
				is_log: scale === 'log',
				low,
				high,
				anchored_scores: Object.entries(scores).map(([score, meaning]) => `${score} ${meaning}`),
			})),
		),
	);
	await givenTable(
		connection,
		'tier_departments',
		{ model_id: 'VARCHAR', criterion: 'VARCHAR', department: 'VARCHAR', weight: 'DOUBLE' },
		each((version, model_id) =>
			version.criteria.flatMap(({ name, departments }) =>
				departments.map((department) => ({
					model_id,
					criterion: name,
					department,
					weight: version.departments[department],
				})),
			),
		),
	);
	await givenTable(
		connection,
		'tier_nominations',
		{
			account_id: 'VARCHAR',
			level: 'VARCHAR',
			tier: 'VARCHAR',
			from_on: 'DATE',
			until_on: 'DATE',
			signed_by: 'VARCHAR',
			reason: 'VARCHAR',
		},
		model.nominations.map(({ account, level, tier, from, until, signed_by, reason }) => ({
			account_id: account,
			level,
			tier,
			from_on: from,
			until_on: until,
			signed_by,
			reason,
		})),
	);
	await givenTable(
		connection,
		'tier_overrides',
		{
			account_id: 'VARCHAR',
			gate: 'VARCHAR',
			from_on: 'DATE',
			until_on: 'DATE',
			signed_by: 'VARCHAR',
			reason: 'VARCHAR',
		},
		model.overrides.map(({ account, gate, from, until, signed_by, reason }) => ({
			account_id: account,
			gate,
			from_on: from,
			until_on: until,
			signed_by,
			reason,
		})),
	);
}

/** Criteria of money: what tiers by size are made of. */
const RANKED: ReadonlySet<string> = new Set(['contribution', 'revenue']);

const MODEL_COLUMNS = {
	model_id: 'VARCHAR',
	version: 'VARCHAR',
	valid_from: 'DATE',
	is_by_size: 'BOOLEAN',
	size_key_entry: 'DOUBLE',
	size_key_exit: 'DOUBLE',
	size_develop_entry: 'DOUBLE',
	size_develop_exit: 'DOUBLE',
	key_entry: 'DOUBLE',
	key_exit: 'DOUBLE',
	develop_entry: 'DOUBLE',
	develop_exit: 'DOUBLE',
	exit_after_quarters: 'INTEGER',
	minimum_stay: 'INTEGER',
	least_stay: 'INTEGER',
	silence_days: 'INTEGER',
	silence_gaps: 'DOUBLE',
	contribution_floor: 'DOUBLE',
	price_realisation_floor: 'DOUBLE',
	thin_share: 'DOUBLE',
	emerging_orders: 'INTEGER',
	emerging_months: 'INTEGER',
	half_life_days: 'DOUBLE',
	disagreement_range: 'DOUBLE',
	key_label: 'VARCHAR',
	develop_label: 'VARCHAR',
	standard_label: 'VARCHAR',
	emerging_label: 'VARCHAR',
};

function modelRow(
	version: TierVersion,
	model_id: string,
): Record<keyof typeof MODEL_COLUMNS, string | number | boolean | null> {
	const { tiers, gates, size, minimum_stay_quarters } = version;
	const key = tiers?.key ?? size?.score?.key;
	const develop = tiers?.growth ?? size?.score?.develop;
	return {
		model_id,
		version: version.version,
		valid_from: version.valid_from,
		is_by_size: size !== null,
		size_key_entry: size?.key.entry ?? null,
		size_key_exit: size?.key.exit ?? null,
		size_develop_entry: size?.develop.entry ?? null,
		size_develop_exit: size?.develop.exit ?? null,
		key_entry: key?.entry ?? null,
		key_exit: key?.exit ?? null,
		develop_entry: develop?.entry ?? null,
		develop_exit: develop?.exit ?? null,
		exit_after_quarters: size?.exit_after_quarters ?? 2,
		minimum_stay: minimum_stay_quarters,
		// The rule before counted the quarters after the one of the promotion, this one counts that one too.
		least_stay: size === null ? minimum_stay_quarters + 1 : minimum_stay_quarters,
		silence_days: size?.silence?.days ?? null,
		silence_gaps: size?.silence?.gaps ?? null,
		contribution_floor: gates.contribution_floor,
		price_realisation_floor: gates.price_realisation_floor ?? null,
		thin_share: gates.thin_share ?? null,
		emerging_orders: gates.emerging_orders,
		emerging_months: gates.emerging_months,
		half_life_days: version.half_life_days,
		disagreement_range: version.disagreement_range,
		key_label: size?.labels.key ?? 'Key',
		develop_label: size?.labels.develop ?? 'Develop',
		standard_label: size?.labels.standard ?? 'Standard',
		emerging_label: size?.labels.emerging ?? 'Emerging',
	};
}

/** Columns of `tier_history` beside the account, with their engine types: what a quarter's record holds. */
export const HISTORY_COLUMNS: Readonly<Record<string, string>> = {
	level: 'varchar',
	as_of: 'date',
	revenue: 'exact',
	contribution: 'exact',
	price_realisation: 'decimal(9, 4)',
	breadth: 'integer',
	growth: 'decimal(9, 4)',
	white_space: 'exact',
	planned_growth: 'decimal(9, 4)',
	rising_share: 'decimal(5, 4)',
	is_candidate: 'boolean',
	order_days_to_date: 'integer',
	...Object.fromEntries(CRITERIA.map(({ name }) => [`${name}_score`, 'decimal(5, 4)'])),
	value_score: 'decimal(7, 4)',
	value: 'decimal(7, 4)',
	potential: 'decimal(7, 4)',
	score: 'decimal(7, 4)',
	confidence_share: 'decimal(5, 4)',
	rating_spread: 'decimal(5, 4)',
	disputed: 'varchar[]',
	stale: 'varchar[]',
	gates: 'varchar[]',
	tier: 'varchar',
	route: 'varchar',
	tier_refusal: 'varchar',
	is_silent: 'boolean',
	...Object.fromEntries(
		[
			'tier_rank',
			'size_rank',
			'size_held_rank',
			'size_since',
			'score_rank',
			'held_rank',
			'quarters_since_promotion',
			'size_prior_rank',
			'size_least_rank',
			'score_prior_rank',
			'score_least_rank',
			'cap_rank',
			'nominated_rank',
		].map((name) => [name, 'tinyint']),
	),
	prior_tier: 'varchar',
	prior_score: 'decimal(7, 4)',
	move_data: 'decimal(7, 4)',
	move_judgement: 'decimal(7, 4)',
	move_weights: 'decimal(7, 4)',
	tier_share: 'decimal(5, 4)',
};
