-- question: What share of the gaps between orders lasts longer than each multiple of the mean gap before, if open gaps count as far as they have come?
-- grain: one row per level, model_on and step of a fiftieth at which a gap closed
-- reads: scaled_gaps, cadence_states
-- column level: text; `account` or `group`
-- column model_on: date; the day by whose end the gaps were known
-- column step_no: integer; the multiple in fiftieths
-- column closed_gaps: count; gaps that closed at this step
-- column gaps_beyond: count; gaps that closed at later steps
-- column pooled_gaps: count; gaps that closed, in all
-- column survival: share; of the gaps, those that last longer (Kaplan and Meier 1958); gaps from the fifth of an account on, and the open
--   ones of accounts with four gaps or more that have not lapsed
with
  thresholds as (
    select
      4 as earlier_gaps,
      50 as steps,
      365 as lapse_days,
      3 as lapse_horizons
  ),
  ends as (
    select
      g.level,
      g.model_on,
      cast(round(g.scaled_gap * t.steps) as integer) as step_no,
      true as is_closed
    from
      scaled_gaps as g
      cross join thresholds as t
    where
      g.earlier_gaps >= t.earlier_gaps
    union all
    select
      s.level,
      s.model_on,
      cast(round(s.overdue_ratio * t.steps) as integer) as step_no,
      false as is_closed
    from
      cadence_states as s
      cross join thresholds as t
    where
      s.known_on = s.model_on
      and s.as_of = s.model_on
      and s.gaps >= t.earlier_gaps
      and s.days_since_order <= greatest(t.lapse_days, t.lapse_horizons * coalesce(s.horizon_days, 0))
  ),
  steps as (
    select
      level,
      model_on,
      step_no,
      count(*) as gaps,
      count(*) filter(is_closed) as closed_gaps
    from
      ends
    group by
      level,
      model_on,
      step_no
  ),
  counted as (
    select
      level,
      model_on,
      step_no,
      closed_gaps,
      sum(gaps) over from_here as open_gaps,
      sum(closed_gaps) over from_here - closed_gaps as gaps_beyond,
      sum(closed_gaps) over (
        partition by
          level,
          model_on
      ) as pooled_gaps
    from
      steps
    window
      from_here as (
        partition by
          level,
          model_on
        order by
          step_no desc
      )
  )
select
  level,
  model_on,
  step_no,
  cast(closed_gaps as integer) as closed_gaps,
  cast(gaps_beyond as integer) as gaps_beyond,
  cast(pooled_gaps as integer) as pooled_gaps,
  -- A product of shares; at the last gap, if it closed, nothing is left and a logarithm has no value.
  case
    when bool_or(closed_gaps = open_gaps) over to_here then 0
    else exp(sum(ln(1 - least(closed_gaps, open_gaps - 1) / open_gaps)) over to_here)
  end as survival
from
  counted
where
  closed_gaps > 0
window
  to_here as (
    partition by
      level,
      model_on
    order by
      step_no
  )
order by
  level,
  model_on,
  step_no
