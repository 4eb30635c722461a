-- question: How far beyond its typical gap does an account of this company usually go before it orders?
-- grain: one row per level and model_on with ten pooled gaps or more
-- reads: scaled_gaps
-- column level: text; `account` or `group`
-- column model_on: date; the day by whose end the gaps were known
-- column pooled_gaps: count; gaps in the pool
-- column multiple_10: ratio; the multiple of its typical gap that one in ten gaps did not reach
-- column multiple_50: ratio; the multiple that half of the gaps did not reach
-- column multiple_90: ratio; the multiple that nine in ten gaps did not reach
-- column multiple_95: ratio; the multiple that nineteen in twenty gaps did not reach
with
  thresholds as (
    select
      10 as fewest_gaps
  ),
  pools as (
    select
      level,
      model_on,
      count(*) as pooled_gaps,
      quantile_cont(scaled_gap, [0.1, 0.5, 0.9, 0.95]) as multiples
    from
      scaled_gaps
    group by
      level,
      model_on
  )
select
  level,
  model_on,
  pooled_gaps,
  multiples[1] as multiple_10,
  multiples[2] as multiple_50,
  multiples[3] as multiple_90,
  multiples[4] as multiple_95
from
  pools
  cross join thresholds
where
  pooled_gaps >= fewest_gaps
order by
  level,
  model_on
