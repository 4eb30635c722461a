import { copyFileSync, linkSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import {
	deskFile,
	type FrozenReferences,
	type TierDesk,
	type TierDeskAddition,
} from '../../desk/tier-desk.ts';
import { modelId, versionOn, type TierModel, type TierVersion } from '../../sources/tier-model.ts';
import { catalog } from '../catalog.ts';
import { queryRows, runWith, type ParameterValues } from '../engine.ts';
import { givenTable } from '../build/given-table.ts';
import { quoteText } from '../sql-text.ts';
import { withGiven } from '../relations.ts';
import { judgedScoresInRows, scoresInColumns } from './tier-score-columns.ts';
import { drawTierShares } from './tier-stability.ts';
import { HISTORY_COLUMNS, writeTierModels } from './tier-tables.ts';

/** Columns of recorded quarters that earlier versions called otherwise; a record keeps the names that it was written with. */
const RENAMED: ReadonlyMap<string, string> = new Map([['orders_to_date', 'order_days_to_date']]);

/** What the tiers of a project are made from, beside the marts. */
export interface TierWork {
	projectDir: string;
	model: TierModel;
	desk: TierDesk;
	/** Folder for what is recorded, until the build is put into service. */
	scratch: string;
	/** The moment of the build, ISO. */
	now: string;
}

/** A closed quarter as the mart `tier_quarter_ends` has it. */
interface QuarterEnd {
	as_of: string;
	fiscal_year: number;
	year_on: string;
	from_on: string;
	to_on: string;
	first_on: string;
	held_share: number;
}

/** A quarter with the model and the frozen references by which it is reviewed. */
interface Quarter extends QuarterEnd {
	model_id: string;
	frozen_id: string;
	is_recorded: boolean;
	is_reconstructed: boolean;
	recorded_at: string;
	contribution_basis: string;
}

/**
 * Makes `tier_history` quarter by quarter: those that the desk records as they were recorded, the others from the marts,
 * each with the model of its time. Returns what the desk does not hold yet; nothing is written to it here.
 */
export async function makeTiers(connection: DuckDBConnection, work: TierWork): Promise<TierDeskAddition> {
	return new TierQuarters(connection, work).run();
}

class TierQuarters {
	readonly #connection: DuckDBConnection;
	readonly #work: TierWork;
	readonly #versions: Map<string, TierVersion>;
	readonly #frozen: Map<string, Omit<FrozenReferences, 'peers_file'>>;
	readonly #addition: {
		quarters: TierDeskAddition['quarters'][number][];
		frozen: TierDeskAddition['frozen'][number][];
	} = { quarters: [], frozen: [] };
	#ends: QuarterEnd[] = [];
	#measured = '';

	constructor(connection: DuckDBConnection, work: TierWork) {
		this.#connection = connection;
		this.#work = work;
		this.#versions = new Map([
			...Object.entries(work.desk.models),
			...work.model.versions.map((version) => [modelId(version), version] as const),
		]);
		this.#frozen = new Map(work.desk.frozen.map((references) => [references.frozen_id, references]));
	}

	async run(): Promise<TierDeskAddition> {
		const { desk, model } = this.#work;
		await writeTierModels(this.#connection, model, desk);
		await this.#prepareTables();
		this.#ends = (await queryRows(
			this.#connection,
			'select * from tier_quarter_ends order by as_of',
		)) as unknown as QuarterEnd[];
		const basis = await this.#contributionBasis();
		const quarters = plannedQuarters(this.#ends, this.#work, basis);
		let prior: Quarter | undefined;
		for (const quarter of quarters) {
			if (quarter.is_recorded) await this.#recall(quarter);
			else await this.#review(quarter, prior, quarter === quarters.at(-1));
			prior = quarter;
		}
		await givenTable(
			this.#connection,
			'tier_quarters',
			QUARTER_COLUMNS,
			quarters.map((quarter) => ({ ...quarter, ...this.#versionOf(quarter) })),
		);
		const used = new Set(
			[...this.#addition.quarters, ...this.#addition.frozen].map(({ model_id }) => model_id),
		);
		return {
			...this.#addition,
			models: Object.fromEntries([...this.#versions].filter(([id]) => used.has(id))),
		};
	}

	#versionOf(quarter: Quarter): { version: string; reference_on: string } {
		return {
			version: this.#versions.get(quarter.model_id)!.version,
			reference_on: this.#frozen.get(quarter.frozen_id)!.reference_on,
		};
	}

	async #contributionBasis(): Promise<string> {
		const [row] = await queryRows(
			this.#connection,
			'select has_rates, has_cost from service_rates cross join features',
		);
		return row!['has_cost'] !== true ? 'none' : row!['has_rates'] === true ? 'contribution' : 'margin';
	}

	async #prepareTables(): Promise<void> {
		const columns = Object.entries(HISTORY_COLUMNS).map(([name, type]) => `${name} ${type}`);
		await this.#connection.run(`create table tier_history (account_key integer, ${columns.join(', ')})`);
		const { frozen } = this.#work.desk;
		const listed = <T extends 'anchors' | 'means'>(key: T) =>
			frozen.flatMap((references) =>
				references[key].map((row) => ({ frozen_id: references.frozen_id, ...row })),
			);
		await givenTable(
			this.#connection,
			'tier_frozen_anchors',
			{ frozen_id: 'VARCHAR', level: 'VARCHAR', criterion: 'VARCHAR', low: 'DOUBLE', high: 'DOUBLE' },
			listed('anchors'),
		);
		await givenTable(
			this.#connection,
			'tier_frozen_means',
			{ frozen_id: 'VARCHAR', criterion: 'VARCHAR', mean: 'DOUBLE' },
			listed('means'),
		);
		await this.#connection.run(
			'create table tier_frozen_peers (frozen_id varchar, level varchar, segment varchar, octave integer, category varchar, peers integer, buyers integer, median_share double, q25_share double, q75_share double)',
		);
		for (const { frozen_id, peers_file } of frozen) {
			await this.#connection.run(
				`insert into tier_frozen_peers by name select ${quoteText(frozen_id)} as frozen_id, * from read_parquet(${quoteText(this.#borrow(peers_file))})`,
			);
		}
		await this.#extendToGroups('tier_frozen_anchors');
		await this.#extendToGroups('tier_frozen_peers');
	}

	/** What was recorded while each account was its own group holds for groups too, once there are others. */
	async #extendToGroups(table: 'tier_frozen_anchors' | 'tier_frozen_peers'): Promise<void> {
		await this.#connection.run(
			`insert into ${table}
			select r.* replace ('group' as level) from ${table} as r
			where exists (select 1 from directory where level = 'group')
				and r.frozen_id not in (select frozen_id from ${table} where level = 'group')`,
		);
	}

	/** A file of the desk, where the build may read it: the engine is shut to every folder but the build's own. */
	#borrow(file: string): string {
		const borrowed = join(this.#work.scratch, `recorded-${basename(file)}`);
		const path = deskFile(this.#work.projectDir, file);
		try {
			linkSync(path, borrowed);
		} catch {
			copyFileSync(path, borrowed);
		}
		return borrowed;
	}

	/**
	 * Takes a recorded quarter as it is; accounts that are no longer there stay in the record alone. Groups that were recorded
	 * as the accounts that they then were are those accounts.
	 */
	async #recall(quarter: Quarter): Promise<void> {
		const { file } = this.#work.desk.quarters.find(({ as_of }) => as_of === quarter.as_of)!;
		const recorded = `read_parquet(${quoteText(this.#borrow(file))})`;
		const columns = await queryRows(this.#connection, `describe from ${recorded}`);
		const old = columns.map((column) => String(column['column_name'])).filter((name) => RENAMED.has(name));
		const renames = old.map((name) => `${name} as ${RENAMED.get(name)!}`).join(', ');
		await this.#connection.run(
			`insert into tier_history by name
			with recorded as (select *${renames === '' ? '' : ` rename (${renames})`} from ${recorded})
			select d.account_key, r.* exclude (account_id) replace (d.level as level)
			from recorded as r
			inner join directory as d on d.account_id = r.account_id
				and (d.level = r.level or not exists (select 1 from recorded where level = 'group'))`,
		);
	}

	/** Scores every account of a quarter, steps its tier on from the quarter before, and keeps the result for the desk. */
	async #review(quarter: Quarter, prior: Quarter | undefined, isLast: boolean): Promise<void> {
		const own = await this.#freeze(quarter);
		const before = prior ?? quarter;
		const values = {
			as_of: quarter.as_of,
			prior_as_of: prior?.as_of ?? null,
			model_id: quarter.model_id,
			prior_model_id: before.model_id,
		};
		await this.#measure(quarter, quarter.model_id);
		await this.#make('tier_values', { contribution_basis: quarter.contribution_basis });
		await this.#make('tier_levels', { model_id: quarter.model_id });
		if (before.frozen_id !== own) {
			await this.#score(quarter, before.frozen_id, before.model_id);
			await this.#make('tier_point_sums', { model_id: before.model_id }, 'tier_sums_of_then');
		}
		await this.#score(quarter, own, quarter.model_id);
		await this.#make('tier_point_sums', { model_id: quarter.model_id }, 'tier_sums');
		await this.#view('tier_sums_before', before.frozen_id === own ? 'tier_sums' : 'tier_sums_of_then');
		await this.#rememberJudgement(values.prior_as_of, before.model_id);
		await this.#connection.run(`create or replace temp table tier_score_columns as ${scoresInColumns()}`);
		await this.#make('tier_standings', values);
		await this.#view('tier_rule', `tier_models where model_id = ${quoteText(quarter.model_id)}`);
		await this.#view('tier_ranks', `(${catalog().marts.get('tier_ranks')!.sql})`);
		await this.#make('tier_history', { as_of: quarter.as_of }, 'tier_quarter');
		await drawTierShares(this.#connection, quarter.model_id, this.#versions.get(quarter.model_id)!, isLast);
		await this.#connection.run(
			`insert into tier_history by name
			select q.*, s.tier_share from tier_quarter as q
			left join tier_shares as s on s.level = q.level and s.account_key = q.account_key`,
		);
		await this.#keep(quarter);
	}

	/** The id of the references by which a quarter is reviewed; takes the snapshot where the desk holds none. */
	async #freeze(quarter: Quarter): Promise<string> {
		const { frozen_id, model_id, fiscal_year } = quarter;
		if (this.#frozen.has(frozen_id)) return frozen_id;
		const reference = referenceOf(quarter, this.#ends);
		await this.#measure(reference, model_id);
		const values = { ...quarterValues(reference), model_id, frozen_id };
		for (const [name, into] of [
			['tier_peers', 'tier_frozen_peers'],
			['tier_means', 'tier_frozen_means'],
		] as const) {
			await runWith(
				this.#connection,
				`insert into ${into} by name select ${quoteText(frozen_id)} as frozen_id, * from (${statement(name)})`,
				values,
			);
		}
		await this.#make('tier_white_space', values);
		await runWith(
			this.#connection,
			`insert into tier_frozen_anchors by name select ${quoteText(frozen_id)} as frozen_id, * from (${statement('tier_anchors')})`,
			values,
		);
		const made = join(this.#work.scratch, `${frozen_id}.parquet`);
		await this.#connection.run(
			`copy (select * exclude (frozen_id) from tier_frozen_peers where frozen_id = ${quoteText(frozen_id)} order by all) to ${quoteText(made)} (format parquet, compression zstd)`,
		);
		const rows = async <T>(table: string): Promise<T[]> =>
			(await queryRows(
				this.#connection,
				`select * exclude (frozen_id) from ${table} where frozen_id = $frozen_id order by all`,
				{ frozen_id },
			)) as unknown as T[];
		const references = {
			frozen_id,
			model_id,
			fiscal_year,
			reference_on: reference.as_of,
			anchors: await rows<FrozenReferences['anchors'][number]>('tier_frozen_anchors'),
			means: await rows<FrozenReferences['means'][number]>('tier_frozen_means'),
		};
		this.#frozen.set(frozen_id, references);
		this.#addition.frozen.push({ ...references, made });
		return frozen_id;
	}

	/** Makes the figures of a quarter, as far as no reference enters them. */
	async #measure(quarter: QuarterEnd, model_id: string): Promise<void> {
		const { gates } = this.#versions.get(model_id)!;
		const key = `${quarter.as_of} ${model_id}`;
		if (this.#measured === key) return;
		const values = {
			...quarterValues(quarter),
			emerging_orders: gates.emerging_orders,
			emerging_months: gates.emerging_months,
			is_age_known: monthsBetween(quarter.first_on, quarter.to_on) >= gates.emerging_months,
		};
		if (!this.#measured.startsWith(`${quarter.as_of} `)) {
			await this.#make('tier_categories', values);
			await this.#make('tier_candidates', values);
		}
		await this.#make('tier_figures', values);
		this.#measured = key;
	}

	async #score(quarter: QuarterEnd, frozen_id: string, model_id: string): Promise<void> {
		const values = { ...quarterValues(quarter), frozen_id, model_id };
		for (const name of ['tier_white_space', 'tier_judgements', 'tier_scores']) await this.#make(name, values);
	}

	/** What the departments' judgement brought in the quarter before, by the points of then. */
	async #rememberJudgement(prior_as_of: string | null, model_id: string): Promise<void> {
		const sums = withGiven(
			catalog().quarters.get('tier_point_sums')!,
			new Map([['tier_scores', `select *, 1 as confidence_share from (${judgedScoresInRows()})`]]),
		);
		await runWith(this.#connection, `create or replace temp table tier_judged_before as ${sums}`, {
			model_id,
			prior_as_of,
		});
	}

	async #view(name: string, source: string): Promise<void> {
		await this.#connection.run(`create or replace temp view ${name} as from ${source}`);
	}

	async #make(name: string, values: ParameterValues, as = name): Promise<void> {
		await runWith(this.#connection, `create or replace temp table ${as} as ${statement(name)}`, values);
	}

	async #keep(quarter: Quarter): Promise<void> {
		const made = join(this.#work.scratch, `${quarter.as_of}.parquet`);
		const columns = Object.keys(HISTORY_COLUMNS).map((name) => `h.${name}`);
		const rows = await runWith(
			this.#connection,
			`copy (
				select d.account_id, ${columns.join(', ')}
				from tier_history as h inner join directory as d on d.level = h.level and d.account_key = h.account_key
				where h.as_of = ${quoteText(quarter.as_of)}::date
			) to ${quoteText(made)} (format parquet, compression zstd)`,
		);
		const { as_of, frozen_id, model_id, contribution_basis, held_share, is_reconstructed, recorded_at } =
			quarter;
		this.#addition.quarters.push({
			as_of,
			frozen_id,
			model_id,
			contribution_basis,
			held_share,
			is_reconstructed,
			recorded_at,
			rows,
			made,
		});
	}
}

const QUARTER_COLUMNS = {
	as_of: 'DATE',
	fiscal_year: 'INTEGER',
	from_on: 'DATE',
	to_on: 'DATE',
	held_share: 'DOUBLE',
	model_id: 'VARCHAR',
	version: 'VARCHAR',
	frozen_id: 'VARCHAR',
	reference_on: 'DATE',
	contribution_basis: 'VARCHAR',
	is_reconstructed: 'BOOLEAN',
	recorded_at: 'TIMESTAMP',
};

function statement(name: string): string {
	return catalog().quarters.get(name)!.sql;
}

function quarterValues({ as_of, from_on, to_on, held_share }: QuarterEnd): ParameterValues {
	return { as_of, from_on, to_on, held_share };
}

/** Closed quarters in the order of time: those of the desk, and of the calendar those before its first and after its last. */
function plannedQuarters(
	ends: readonly QuarterEnd[],
	{ desk, model, now }: TierWork,
	basis: string,
): Quarter[] {
	const [first, last] = [desk.quarters[0]?.as_of, desk.quarters.at(-1)?.as_of];
	const newest = ends.at(-1)?.as_of;
	const recorded = desk.quarters.map((quarter): Quarter => {
		const end = ends.find(({ as_of }) => as_of === quarter.as_of);
		const fiscal_year =
			desk.frozen.find(({ frozen_id }) => frozen_id === quarter.frozen_id)?.fiscal_year ?? 0;
		const known = end ?? {
			as_of: quarter.as_of,
			fiscal_year,
			year_on: quarter.as_of,
			from_on: quarter.as_of,
			to_on: quarter.as_of,
			first_on: quarter.as_of,
			held_share: quarter.held_share,
		};
		return { ...known, ...quarter, is_recorded: true };
	});
	const open = ends.filter(
		({ as_of }) => first === undefined || last === undefined || as_of < first || as_of > last,
	);
	const planned = open.map((end): Quarter => {
		const model_id = modelId(versionOn(model, end.as_of));
		return {
			...end,
			model_id,
			frozen_id: `${model_id}-${end.fiscal_year}`,
			is_recorded: false,
			is_reconstructed: end.as_of !== newest,
			recorded_at: now,
			contribution_basis: basis,
		};
	});
	return [...recorded, ...planned].toSorted((a, b) => (a.as_of < b.as_of ? -1 : 1));
}

/**
 * The quarter from which a fiscal year's references are taken: the last before the year begins; where its twelve months are
 * not held, the first whose are, and where there is none, the newest.
 */
function referenceOf(quarter: QuarterEnd, ends: readonly QuarterEnd[]): QuarterEnd {
	const before = ends.findLast(({ as_of }) => as_of < quarter.year_on);
	if (before !== undefined && before.held_share >= 1) return before;
	return ends.find(({ held_share }) => held_share >= 1) ?? ends.at(-1)!;
}

function monthsBetween(from: string, to: string): number {
	const [a, b] = [from, to].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)));
	return b! - a!;
}
