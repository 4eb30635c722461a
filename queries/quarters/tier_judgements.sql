-- question: What do the departments think of each account or group on each criterion, and how sure is that?
-- grain: one row per level, account or group, and criterion that any department has judged
-- reads: tier_ratings, tier_departments, tier_frozen_means, tier_models, branches
-- param as_of: date; last day of the quarter: later judgements are not known yet
-- param frozen_id: text; the frozen references that hold
-- param model_id: text; the model that holds
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column criterion: text; the criterion
-- column mean: ratio; mean by department's weight and age, half after the half-life
-- column score: ratio; the mean drawn towards the criterion's frozen mean, which weighs 1
-- column effective_ratings: ratio; as many equally heavy judgements carry as much: (Σw)² / Σw²
-- column confidence_share: share; weight of what is there and fresh / weight of all departments that are asked
-- column spread: ratio; highest less lowest mean of a department; null where fewer than two have judged
-- column low_score: ratio; lowest mean of a department
-- column high_score: ratio; highest mean of a department
-- column is_disputed: boolean; whether the spread reaches the model's range of disagreement
-- column stale: texts; departments whose newest judgement has faded below a quarter
-- column missing: texts; departments that are asked and have not judged
with
  newest as (
    select
      account_key,
      criterion,
      department,
      rater,
      score,
      cast($as_of as date) - rated_on as age_days
    from
      tier_ratings
    where
      rated_on <= cast($as_of as date)
    qualify
      row_number() over (
        partition by
          account_key,
          criterion,
          department,
          rater
        order by
          rated_on desc
      ) = 1
  ),
  asked as (
    -- A department's weight is shared among its raters, and among the branches of a group.
    select
      b.level,
      b.account_key,
      n.criterion,
      n.department,
      n.score,
      pow(2, - n.age_days / m.half_life_days) as fade,
      d.weight / count(*) over (
        partition by
          b.level,
          b.account_key,
          n.criterion,
          n.department
      ) as say
    from
      newest as n
      inner join tier_departments as d on d.model_id = $model_id
      and d.criterion = n.criterion
      and d.department = n.department
      inner join tier_models as m on m.model_id = $model_id
      inner join branches as b on b.branch_key = n.account_key
  ),
  departments as (
    select
      level,
      account_key,
      criterion,
      department,
      sum(say * fade) as weight,
      sum(say * fade * score) as weighted,
      sum(pow(say * fade, 2)) as squares,
      avg(score) as mean,
      max(fade) as fade
    from
      asked
    group by
      level,
      account_key,
      criterion,
      department
  ),
  whole as (
    select
      criterion,
      sum(weight) as weight,
      list(
        department
        order by
          department
      ) as departments
    from
      tier_departments
    where
      model_id = $model_id
    group by
      criterion
  ),
  judged as (
    select
      d.level,
      d.account_key,
      d.criterion,
      sum(d.weight) as weight,
      sum(d.weighted) as weighted,
      sum(d.squares) as squares,
      count(*) as department_count,
      min(d.mean) as low_score,
      max(d.mean) as high_score,
      list(
        d.department
        order by
          d.department
      ) as present,
      list(
        d.department
        order by
          d.department
      ) filter(d.fade < 0.25) as stale
    from
      departments as d
    group by
      d.level,
      d.account_key,
      d.criterion
  )
select
  j.level,
  j.account_key,
  j.criterion,
  j.weighted / j.weight as mean,
  (j.weighted + coalesce(f.mean, 3)) / (j.weight + 1) as score,
  j.weight * j.weight / j.squares as effective_ratings,
  j.weight / w.weight as confidence_share,
  case
    when j.department_count > 1 then j.high_score - j.low_score
  end as spread,
  j.low_score,
  j.high_score,
  j.department_count > 1
  and j.high_score - j.low_score >= m.disagreement_range as is_disputed,
  coalesce(j.stale, []) as stale,
  list_filter(w.departments, lambda department: not list_contains(j.present, department)) as missing
from
  judged as j
  inner join whole as w on w.criterion = j.criterion
  inner join tier_models as m on m.model_id = $model_id
  left join tier_frozen_means as f on f.frozen_id = $frozen_id
  and f.criterion = j.criterion
