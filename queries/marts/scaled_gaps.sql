-- question: How long was each gap between orders against what the gaps before it had led to expect?
-- grain: one row per level, model_on and gap of the pool
-- reads: order_histories, directory, gap_norms
-- kept: no
-- column level: text; `account` or `group`
-- column model_on: date; the day by whose end the gaps were known
-- column earlier_gaps: count; gaps of the account before it
-- column scaled_gap: ratio; gap / mean of the earlier gaps of the same account, drawn towards the norm as if two gaps were of it
with
  thresholds as (
    select
      2 as prior_gaps,
      4 as earlier_gaps,
      30 as fewest_gaps
  ),
  priors as (
    select
      h.known_on as model_on,
      h.level,
      h.account_key,
      h.ordered_on,
      h.gaps,
      coalesce(s.median_gap_days, c.median_gap_days) as norm_gap
    from
      order_histories as h
      inner join directory as d on d.level = h.level
      and d.account_key = h.account_key
      inner join gap_norms as c on c.level = h.level
      and c.model_on = h.known_on
      and c.segment is null
      left join gap_norms as s on s.level = h.level
      and s.model_on = h.known_on
      and s.segment = d.segment
    where
      len(h.gaps) >= 2
  ),
  single_gaps as (
    select
      model_on,
      level,
      norm_gap,
      ordered_on[1] as first_order_on,
      unnest(ordered_on[:len(gaps)]) as from_on,
      unnest(gaps) as gap,
      generate_subscripts(gaps, 1) as gap_no
    from
      priors
  ),
  scaled as (
    select
      g.model_on,
      g.level,
      g.gap_no - 1 as earlier_gaps,
      g.gap * (g.gap_no - 1 + t.prior_gaps) / (g.from_on - g.first_order_on + t.prior_gaps * g.norm_gap) as scaled_gap
    from
      single_gaps as g
      cross join thresholds as t
    where
      g.gap_no >= 2
  ),
  histories as (
    select
      s.model_on,
      s.level,
      count(*) filter(s.earlier_gaps >= t.earlier_gaps) >= any_value(t.fewest_gaps) as are_long
    from
      scaled as s
      cross join thresholds as t
    group by
      s.model_on,
      s.level
  )
select
  s.level,
  s.model_on,
  cast(s.earlier_gaps as integer) as earlier_gaps,
  s.scaled_gap
from
  scaled as s
  cross join thresholds as t
  inner join histories as h on h.level = s.level
  and h.model_on = s.model_on
where
  s.earlier_gaps >= t.earlier_gaps
  -- A young company has no long histories: better a wider pool than none.
  or not h.are_long
