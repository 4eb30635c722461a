import { quoteText } from '../warehouse/sql-text.ts';
import type { Project } from './config.ts';
import { MALFORMED_LINES } from './file-tables.ts';
import { footControlTotals, type ControlTotal } from './foot-orders.ts';
import { durationMs } from './read/read-limits.ts';
import type { OpenSources } from './open-sources.ts';
import { measureAmounts, PLAIN_AMOUNTS, type AmountScale } from './measure-amounts.ts';
import {
	CONVERTED,
	countLaterLines,
	STAGING_ORDER,
	stageEntity,
	stageLineValues,
	stageRates,
	stageRejected,
	type StageOptions,
} from './stage.ts';
import { undoLater, type LaterRows } from './undo-later.ts';

/** What staging tells of the sources. */
export interface StagedSources {
	amounts: AmountScale;
	/** How far the lines foot; empty where nothing tells a total. */
	controlTotals: ControlTotal[];
	/** What a past day could not know; empty for a day that is today. */
	later: readonly LaterRows[];
}

/**
 * Stages every entity of opened sources into the attached database `staged`, absent ones as empty tables, and gathers what
 * cannot be used in `staged.rejected`, lines that cannot be taken apart among it. `step` runs and times each entity given.
 * Foots the lines against the control totals. Gives how amounts are kept, what came of the footing, and what a past day could not know.
 */
export async function stageSources(
	sources: OpenSources,
	options: {
		project: Project;
		today: string;
		/** Whether the sources are read as they could be known on that day, which lies in the past. */
		isPast?: boolean;
		/** The Parquet file that receives the order lines. */
		linesFile: string;
		step: <T>(name: string, work: () => Promise<T>) => Promise<T>;
	},
): Promise<StagedSources> {
	const { connection, statements } = sources;
	const { project, step } = options;
	const isPast = options.isPast === true;
	const stageOptions: StageOptions = {
		reportingCurrency: project.config.currency,
		today: options.today,
		isPast,
		linesFile: options.linesFile,
		timeoutMs: durationMs(project.config.build.timeout),
		amounts: PLAIN_AMOUNTS,
	};
	for (const name of STAGING_ORDER) {
		const statement = statements.get(name);
		const work = () => stageEntity(connection, name, statement, stageOptions);
		await (statement ? step(`read ${name}`, work) : work());
		if (name !== 'fx_rates') continue;
		if (isPast)
			await connection.run(
				`delete from staged.fx_rates_read where valid_on > date ${quoteText(options.today)}`,
			);
		await stageRates(connection, stageOptions);
		stageOptions.amounts = await measureAmounts(connection, statements, CONVERTED);
	}
	await stageLineValues(connection, statements.get('order_lines')!.dimensions);
	// The table of totals knows orders of later days, whose lines a past day does not.
	const statement = isPast ? undefined : sources.controlTotals;
	const foot = () =>
		footControlTotals(connection, statement, {
			...stageOptions,
			isOneCurrency: !statements.get('order_lines')!.columns.some(({ name }) => name === 'currency'),
		});
	const controlTotals = statement ? await step('foot the control totals', foot) : await foot();
	await stageMalformedLines(sources, project);
	await stageRejected(connection, stageOptions.amounts);
	return {
		amounts: stageOptions.amounts,
		controlTotals,
		later: isPast ? await laterRows(sources, stageOptions) : [],
	};
}

async function laterRows(
	{ connection, statements }: OpenSources,
	options: StageOptions,
): Promise<LaterRows[]> {
	const lines = statements.get('order_lines');
	const left_out = lines === undefined ? 0 : await countLaterLines(connection, lines, options);
	const others = await undoLater(connection, options.today);
	return left_out === 0 ? others : [{ entity: 'order_lines', left_out, undone: 0 }, ...others];
}

/**
 * Makes `staged.malformed_lines`: the lines of the files that cannot be taken apart, each for the entity that its file
 * feeds: the order lines where it feeds several, none where no statement reads it.
 */
async function stageMalformedLines(sources: OpenSources, project: Project): Promise<void> {
	const feeds = sources.files.map(({ name }) => {
		const readers = sources.readers.get(name) ?? [];
		const fed = readers.includes('order_lines') ? 'order_lines' : readers[0];
		const path = project.config.files[name]!.path;
		return `(${quoteText(name)}, ${fed === undefined ? 'null' : quoteText(fed)}, ${quoteText(path)})`;
	});
	await sources.connection.run(
		`create table staged.malformed_lines as
		select cast(f.entity as varchar) as entity, m.file, coalesce(m.part, cast(f.path as varchar)) as source_file, m.line as source_line, m.text, m.reason
		from ${MALFORMED_LINES} as m
		inner join (values ${feeds.join(', ') || '(null, null, null)'}) as f (file, entity, path) on f.file = m.file
		order by m.file, m.line`,
	);
}
