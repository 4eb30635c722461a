import type { DuckDBConnection } from '@duckdb/node-api';
import { commitTierDesk, readTierDesk, type TierDesk, type TierDeskAddition } from '../../desk/tier-desk.ts';
import type { Project } from '../../sources/config.ts';
import { readTierModel, type TierModel } from '../../sources/tier-model.ts';
import { rejectRatings } from '../build/reject-ratings.ts';
import { makeTiers } from './tier-quarters.ts';
import { writeServiceRates } from './tier-tables.ts';

/** The part of a build that reviews the tiers: what the marts need before, the review itself, and its record in the desk. */
export class TierReview {
	readonly #project: Project;
	readonly #model: TierModel;
	readonly #desk: TierDesk;
	#addition: TierDeskAddition | undefined;

	/** Reads the model and what is recorded. Throws {@link Fault} `input` where either cannot be read. */
	constructor(project: Project) {
		this.#project = project;
		this.#model = readTierModel(project.dir);
		this.#desk = readTierDesk(project.dir);
	}

	/** Before anything is added up: sets aside ratings that the model cannot count, and writes what serving costs. */
	async prepare(connection: DuckDBConnection): Promise<void> {
		await rejectRatings(connection, this.#model);
		await writeServiceRates(connection, this.#project.config.cost_to_serve);
	}

	/** After the marts: makes `tier_history`. What is new is written to `scratch`, at the moment `now`. */
	async run(connection: DuckDBConnection, scratch: string, now: string): Promise<void> {
		const work = { projectDir: this.#project.dir, model: this.#model, desk: this.#desk, scratch, now };
		this.#addition = await makeTiers(connection, work);
	}

	/** Once every check holds, and before the build serves: nobody sees a tier that is not recorded. */
	record(): void {
		if (this.#addition !== undefined) commitTierDesk(this.#project.dir, this.#desk, this.#addition);
	}
}
