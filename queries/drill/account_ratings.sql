-- question: How did which department judge the account, and on what evidence?
-- grain: one row per judgement
-- reads: asked_branches, ratings, directory, build_facts
-- order: -rated_on, account_id, criterion, department, rater
-- param account_id: id; the account or group
-- column account_id: id; the account; of a group, its branch
-- column name: text; its name
-- column criterion: text; criterion of the tier model
-- column department: text; department that judged
-- column score: ratio; 1 to 5
-- column rated_on: date; day of the judgement
-- column rater: text; role that judged; null where there is none
-- column evidence: text; why; null where there is none
-- column days_ago: days; from the judgement to as_of, or to the newest line
-- column is_newest: boolean; whether it is the newest of its department on the criterion, of the account or, in a group, of all its branches
with
  moments as (
    -- Where no as_of is asked for, the day of the newest line stands for today.
    select
      coalesce($asked_as_of::date, watermark_on) as asked_on
    from
      build_facts
  )
select
  d.account_id,
  d.name,
  e.criterion,
  e.department,
  cast(e.score as double) as score,
  e.rated_on,
  e.rater,
  e.evidence,
  cast(m.asked_on - e.rated_on as integer) as days_ago,
  row_number() over (
    partition by
      e.criterion,
      e.department
    order by
      e.rated_on desc,
      d.account_id,
      e.score,
      e.rater,
      e.evidence
  ) = 1 as is_newest
from
  ratings as e
  inner join asked_branches as b on b.branch_key = e.account_key
  inner join directory as d on d.level = 'account'
  and d.account_key = b.branch_key
  cross join moments as m
where
  e.rated_on <= m.asked_on
  and e.rated_on >= coalesce($asked_from::date, e.rated_on)
  and e.rated_on < coalesce($asked_to::date, date '9999-12-31')
