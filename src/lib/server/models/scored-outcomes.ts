/** What was predicted of accounts and what came of it; one entry per account and cut-off. */
export interface ScoredOutcomes {
	/** Predicted chance of silence, or any score that orders accounts by it. */
	score: Float64Array;
	/** 1 where the account did not order within the horizon, else 0. */
	silent: Uint8Array;
	/** Revenue that was at stake, in the reporting currency. */
	value: Float64Array;
	/** Number of the account, the same at every cut-off. */
	account: Int32Array;
}

/** Outcomes in descending order of score; measures over them never depend on the order within equal scores. */
export function rankOutcomes(outcomes: ScoredOutcomes): ScoredOutcomes {
	const { score } = outcomes;
	const order = Uint32Array.from(score, (_, i) => i);
	order.sort((i, j) => (score[j] as number) - (score[i] as number) || i - j);
	return takeRows(outcomes, order);
}

/** Rank outcomes by expected loss, score × value, for the measures of money. */
export function rankByLoss(outcomes: ScoredOutcomes): ScoredOutcomes {
	return rankOutcomes({
		...outcomes,
		score: outcomes.score.map((p, i) => p * (outcomes.value[i] as number)),
	});
}

/** The named rows, in that order. */
export function takeRows(
	{ score, silent, value, account }: ScoredOutcomes,
	rows: Uint32Array,
): ScoredOutcomes {
	const taken = emptyOutcomes(rows.length);
	for (let to = 0; to < rows.length; to++) {
		const from = rows[to] as number;
		taken.score[to] = score[from] as number;
		taken.silent[to] = silent[from] as number;
		taken.value[to] = value[from] as number;
		taken.account[to] = account[from] as number;
	}
	return taken;
}

/** Rows for which `keep` is 1. */
export function keepRows(outcomes: ScoredOutcomes, keep: Uint8Array): ScoredOutcomes {
	const rows = new Uint32Array(keep.length);
	let count = 0;
	for (let i = 0; i < keep.length; i++) if (keep[i] === 1) rows[count++] = i;
	return takeRows(outcomes, rows.subarray(0, count));
}

/** Outcomes of several cut-offs in one. */
export function joinOutcomes(parts: readonly ScoredOutcomes[]): ScoredOutcomes {
	const joined = emptyOutcomes(parts.reduce((sum, part) => sum + part.score.length, 0));
	let at = 0;
	for (const part of parts) {
		joined.score.set(part.score, at);
		joined.silent.set(part.silent, at);
		joined.value.set(part.value, at);
		joined.account.set(part.account, at);
		at += part.score.length;
	}
	return joined;
}

function emptyOutcomes(count: number): ScoredOutcomes {
	return {
		score: new Float64Array(count),
		silent: new Uint8Array(count),
		value: new Float64Array(count),
		account: new Int32Array(count),
	};
}
