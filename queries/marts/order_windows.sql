-- question: When is each account's next order due, given that it has been silent for so long?
-- grain: one row per known_on, as_of, level and account or group with four gaps or more that has not lapsed
-- reads: cadence_states, gap_survival
-- kept: no
-- column known_on: date; last day of entry of the rows read
-- column as_of: date; the day on which the rhythm is read
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column from_days: days; from the last order to the day by which one in ten of the gaps that had lasted as long had closed; null where under
--   a hundred gaps are pooled, or under twenty of them closed later than this silence
-- column mid_days: days; to the day by which half of them had; null where from_days is, or fewer ever did
-- column to_days: days; to the day by which nine in ten of them had; null where from_days is, or fewer ever did: no upper end
-- column later_share: share; of the gaps that had lasted as long, those that had not closed three mean gaps later; null where from_days is
with
  thresholds as (
    select
      4 as gaps_of_window,
      50 as steps,
      0.9 as from_share,
      0.5 as mid_share,
      0.1 as to_share,
      3 as later_gaps,
      100 as fewest_gaps,
      20 as fewest_beyond,
      365 as lapse_days,
      3 as lapse_horizons
  ),
  silent as (
    select
      s.known_on,
      s.as_of,
      s.model_on,
      s.level,
      s.account_key,
      s.mean_gap_days,
      round(s.overdue_ratio * t.steps) as step_no,
      round((s.overdue_ratio + t.later_gaps) * t.steps) as later_step_no
    from
      cadence_states as s
      cross join thresholds as t
    where
      s.gaps >= t.gaps_of_window
      and s.days_since_order <= greatest(t.lapse_days, t.lapse_horizons * coalesce(s.horizon_days, 0))
  ),
  pools as (
    select
      level,
      model_on,
      any_value(pooled_gaps) as pooled_gaps
    from
      gap_survival
    group by
      level,
      model_on
  ),
  lasting as (
    select
      s.*,
      coalesce(c.survival, 1) as survival,
      coalesce(l.survival, 1) / nullif(coalesce(c.survival, 1), 0) as later_share
    from
      silent as s
      cross join thresholds as t
      inner join pools as p on p.level = s.level
      and p.model_on = s.model_on
      asof left join gap_survival as c on c.level = s.level
      and c.model_on = s.model_on
      and c.step_no <= s.step_no
      asof left join gap_survival as l on l.level = s.level
      and l.model_on = s.model_on
      and l.step_no <= s.later_step_no
    where
      p.pooled_gaps >= t.fewest_gaps
      and coalesce(c.gaps_beyond, p.pooled_gaps) >= t.fewest_beyond
  )
select
  s.known_on,
  s.as_of,
  s.level,
  s.account_key,
  cast(round(s.mean_gap_days * f.step_no / t.steps) as integer) as from_days,
  cast(round(s.mean_gap_days * m.step_no / t.steps) as integer) as mid_days,
  cast(round(s.mean_gap_days * e.step_no / t.steps) as integer) as to_days,
  case
    when f.step_no is not null then l.later_share
  end as later_share
from
  silent as s
  cross join thresholds as t
  left join lasting as l on l.known_on = s.known_on
  and l.as_of = s.as_of
  and l.level = s.level
  and l.account_key = s.account_key
  -- The largest survival that is small enough is the first step to fall so low; steps of equal survival do not occur.
  asof left join gap_survival as f on f.level = l.level
  and f.model_on = l.model_on
  and f.survival <= t.from_share * l.survival
  asof left join gap_survival as m on m.level = l.level
  and m.model_on = l.model_on
  and m.survival <= t.mid_share * l.survival
  asof left join gap_survival as e on e.level = l.level
  and e.model_on = l.model_on
  and e.survival <= t.to_share * l.survival
