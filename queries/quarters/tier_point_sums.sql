-- question: How many points does each account or group have on each axis, of how many that are known?
-- grain: one row per level and account or group with a score on any criterion
-- reads: tier_scores, tier_criteria
-- param model_id: text; the model whose points count
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column value_points: ratio; points × score over the known criteria of value. Sums are exact, whatever the order of the rows
-- column value_known: ratio; points of those criteria
-- column figure_points: ratio; points × score over the known figures of potential
-- column figure_known: ratio; points of those figures
-- column judged_points: ratio; points × score over the judged criteria
-- column judged_known: ratio; points of those criteria
-- column confidence_share: share; points that stand on known figures and fresh judgements / all points
with
  counted as (
    select
      s.level,
      s.account_key,
      c.axis,
      c.is_judged,
      cast(c.points as decimal(9, 4)) as points,
      s.score,
      s.confidence_share
    from
      tier_scores as s
      inner join tier_criteria as c on c.model_id = $model_id
      and c.criterion = s.criterion
  )
select
  level,
  account_key,
  coalesce(sum(points * score) filter(axis = 'value'), 0) as value_points,
  coalesce(sum(points) filter(axis = 'value'), 0) as value_known,
  coalesce(
    sum(points * score) filter(
      axis = 'potential'
      and not is_judged
    ),
    0
  ) as figure_points,
  coalesce(
    sum(points) filter(
      axis = 'potential'
      and not is_judged
    ),
    0
  ) as figure_known,
  coalesce(sum(points * score) filter(is_judged), 0) as judged_points,
  coalesce(sum(points) filter(is_judged), 0) as judged_known,
  cast(sum(points * confidence_share) / 100 as decimal(5, 4)) as confidence_share
from
  counted
group by
  level,
  account_key
