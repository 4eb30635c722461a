-- question: Which judgements of accounts can be used?
-- grain: one row per account, criterion, department, rater and day
-- reads: accounts, staged.ratings
-- column account_key: integer; the account
-- column criterion: text; criterion of the tier model
-- column department: text; department that judged
-- column rater: text; who judged; the department where the source names nobody
-- column rated_on: date; day of the judgement
-- column score: ratio; 1 to 5
-- column evidence: text; why; null when none is given
select
  a.account_key,
  lower(trim(r.criterion)) as criterion,
  lower(trim(r.department)) as department,
  coalesce(nullif(lower(trim(r.rater)), ''), lower(trim(r.department))) as rater,
  r.rated_on,
  cast(r.score as double) as score,
  r.evidence
from
  staged.ratings as r
  inner join accounts as a on a.account_id = r.account_id
order by
  account_key,
  criterion,
  department,
  rater,
  rated_on
