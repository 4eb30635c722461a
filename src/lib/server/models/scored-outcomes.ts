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
	return {
		score: Float64Array.from(rows, (i) => score[i] as number),
		silent: Uint8Array.from(rows, (i) => silent[i] as number),
		value: Float64Array.from(rows, (i) => value[i] as number),
		account: Int32Array.from(rows, (i) => account[i] as number),
	};
}

/** Rows for which `keep` is 1. */
export function keepRows(outcomes: ScoredOutcomes, keep: Uint8Array): ScoredOutcomes {
	return takeRows(
		outcomes,
		Uint32Array.from(keep.keys()).filter((i) => keep[i] === 1),
	);
}

/** Outcomes of several cut-offs in one. */
export function joinOutcomes(parts: readonly ScoredOutcomes[]): ScoredOutcomes {
	return {
		score: Float64Array.from(parts.flatMap((part) => [...part.score])),
		silent: Uint8Array.from(parts.flatMap((part) => [...part.silent])),
		value: Float64Array.from(parts.flatMap((part) => [...part.value])),
		account: Int32Array.from(parts.flatMap((part) => [...part.account])),
	};
}
