/** A body that was made before, and how it was packed. */
export interface CachedBody {
	plain: Buffer;
	packed: Partial<Record<'br' | 'gzip', Buffer>>;
	rows: number;
}

/** No single body takes more than this part of the cache. */
const LARGEST_SHARE = 1 / 8;

/** Bodies by entity tag, as many as fit into `limit` bytes; the one not asked for longest goes first. */
export class BodyCache {
	readonly #limit: number;
	readonly #bodies = new Map<string, CachedBody>();
	#size = 0;

	constructor(limit: number) {
		this.#limit = limit;
	}

	get(tag: string): CachedBody | undefined {
		const body = this.#bodies.get(tag);
		if (body === undefined) return undefined;
		this.#bodies.delete(tag);
		this.#bodies.set(tag, body);
		return body;
	}

	/** Keeps a body; its packed forms, made later, are not counted, being a fraction of it. */
	set(tag: string, body: CachedBody): void {
		if (body.plain.length > this.#limit * LARGEST_SHARE || this.#bodies.has(tag)) return;
		this.#bodies.set(tag, body);
		this.#size += body.plain.length;
		for (const [oldest, old] of this.#bodies) {
			if (this.#size <= this.#limit) break;
			this.#bodies.delete(oldest);
			this.#size -= old.plain.length;
		}
	}
}
