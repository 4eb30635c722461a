import { accessSync, constants, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Fault } from '../fault.ts';
import { systemFault } from '../system-fault.ts';
import { noteAttached } from './build/attached-files.ts';
import {
	buildPaths,
	currentBuild,
	linesFile,
	pointerVersion,
	servableBuilds,
	warehouseFile,
} from './build/builds.ts';
import { isHeldElsewhere } from './build/exclusive-file.ts';
import { damageOf } from './build/integrity.ts';
import { keptLinesView } from './ask/kept-lines.ts';
import { openEngine, queryRows } from './engine.ts';
import { quoteIdentifier, quoteText } from './sql-text.ts';
import type { CalendarMonth } from './ask/windows.ts';

/** What every question needs to know of the attached build; read once when it is attached. */
export interface WarehouseFacts {
	build_id: string;
	company: string;
	currency: string;
	as_of: string | null;
	watermark_on: string | null;
	/** The day by which due dates are judged: the one that the configuration fixes, else the calendar's. */
	readonly today: string;
	built_at: string;
	model_version: string;
	rows_rejected: number;
	has_groups: boolean;
	/** Whether anything is kept for groups beside accounts: not where each account is its own group. */
	has_group_level: boolean;
	dimensions: readonly string[];
	/** Those of the order line. */
	line_dimensions: readonly string[];
	months: readonly CalendarMonth[];
	lines_file: string;
}

/** One attached build: connections to it, and how many readers are using it. */
interface Attached {
	id: string;
	facts: WarehouseFacts;
	database: string;
	file: string;
	idle: DuckDBConnection[];
	readers: number;
	isRetired: boolean;
}

/** How long after a move to a new build begins a question waits for its end, before the old build answers it. */
const PATIENCE_MS = 500;
/** How long a new build is asked what was asked of the one before, before it serves. */
const LONGEST_REHEARSAL_MS = 15_000;
/** How often a build may go away while it is being attached: each time another one was put into service. */
const MOST_MOVES = 5;

/**
 * The warehouse of a project, as the server reads it: attached read-only, swapped when a build puts a new one into
 * service, the old one let go when its last reader is done. While it is attached the system holds a lock on its file,
 * by which a builder knows to leave its folder alone. A new build whose files are damaged does not come into service.
 */
export class Warehouse {
	readonly dir: string;
	/** A folder for what is written while serving: the project's own, or a temporary one where that is read-only. */
	readonly scratch: string;
	readonly #instance: DuckDBInstance;
	readonly #onTrouble: (sentence: string) => void;
	readonly #clock: () => string;
	#control: DuckDBConnection;
	#version: string | undefined;
	#attached: Attached | undefined;
	/** Builds that are attached, by id: the one in service, and older ones that still have readers. */
	readonly #kept = new Map<string, Attached>();
	#moving: Promise<Attached> | undefined;
	#movingSince = 0;
	#detaching: Promise<unknown> = Promise.resolve();
	#trouble: string | undefined;

	/** Asks a build that comes next what its readers will ask; it serves when that is done or the signal ends it. */
	rehearse:
		((connection: DuckDBConnection, facts: WarehouseFacts, signal: AbortSignal) => Promise<void>) | undefined;

	private constructor(
		place: { dir: string; scratch: string },
		instance: DuckDBInstance,
		control: DuckDBConnection,
		{ onTrouble, clock }: { onTrouble: (sentence: string) => void; clock: () => string },
	) {
		this.dir = place.dir;
		this.scratch = place.scratch;
		this.#instance = instance;
		this.#control = control;
		this.#onTrouble = onTrouble;
		this.#clock = clock;
	}

	/**
	 * Opens the engine for a project's warehouse; nothing is attached before the first reader. `onTrouble` is told what is
	 * wrong with a build that should serve and cannot; `clock` gives the calendar's day, for a project that fixes none.
	 */
	static async open(
		dir: string,
		options: { threads?: number; onTrouble?: (sentence: string) => void; clock?: () => string } = {},
	): Promise<Warehouse> {
		const { onTrouble = () => undefined, clock = dayOfClock, ...engine } = options;
		const { root } = buildPaths(dir);
		const scratch = writableFolder(root);
		const spill = join(scratch, 'spill');
		mkdirSync(spill, { recursive: true });
		const instance = await openEngine({ tempDir: spill, ...engine });
		const control = await instance.connect();
		const allowed = [...new Set([root, scratch])].map((folder) => quoteText(`${folder}/`));
		await control.run(`set allowed_directories = [${allowed.join(', ')}]`);
		await control.run('set enable_external_access = false');
		await control.run('set lock_configuration = true');
		return new Warehouse({ dir, scratch }, instance, control, { onTrouble, clock });
	}

	/** What is wrong with the build that should serve, where another one serves in its place; undefined where it serves. */
	get trouble(): string | undefined {
		return this.#trouble;
	}

	/**
	 * Runs `work` with a connection to the build in service. The build stays attached until `work` is done, whatever is
	 * swapped in meanwhile.
	 * @throws {Fault} `not_ready` when there is no warehouse yet.
	 */
	async read<T>(work: (connection: DuckDBConnection, facts: WarehouseFacts) => Promise<T>): Promise<T> {
		const attached = await this.#hold();
		let connection: DuckDBConnection | undefined;
		try {
			connection = attached.idle.pop() ?? (await this.#connect(attached.database, attached.facts.lines_file));
			return await work(connection, attached.facts);
		} finally {
			attached.readers--;
			if (connection) attached.idle.push(connection);
			if (attached.isRetired) await this.#letGo(attached);
		}
	}

	/** The facts of the build in service. Throws {@link Fault} `not_ready` when there is none. */
	async facts(): Promise<WarehouseFacts> {
		return (await this.#current()).facts;
	}

	/** Lets go of everything. */
	close(): void {
		for (const { file, idle } of this.#kept.values()) {
			noteAttached(file, -1);
			idle.forEach((connection) => connection.closeSync());
		}
		this.#control.closeSync();
		this.#instance.closeSync();
	}

	/** The attached build, counted as read: to be told in the same step, lest it be let go in between. */
	async #hold(): Promise<Attached> {
		for (;;) {
			const attached = await this.#current();
			if (attached.isRetired) continue;
			attached.readers++;
			return attached;
		}
	}

	/** The attached build, after a move to the one that the pointer names where that is another. */
	async #current(): Promise<Attached> {
		const version = pointerVersion(this.dir);
		const attached = this.#attached;
		if (attached && (version === this.#version || version === undefined)) return attached;
		if (version === undefined) throw this.#notBuilt();
		if (!this.#moving) {
			this.#movingSince = performance.now();
			this.#moving = this.#move().finally(() => (this.#moving = undefined));
		}
		if (!attached) return this.#moving;
		// Whoever waits no longer does not need its outcome, and the old build answers until the move is done.
		this.#moving.catch(() => undefined);
		const patience = new AbortController();
		const left = PATIENCE_MS - (performance.now() - this.#movingSince);
		if (left <= 0) return attached;
		const old = wait(left, attached, { signal: patience.signal }).catch(() => attached);
		return Promise.race([this.#moving, old]).finally(() => patience.abort());
	}

	/** Attaches the best build that is whole; stays with the attached one where that is better than the rest. */
	async #move(): Promise<Attached> {
		for (let move = 0; ; move++) {
			const version = pointerVersion(this.dir);
			if (this.#attached && currentBuild(this.dir) === undefined)
				return this.#settle(version, [`${buildPaths(this.dir).pointer} cannot be read`]);
			const ids = servableBuilds(this.dir);
			const damages: string[] = [];
			for (const id of ids) {
				const isAttached = this.#attached?.id === id;
				const damage = isAttached ? undefined : await this.#attach(id);
				if (damage !== undefined) damages.push(damage);
				// The attached build stays where a damaged one should take its place.
				if (damage !== undefined && !this.#attached) continue;
				if (damage !== undefined && pointerVersion(this.dir) !== version) break;
				return this.#settle(version, damages);
			}
			// Another build was put into service, and this one removed, while it was being attached.
			if (pointerVersion(this.dir) !== version && move < MOST_MOVES) continue;
			if (this.#attached) return this.#settle(version, damages);
			throw version === undefined ? this.#notBuilt() : this.#damaged(damages);
		}
	}

	/** Stays with what is attached until the pointer changes again, and tells what is wrong with what it names. */
	#settle(version: string | undefined, damages: readonly string[]): Attached {
		const attached = this.#attached!;
		this.#version = version;
		const before = this.#trouble;
		this.#trouble =
			damages.length === 0
				? undefined
				: `The newest warehouse is damaged (${damages[0]}); the one of ${attached.facts.built_at} serves in its place. Run "vital-few build --force --dir ${this.dir}".`;
		if (this.#trouble !== undefined && this.#trouble !== before) this.#onTrouble(this.#trouble);
		return attached;
	}

	#notBuilt(): Fault {
		return new Fault(
			'not_ready',
			`There is no warehouse in ${this.dir} yet. Run "vital-few build --dir ${this.dir}".`,
		);
	}

	#damaged(damages: readonly string[]): Fault {
		const what = damages[0] ?? `${buildPaths(this.dir).pointer} cannot be read`;
		return new Fault(
			'not_ready',
			`The warehouse is damaged (${what}), and none before it is left. Run "vital-few build --force --dir ${this.dir}".`,
		);
	}

	/** Attaches a build and retires the one before; says what is wrong with it where it cannot be attached. */
	async #attach(id: string): Promise<string | undefined> {
		await this.#detaching;
		const kept = this.#kept.get(id);
		const found = kept ?? (await this.#open(id));
		if (typeof found === 'string') return found;
		if (!kept && this.#attached) await this.#rehearsed(found);
		found.isRetired = false;
		const old = this.#attached;
		this.#attached = found;
		if (old) {
			old.isRetired = true;
			await this.#letGo(old);
		}
		return undefined;
	}

	async #rehearsed({ idle, facts }: Attached): Promise<void> {
		const [connection] = idle;
		if (this.rehearse && connection)
			await this.rehearse(connection, facts, AbortSignal.timeout(LONGEST_REHEARSAL_MS));
	}

	async #open(id: string): Promise<Attached | string> {
		const damage = await damageOf(this.dir, id);
		if (damage !== undefined) return damage;
		const file = warehouseFile(this.dir, id);
		const database = `build_${id}`;
		const lines = linesFile(this.dir, id);
		noteAttached(file, 1);
		try {
			await this.#control.run(`attach ${quoteText(file)} as ${quoteIdentifier(database)} (read_only)`);
			const connection = await this.#connect(database, lines);
			const facts = await readFacts(connection, lines, this.#clock);
			const opened = { id, facts, database, file, idle: [connection], readers: 0, isRetired: false };
			this.#kept.set(id, opened);
			return opened;
		} catch (error) {
			noteAttached(file, -1);
			await this.#control
				.run(`detach database if exists ${quoteIdentifier(database)}`)
				.catch(() => undefined);
			// A fault of the machine says nothing of the file.
			const fault = systemFault(error);
			if (fault) throw fault;
			if (isHeldElsewhere(error)) return `${file} is being removed`;
			return `${file}: ${(error as Error).message.split('\n')[0]}`;
		}
	}

	async #connect(database: string, lines: string): Promise<DuckDBConnection> {
		const connection = await this.#instance.connect();
		await connection.run(`use ${quoteIdentifier(database)}`);
		if (existsSync(lines)) await connection.run(keptLinesView(lines));
		return connection;
	}

	async #letGo(attached: Attached): Promise<void> {
		if (attached.readers > 0 || !attached.isRetired) return;
		if (!this.#kept.delete(attached.id)) return;
		attached.idle.splice(0).forEach((connection) => connection.closeSync());
		this.#detaching = this.#control
			.run(`detach database if exists ${quoteIdentifier(attached.database)}`)
			.finally(() => noteAttached(attached.file, -1));
		await this.#detaching;
	}
}

/** The project's own folder where it can be written, else one that is the system's to clear. */
function writableFolder(root: string): string {
	try {
		mkdirSync(root, { recursive: true });
		accessSync(root, constants.W_OK);
		return root;
	} catch {
		return mkdtempSync(join(tmpdir(), 'vital-few-'));
	}
}

/** Today by this machine's own calendar. */
function dayOfClock(): string {
	const now = new Date();
	const two = (part: number): string => String(part).padStart(2, '0');
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

async function readFacts(
	connection: DuckDBConnection,
	lines: string,
	clock: () => string,
): Promise<WarehouseFacts> {
	const [row] = await queryRows(connection, 'select * from main.build_facts');
	const months = await queryRows(
		connection,
		'select month_on, month_end_on, next_month_on, is_held, is_complete from main.calendar order by month_on',
	);
	const facts = row as unknown as Omit<WarehouseFacts, 'months' | 'lines_file' | 'today'>;
	const fixed = (row as { today_on: string | null }).today_on;
	return {
		...facts,
		months: months as unknown as CalendarMonth[],
		lines_file: lines,
		// Asked each time: a server outlives its day.
		get today() {
			return fixed ?? clock();
		},
	};
}
