import { Refusal } from './refusal.ts';

/** Lets only so many heavy questions run at once, so that small ones find the engine free; the others wait their turn. */
export class Gate {
	readonly #slots: number;
	readonly #longestQueue: number;
	#running = 0;
	readonly #waiting = new Set<() => void>();

	constructor(slots: number, longestQueue: number) {
		this.#slots = slots;
		this.#longestQueue = longestQueue;
	}

	/** How many wait. */
	get waiting(): number {
		return this.#waiting.size;
	}

	/**
	 * Runs `work` when a slot is free. Whoever gives up while waiting leaves the queue.
	 * @throws {Refusal} `too-busy` when too many wait already; the signal's reason when it is aborted while waiting.
	 */
	async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
		await this.#enter(signal);
		try {
			signal.throwIfAborted();
			return await work();
		} finally {
			this.#running--;
			for (const next of this.#waiting) {
				next();
				break;
			}
		}
	}

	async #enter(signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		if (this.#running >= this.#slots) {
			if (this.#waiting.size >= this.#longestQueue) {
				throw new Refusal('too-busy', `${this.#waiting.size} questions wait already; ask again in a moment.`);
			}
			await this.#turn(signal);
		} else this.#running++;
	}

	/** Resolves when a slot was handed over; it is counted as running from then on. */
	#turn(signal: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			const leave = (): void => {
				this.#waiting.delete(start);
				signal.removeEventListener('abort', giveUp);
			};
			const start = (): void => {
				leave();
				this.#running++;
				resolve();
			};
			const giveUp = (): void => {
				leave();
				reject(signal.reason as Error);
			};
			this.#waiting.add(start);
			signal.addEventListener('abort', giveUp, { once: true });
		});
	}
}
