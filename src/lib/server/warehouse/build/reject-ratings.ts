import type { DuckDBConnection } from '@duckdb/node-api';
import { CRITERIA } from '../../../contract/tier-criteria.ts';
import type { TierModel } from '../../sources/tier-model.ts';
import { runWith } from '../engine.ts';

/** Why a judgement that can be read is set aside all the same; of two by one rater on one day the later line counts. */
export const RATING_REASONS = {
	criterion: 'unknown criterion',
	department: 'unknown department',
	account: 'unknown account',
	repeated: 'another rating by the same rater on that day',
} as const;

/** Sets aside the staged ratings that no version of the model can count, with their reason, as staging does with unreadable rows. */
export async function rejectRatings(connection: DuckDBConnection, model: TierModel): Promise<void> {
	const departments = new Set(model.versions.flatMap((version) => Object.keys(version.departments)));
	const criteria = CRITERIA.filter(({ kind }) => kind === 'judged').map(({ name }) => name);
	await runWith(
		connection,
		`update staged.ratings_read as r
		set rejection = j.reason, source_row = cast(to_json(j.given) as varchar)
		from (
			select rowid as place, g as given,
				case
					when not list_contains($criteria::varchar[], lower(trim(g.criterion))) then $unknown_criterion
					when not list_contains($departments::varchar[], lower(trim(g.department))) then $unknown_department
					when not exists (from staged.accounts as a where a.account_id = g.account_id)
						and not exists (from staged.order_lines as l where l.account_id = g.account_id) then $unknown_account
					when count(*) over later > 0 then $repeated
				end as reason
			from staged.ratings_read as g
			where g.rejection is null
			window later as (
				partition by g.account_id, lower(trim(g.criterion)), lower(trim(g.department)), lower(trim(g.rater)), g.rated_on
				order by g.source_line nulls first, rowid rows between 1 following and unbounded following
			)
		) as j
		where j.place = r.rowid and j.reason is not null`,
		{
			criteria,
			departments: [...departments],
			unknown_criterion: RATING_REASONS.criterion,
			unknown_department: RATING_REASONS.department,
			unknown_account: RATING_REASONS.account,
			repeated: RATING_REASONS.repeated,
		},
	);
}
