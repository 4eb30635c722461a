import { CRITERIA } from '../../../contract/tier-criteria.ts';

/** Scores of `tier_scores`, one row a criterion, as one column a criterion, as the history keeps them. */
export function scoresInColumns(): string {
	const columns = CRITERIA.map(({ name }) => `max(score) filter(criterion = '${name}') as ${name}_score`);
	return `select level, account_key, ${columns.join(', ')} from tier_scores group by level, account_key`;
}

/** Scores that the history holds of a quarter on the judged criteria, one row a criterion. */
export function judgedScoresInRows(): string {
	const judged = CRITERIA.filter(({ kind }) => kind === 'judged').map(({ name }) => name);
	return `unpivot (
	select level, account_key, ${judged.map((name) => `${name}_score as ${name}`).join(', ')}
	from tier_history where as_of = cast($prior_as_of as date)
) on ${judged.join(', ')} into name criterion value score`;
}
