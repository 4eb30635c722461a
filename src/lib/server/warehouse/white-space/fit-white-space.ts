import type { DuckDBConnection } from '@duckdb/node-api';
import type { Verdict } from '../../models/chance-gate.ts';
import { noFit, type FitOutcome } from '../../models/fit-outcome.ts';
import {
	boughtOf,
	checkSpace,
	FEWEST_CELLS,
	fitSpace,
	judgeSpace,
	type SpaceCells,
	type SpaceCheck,
	type SpaceModel,
} from '../../models/white-space.ts';
import { createJsonTable } from '../build/json-table.ts';
import { queryRows } from '../engine.ts';
import { keptLevels } from '../risk/kept-levels.ts';

/** Lists of white space, and the months of history that a check of each needs: what was bought before must be known, too. */
const LISTS = [
	{ list: 'win_back', months: 48 },
	{ list: 'never_bought', months: 36 },
] as const;

/** Cells of one list and day that a fit reads at most, about; above it every n-th account is taken. */
const MOST_CELLS = 200_000;

interface FitDate {
	fit_on: string;
	/** The end of a year that ended one or two years before; null where the history holds none. */
	cut_on: string | null;
	years_back: number | null;
	months_held: number;
}

interface SpaceFit {
	level: string;
	fit_on: string;
	list: string;
	verdict: Verdict;
	reason: string | null;
	/** The year before, whose outcomes are the check. */
	check_on: string | null;
	model: SpaceModel | null;
	check: SpaceCheck | null;
	/** Of the cells of a year ago, the share that was bought since; null under twenty. */
	observed_share: number | null;
}

/**
 * Learns, for each day of `white_space_dates`, which categories accounts begin to buy, from what came of the cells of a year ago; holds
 * the same rule of a year earlier to what came since, and writes both as `white_space_fits` and `white_space_effects`.
 */
export async function fitWhiteSpace(connection: DuckDBConnection): Promise<void> {
	const dates = (await queryRows(
		connection,
		'select fit_on, cut_on, years_back, months_held from white_space_dates order by all',
	)) as unknown as FitDate[];
	const fits: SpaceFit[] = [];
	for (const level of await keptLevels(connection)) {
		for (const { list, months } of LISTS) {
			const known = new Map<string, Promise<Learned>>();
			const learn = (day: string): Promise<Learned> => {
				const found = known.get(day) ?? readCells(connection, level, list, day).then(learned);
				known.set(day, found);
				return found;
			};
			for (const fitOn of new Set(dates.map(({ fit_on }) => fit_on))) {
				const own = dates.filter(({ fit_on }) => fit_on === fitOn);
				const cut = (years: number) => own.find(({ years_back }) => years_back === years)?.cut_on ?? null;
				const [newer, older] = [cut(1), cut(2)];
				const held = own[0]!.months_held;
				fits.push({
					level,
					fit_on: fitOn,
					list,
					check_on: newer,
					...judge(
						newer === null ? null : await learn(newer),
						older === null || held < months ? null : await learn(older),
						`a check needs ${months} months of history; there are ${held}`,
					),
				});
			}
		}
	}
	await writeFits(connection, fits);
}

/** Cells of a day and what they teach. */
interface Learned {
	cells: SpaceCells;
	learned: FitOutcome<SpaceModel>;
}

function learned(cells: SpaceCells): Learned {
	return {
		cells,
		learned: cells.account.length === 0 ? noFit('there were no such categories') : fitSpace(cells),
	};
}

function judge(
	newer: Learned | null,
	older: Learned | null,
	tooShort: string,
): Omit<SpaceFit, 'level' | 'fit_on' | 'list' | 'check_on'> {
	const model = newer?.learned.fit ?? null;
	const bought = newer === null ? 0 : boughtOf(newer.cells).reduce((sum, y) => sum + y, 0);
	const observed_share =
		newer !== null && bought >= FEWEST_CELLS ? bought / newer.cells.account.length : null;
	const refused = (reason: string, check: SpaceCheck | null = null) => ({
		verdict: 'do_not_use' as const,
		reason,
		model: null,
		check,
		observed_share,
	});
	if (older === null) return refused(tooShort);
	if (older.learned.fit === null) return refused(older.learned.reason);
	if (newer === null || model === null) return refused(newer?.learned.reason ?? tooShort);
	const check = checkSpace(older.learned.fit, newer.cells);
	const { verdict, reason } = judgeSpace(check);
	return reason === null ? { verdict, reason, model, check, observed_share } : refused(reason, check);
}

const FEATURES = ['penetration', 'log_categories', 'log_orders', 'log_revenue', 'came'] as const;

async function readCells(
	connection: DuckDBConnection,
	level: string,
	list: string,
	day: string,
): Promise<SpaceCells> {
	const where = `level = '${level}' and list = '${list}' and cut_on = date '${day}'`;
	const [size] = await queryRows(
		connection,
		`select count(*) as cells from white_space_cells where ${where}`,
	);
	const stride = Math.max(1, Math.ceil(Number(size!['cells']) / MOST_CELLS));
	const reader = await connection.runAndReadAll(
		`select account_key, category, ${FEATURES.map((name) => `cast(${name} as double)`).join(', ')} from white_space_cells
		where ${where} and account_key % ${stride} = 0 order by account_key, category`,
	);
	const columns = reader.getColumnsJS();
	const numbers = (i: number) => Float64Array.from((columns[i] ?? []) as number[]);
	return {
		account: Int32Array.from((columns[0] ?? []) as number[]),
		category: ((columns[1] ?? []) as unknown[]).map(String),
		penetration: numbers(2),
		log_categories: numbers(3),
		log_orders: numbers(4),
		log_revenue: numbers(5),
		came: numbers(6),
	};
}

async function writeFits(connection: DuckDBConnection, fits: readonly SpaceFit[]): Promise<void> {
	await createJsonTable(
		connection,
		'white_space_fits',
		{
			level: 'varchar',
			fit_on: 'date',
			list: 'varchar',
			verdict: 'varchar',
			cannot_say: 'varchar',
			check_on: 'date',
			checked_cells: 'integer',
			checked_bought: 'integer',
			auc: 'double',
			auc_low: 'double',
			auc_high: 'double',
			ratio: 'double',
			ratio_low: 'double',
			ratio_high: 'double',
			observed_share: 'double',
			intercept: 'double',
			by_penetration: 'double',
			by_categories: 'double',
			by_orders: 'double',
			amount_intercept: 'double',
			amount_slope: 'double',
			smear: 'double',
		},
		fits.map(({ level, fit_on, list, verdict, reason, check_on, model, check, observed_share }) => {
			const term = (name: string) =>
				model === null ? null : (model.chance.terms.find((each) => each.name === name)?.coefficient ?? 0);
			return {
				level,
				fit_on,
				list,
				verdict,
				cannot_say: reason,
				check_on,
				checked_cells: check?.cells ?? null,
				checked_bought: check?.bought ?? null,
				auc: check?.auc ?? null,
				auc_low: check?.auc_interval?.low ?? null,
				auc_high: check?.auc_interval?.high ?? null,
				ratio: check?.ratio ?? null,
				ratio_low: check?.ratio_interval?.low ?? null,
				ratio_high: check?.ratio_interval?.high ?? null,
				observed_share,
				intercept: model?.chance.intercept ?? null,
				by_penetration: term('penetration'),
				by_categories: term('log_categories'),
				by_orders: term('log_orders'),
				amount_intercept: model?.amounts.intercept ?? null,
				amount_slope: model?.amounts.slope ?? null,
				smear: model?.amounts.smear ?? null,
			};
		}),
	);
	await createJsonTable(
		connection,
		'white_space_effects',
		{ level: 'varchar', fit_on: 'date', list: 'varchar', category: 'varchar', effect: 'double' },
		fits.flatMap(({ level, fit_on, list, model }) =>
			[...(model?.amounts.effects ?? [])].map(([category, effect]) => ({
				level,
				fit_on,
				list,
				category,
				effect,
			})),
		),
	);
}
