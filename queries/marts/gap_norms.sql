-- question: How long are the gaps between orders, and how regular, in the company and in each of its segments?
-- grain: one row per level, model_on and segment with 30 gaps or more, and one for the company
-- reads: order_histories, directory
-- column level: text; `account` or `group`
-- column model_on: date; the day by whose end the gaps were known
-- column segment: text; the segment; null for the company
-- column gaps: count; gaps between successive order days
-- column median_gap_days: days; their median: the prior of an account's typical gap
-- column gap_pairs: count; accounts with two gaps or more
-- column regularity: ratio; shape of a gamma distribution of the gaps, 1 = random, higher = more regular, by Wheat and Morrison:
--   V = mean of (last gap / last two gaps - 1/2)^2, (1 - 4 V) / 8 V; null where there are under 30 pairs, or all are of equal gaps
with
  thresholds as (
    select
      30 as fewest_gaps,
      30 as fewest_pairs
  ),
  described as (
    select
      h.known_on as model_on,
      h.level,
      d.segment,
      h.gaps,
      len(h.gaps) as gap_count
    from
      order_histories as h
      inner join directory as d on d.level = h.level
      and d.account_key = h.account_key
    where
      h.known_on < date '9999-12-31'
      and len(h.gaps) > 0
  ),
  single_gaps as (
    select
      model_on,
      level,
      segment,
      unnest(gaps) as gap
    from
      described
  ),
  medians as (
    select
      model_on,
      level,
      segment,
      grouping (segment) = 1 as is_company,
      count(*) as gaps,
      median(gap) as median_gap_days
    from
      single_gaps
    group by
      grouping sets ((model_on, level, segment), (model_on, level))
  ),
  spreads as (
    select
      model_on,
      level,
      segment,
      grouping (segment) = 1 as is_company,
      count(*) as gap_pairs,
      avg(pow(gaps[gap_count] / (gaps[gap_count] + gaps[gap_count - 1]) - 0.5, 2)) as variance
    from
      described
    where
      gap_count >= 2
    group by
      grouping sets ((model_on, level, segment), (model_on, level))
  )
select
  m.level,
  m.model_on,
  m.segment,
  m.gaps,
  cast(m.median_gap_days as double) as median_gap_days,
  coalesce(s.gap_pairs, 0) as gap_pairs,
  case
  -- A mean of fractions depends on the order of its rows in the last digits.
    when s.gap_pairs >= t.fewest_pairs then round((1 - 4 * s.variance) / nullif(8 * s.variance, 0), 6)
  end as regularity
from
  medians as m
  cross join thresholds as t
  left join spreads as s on s.model_on = m.model_on
  and s.level = m.level
  and s.is_company = m.is_company
  and s.segment is not distinct from m.segment
where
  m.is_company
  or (
    m.segment is not null
    and m.gaps >= t.fewest_gaps
  )
order by
  m.level,
  m.model_on,
  m.segment nulls first
