import type { Prepare } from './deliver.ts';

/** Questions that were answered of late, by their address: what a new build is asked before it serves. */
export class RecentQuestions {
	readonly #limit: number;
	readonly #asked = new Map<string, Prepare>();

	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Notes that a question was answered; the one not asked for longest is forgotten. */
	note(address: string, prepare: Prepare): void {
		this.#asked.delete(address);
		this.#asked.set(address, prepare);
		for (const oldest of this.#asked.keys()) {
			if (this.#asked.size <= this.#limit) break;
			this.#asked.delete(oldest);
		}
	}

	/** The questions, the newest first. */
	newestFirst(): Prepare[] {
		return [...this.#asked.values()].reverse();
	}
}
