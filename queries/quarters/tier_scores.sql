-- question: What does each account or group score on each criterion that has points?
-- grain: one row per level, account or group of tier_figures, and criterion that is known of it
-- reads: tier_figures, tier_values, tier_white_space, tier_judgements, tier_criteria, tier_frozen_anchors
-- param frozen_id: text; the frozen references that hold
-- param model_id: text; the model that holds
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column criterion: text; the criterion
-- column score: ratio; 0 to 1: of a figure its place between the frozen anchors, of a judgement 0 for a 1 and 1 for a 5, of a candidate 1
-- column confidence_share: share; how much of the criterion stands on what is known and fresh: 1 for a figure
with
  measured as (
    select
      f.* exclude (
        is_candidate,
        is_young,
        first_order_on,
        last_order_on,
        order_days_to_date,
        rising_share,
        category_revenue
      ),
      w.white_space
    from
      tier_figures as f
      left join tier_white_space as w on w.level = f.level
      and w.account_key = f.account_key
  ),
  numbers as (
    select
      level,
      account_key,
      cast(columns (* exclude (level, account_key)) as double)
    from
      measured
  ),
  listed as (
    -- Each figure in the row of its criterion; what is not known has none.
    unpivot numbers on columns (* exclude (level, account_key)) into name criterion value figure
  ),
  anchors as (
    -- On a log scale the logarithms of figure and anchors are what is compared.
    select
      a.level,
      a.criterion,
      c.is_log,
      if (c.is_log, ln(a.low), a.low) as low,
      if (c.is_log, ln(a.high), a.high) as high
    from
      tier_frozen_anchors as a
      inner join tier_criteria as c on c.model_id = $model_id
      and c.criterion = a.criterion
      and c.points > 0
      and not c.is_ranked
    where
      a.frozen_id = $frozen_id
  ),
  placed as (
    select
      l.level,
      l.account_key,
      l.criterion,
      (if (a.is_log, ln(greatest(l.figure, 1e-9)), l.figure) - a.low) / (a.high - a.low) as score,
      1 as confidence_share
    from
      listed as l
      inner join anchors as a on a.level = l.level
      and a.criterion = l.criterion
    union all
    -- Beside tiers by size, money counts by the same scale as they do.
    select
      v.level,
      v.account_key,
      c.criterion,
      if (c.criterion = 'revenue', v.revenue_score, v.value_score) / 100 as score,
      1 as confidence_share
    from
      tier_values as v
      inner join tier_criteria as c on c.model_id = $model_id
      and c.is_ranked
    where
      if (c.criterion = 'revenue', v.revenue_score, v.value_score) is not null
    union all
    select
      level,
      account_key,
      'candidate' as criterion,
      cast(is_candidate as integer) as score,
      1 as confidence_share
    from
      tier_figures
    union all
    select
      level,
      account_key,
      criterion,
      (score - 1) / 4 as score,
      confidence_share
    from
      tier_judgements
  )
select
  p.level,
  p.account_key,
  p.criterion,
  cast(least(greatest(p.score, 0), 1) as decimal(5, 4)) as score,
  cast(p.confidence_share as decimal(9, 8)) as confidence_share
from
  placed as p
  inner join tier_criteria as c on c.model_id = $model_id
  and c.criterion = p.criterion
  and c.points > 0
