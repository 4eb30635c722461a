/** The newest rating of one criterion by one department. */
export interface DepartmentRating {
	department: string;
	score: number;
	/** Days from the rating to the day of judgement; not negative. */
	age_days: number;
}

export interface RatingRule {
	/** Weight of each department that has a say. */
	departments: Readonly<Record<string, number>>;
	/** Days after which a rating counts half. */
	halfLifeDays: number;
	/** Mean of the criterion, frozen with the model's version, and its weight against the ratings'. */
	criterionMean: number;
	meanWeight?: number;
	/** Difference between highest and lowest score from which departments disagree. */
	disagreementRange?: number;
}

/** What the departments think of an account on one criterion. */
export interface RatedCriterion {
	/** Mean of the ratings by weight and age; null without one. */
	mean: number | null;
	/** The mean drawn towards the criterion's: what is scored; null without a rating. */
	score: number | null;
	/** As many equally heavy ratings carry as much: (Σw)² / Σw². */
	effective_ratings: number;
	/** Share of the departments' weight that is present and fresh, 0 … 1. */
	confidence_share: number;
	/** Highest less lowest score; null under two ratings. */
	spread: number | null;
	is_disputed: boolean;
	/** Departments whose rating has faded below a quarter, and those with none; in the rule's order. */
	stale: string[];
	missing: string[];
}

/** A rating is stale where its age leaves it less than this share of its weight. */
const STALE_SHARE = 0.25;

/**
 * Judge one criterion. A department that has not rated is left out, never imputed; it lowers the confidence.
 * Throws a RangeError for a rating from the future, by an unknown department, or two by one department.
 */
export function rateCriterion(ratings: readonly DepartmentRating[], rule: RatingRule): RatedCriterion {
	const { departments, halfLifeDays, criterionMean, meanWeight = 1, disagreementRange = 2 } = rule;
	const present = new Map<string, { score: number; fade: number; weight: number }>();
	for (const { department, score, age_days } of ratings) {
		const say = departments[department];
		if (say === undefined) throw new RangeError(`unknown department ${department}`);
		if (!(age_days >= 0)) throw new RangeError(`a rating by ${department} lies in the future`);
		if (present.has(department)) throw new RangeError(`two ratings by ${department}`);
		const fade = 2 ** (-age_days / halfLifeDays);
		present.set(department, { score, fade, weight: say * fade });
	}
	const names = Object.keys(departments);
	const held = [...present.values()];
	const weight = held.reduce((sum, r) => sum + r.weight, 0);
	const weighted = held.reduce((sum, r) => sum + r.weight * r.score, 0);
	const squares = held.reduce((sum, r) => sum + r.weight * r.weight, 0);
	const all = names.reduce((sum, name) => sum + (departments[name] as number), 0);
	const scores = held.map((r) => r.score);
	const spread = held.length < 2 ? null : Math.max(...scores) - Math.min(...scores);
	return {
		mean: weight > 0 ? weighted / weight : null,
		score: weight > 0 ? (weighted + meanWeight * criterionMean) / (weight + meanWeight) : null,
		effective_ratings: squares > 0 ? (weight * weight) / squares : 0,
		confidence_share: all > 0 ? weight / all : 0,
		spread,
		is_disputed: spread !== null && spread >= disagreementRange,
		stale: names.filter((name) => (present.get(name)?.fade ?? 1) < STALE_SHARE),
		missing: names.filter((name) => !present.has(name)),
	};
}
