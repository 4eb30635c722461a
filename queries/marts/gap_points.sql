-- question: What share of the pooled gaps was no longer than each multiple of the typical gap?
-- grain: one row per level, model_on and point; a thousand points at most
-- reads: scaled_gaps, gap_pools
-- column level: text; `account` or `group`
-- column model_on: date; the day by whose end the gaps were known
-- column scaled_gap: ratio; the multiple
-- column pooled_share: share; of the pooled gaps that were no longer
with
  thresholds as (
    select
      1000 as points
  ),
  multiples as (
    select
      s.level,
      s.model_on,
      s.scaled_gap,
      count(*) as gaps,
      any_value(p.pooled_gaps) as pooled_gaps
    from
      scaled_gaps as s
      inner join gap_pools as p on p.level = s.level
      and p.model_on = s.model_on
    group by
      s.level,
      s.model_on,
      s.scaled_gap
  ),
  cumulated as (
    select
      level,
      model_on,
      scaled_gap,
      gaps,
      pooled_gaps,
      sum(gaps) over (
        partition by
          level,
          model_on
        order by
          scaled_gap
      ) as gaps_to_here
    from
      multiples
  )
select
  level,
  model_on,
  scaled_gap,
  cast(gaps_to_here / pooled_gaps as double) as pooled_share
from
  cumulated
  cross join thresholds
where
  floor(gaps_to_here * points / pooled_gaps) > floor((gaps_to_here - gaps) * points / pooled_gaps)
order by
  level,
  model_on,
  scaled_gap
