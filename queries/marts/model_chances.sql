-- question: How likely is each account to stay silent by the model of its orders alone?
-- grain: one row per level, as_of and account or group with an order by as_of, where a model was fitted
-- reads: risk_features, cadence_states, risk_dates, risk_members
-- kept: no
-- column level: text; `account` or `group`
-- column as_of: date; the month end
-- column account_key: integer; the account or group
-- column model_chance: share; P(no order within the horizon) by buy-till-you-die models, the mean of their members; null where there is no horizon
-- column usual_chance: share; the same for an account of as many orders and the same age that has ordered today
-- column year_chance: share; P(no order within 365 days)
with
  thresholds as (
    select
      365 as year_days
  ),
  seen as (
    select
      f.level,
      f.as_of,
      f.account_key,
      f.repeats,
      f.last_weeks,
      f.age_weeks,
      d.model_on,
      s.horizon_days / 7 as horizon_weeks
    from
      risk_features as f
      inner join cadence_states as s on s.known_on = f.known_on
      and s.as_of = f.as_of
      and s.level = f.level
      and s.account_key = f.account_key
      inner join risk_dates as d on d.known_on = f.known_on
      and d.as_of = f.as_of
    where
      f.known_on = date '9999-12-31'
  ),
  asked as (
    -- Each account as it is, as it would be on the day of an order, and over a year.
    select
      s.level,
      s.as_of,
      s.account_key,
      s.model_on,
      s.repeats,
      s.age_weeks,
      unnest(['model', 'usual', 'year']) as chance,
      unnest([s.last_weeks, s.age_weeks, s.last_weeks]) as last_weeks,
      unnest([s.horizon_weeks, s.horizon_weeks, t.year_days / 7]) as horizon_weeks
    from
      seen as s
      cross join thresholds as t
  ),
  member_states as (
    select
      s.level,
      s.as_of,
      s.account_key,
      s.chance,
      m.k,
      m.r + m.k * s.repeats as shape,
      m.alpha + s.age_weeks as weeks,
      s.horizon_weeks,
      (s.age_weeks - s.last_weeks) / (m.alpha + s.age_weeks) as share_now,
      (s.age_weeks - s.last_weeks + s.horizon_weeks) / (m.alpha + s.age_weeks + s.horizon_weeks) as share_later,
      m.a / (m.b + s.repeats) as leaving,
      ln((m.alpha + s.age_weeks) / (m.alpha + s.last_weeks)) as log_silence
    from
      asked as s
      inner join risk_members as m on m.level = s.level
      and m.model_on = s.model_on
  ),
  waits as (
    -- What Erlang gaps add to the chance of still waiting: 1 + shape share (1 + (shape + 1) / 2 share (1 + ...)), k - 1 deep.
    select
      level,
      as_of,
      account_key,
      chance,
      shape,
      leaving * exp(shape * log_silence) as odds,
      exp(shape * ln(weeks / (weeks + horizon_weeks))) as fading,
      list_reduce(range(k - 1, 0, -1), lambda sum, j: 1 + sum * (shape + j - 1) / j * share_now, 1e0) as waiting_now,
      list_reduce(range(k - 1, 0, -1), lambda sum, j: 1 + sum * (shape + j - 1) / j * share_later, 1e0) as waiting_later
    from
      member_states
  ),
  silent as (
    -- The chance that it has left, or else waits on: 1 - (1 - survival) / (1 + odds), which no large number overflows.
    select
      level,
      as_of,
      account_key,
      chance,
      1 - (1 - fading * waiting_later / waiting_now) / (1 + odds / waiting_now) as p
    from
      waits
  )
select
  level,
  as_of,
  account_key,
  least(1, greatest(0, avg(p) filter(chance = 'model'))) as model_chance,
  least(1, greatest(0, avg(p) filter(chance = 'usual'))) as usual_chance,
  least(1, greatest(0, avg(p) filter(chance = 'year'))) as year_chance
from
  silent
group by
  level,
  as_of,
  account_key
