-- question: How did which department judge which account?
-- grain: one row per judgement
-- reads: accounts, staged.ratings
-- column account_key: integer; the account; null where neither a line nor the accounts name it
-- column account_id: id; the account as the source names it
-- column criterion: text; criterion of the tier model
-- column department: text; department that judged
-- column score: ratio; 1 to 5
-- column rated_on: date; day of the judgement
-- column rater: text; role that judged; null where there is none
-- column evidence: text; why; null where there is none
select
  a.account_key,
  e.account_id,
  e.criterion,
  e.department,
  e.score,
  e.rated_on,
  e.rater,
  e.evidence
from
  staged.ratings as e
  left join accounts as a on a.account_id = e.account_id
order by
  a.account_key,
  e.rated_on,
  e.criterion,
  e.department,
  e.source_line
