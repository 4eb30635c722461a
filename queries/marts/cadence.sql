-- question: In what rhythm does each account order, when is its next order due, and how late is it against that?
-- grain: one row per level, as_of and account or group with an order by as_of, at the month ends of risk_dates
-- reads: cadence_states, order_histories, order_windows
-- kept: no
-- column level: text; `account` or `group`
-- column as_of: date; the month end
-- column account_key: integer; the account or group
-- column model_on: date; day of the norms that its gaps are read against
-- column orders: count; order days up to as_of
-- column last_order_on: date; last of them
-- column days_since_order: days; from it to as_of
-- column typical_gap_days: days; median of the own gaps from eight gaps on, else their mean drawn towards the segment's median as if
--   two gaps were of it; null where there is no gap
-- column mean_gap_days: days; mean of the own gaps drawn towards the segment's median as if two gaps were of it: what the overdue
--   ratio divides by; null where there is no gap
-- column gap_spread_days: days; median absolute deviation of the own gaps; null where there are under eight gaps
-- column long_gap_days: days; nine in ten of the own gaps were no longer; null where there are under eight gaps
-- column overdue_ratio: ratio; days_since_order / mean_gap_days; null where there is no gap
-- column overdue_percentile: share; of the company's gaps, each against the typical gap before it, that were no longer; null where there is no gap
-- column late_after_days: days; after the last order, when nine in ten orders of an account with its rhythm have come; null where there is no gap
-- column next_order_from: date; first day of the window in which eight in ten of the next orders come, given how long it has been silent;
--   never before tomorrow; null where there are under four gaps, the account has lapsed, or too few gaps that lasted as long came to an end
-- column next_order_mid: date; day by which half of them have come; null where next_order_from is, or fewer ever came
-- column next_order_to: date; last day of the window; null where next_order_from is, and where the window has no upper end: fewer than nine in
--   ten of the gaps that lasted as long ever came to an end
-- column not_back_share: share; of the gaps that had lasted as long, those that had not ended three mean gaps later; null where
--   next_order_from is, and in a season's rest
-- column cadence_state: text; `on_time` up to the median gap, `due` up to the ninth decile, `late` beyond it, `lapsed` when the last
--   order is older than a year and than three horizons, `cannot_say` without a gap; a season's rest is `on_time`
-- column horizon_days: days; within which nineteen in twenty orders of its rhythm come, 30 to 365; null when the company has too few gaps
-- column regularity: ratio; shape of its gaps, 1 = random, higher = more regular, by Minka's formula less its bias, drawn towards the
--   segment's as if ten gaps were of it, at most 12; null where there are under four gaps
-- column gap_change_ratio: ratio; mean of the last three gaps / mean of those before; null where there are under eight gaps
-- column gap_change_p: share; chance of such a ratio or a larger one if nothing had changed (exact F test); null where there are under eight gaps
-- column season_cycles: integer; times a year that its orders gather: 1 a season, 2 and 4 half-year and quarter budgets; null where
--   there is no cycle, or are under six orders or two years
-- column season_strength: share; how closely they gather: length of the mean direction of their days; null where there is no cycle
-- column season_peak_day: integer; day of the cycle about which they gather, the first of January being the first day of
--   the first cycle; null where there is no cycle
-- column is_season_rest: boolean; whether the same stretch of each of the last two years had no order either
-- column order_value_median: money; median amount of its order days; null when none has an amount
-- column recent_value: money; mean amount of the last three order days; null where there are under six order days
-- column earlier_value: money; median amount of those before; null where there are under six order days
with
  thresholds as (
    select
      4 as gaps_of_window,
      8 as gaps_of_change,
      3 as recent,
      12 as most_regular,
      6 as orders_of_season,
      700 as days_of_season,
      0.01 as season_chance,
      0.5 as season_strength,
      30 as season_slack_days,
      365 as lapse_days,
      3 as lapse_horizons,
      0.5 as due_share,
      0.9 as late_share
  ),
  states as (
    select
      s.*,
      case
        when s.norm_regularity is null then 1
        -- In thirds, so that the chance below is a finite sum.
        else greatest(1, least(3 * t.most_regular, round(3 * s.norm_regularity))) / 3
      end as tested_regularity
    from
      cadence_states as s
      cross join thresholds as t
    where
      s.known_on = date '9999-12-31'
  ),
  directions as (
    select
      cycles,
      day_of_year,
      cos(2 * pi() * cycles * day_of_year / 365.25) as east,
      sin(2 * pi() * cycles * day_of_year / 365.25) as north
    from
      unnest([1, 2, 4]) as listed_cycles (cycles),
      range(1, 367) as listed_days (day_of_year)
  ),
  season_orders as (
    select
      s.level,
      s.as_of,
      s.account_key,
      s.orders,
      dayofyear(unnest(h.ordered_on[:s.orders])) as day_of_year
    from
      states as s
      cross join thresholds as t
      inner join order_histories as h on h.known_on = s.known_on
      and h.level = s.level
      and h.account_key = s.account_key
    where
      s.orders >= t.orders_of_season
      and s.as_of - s.first_order_on >= t.days_of_season
  ),
  means as (
    select
      o.level,
      o.as_of,
      o.account_key,
      d.cycles,
      any_value(o.orders) as orders,
      avg(d.east) as east,
      avg(d.north) as north
    from
      season_orders as o
      inner join directions as d on d.day_of_year = o.day_of_year
    group by
      o.level,
      o.as_of,
      o.account_key,
      d.cycles
  ),
  seasons as (
    -- The plainest cycle that explains the orders.
    select
      m.level,
      m.as_of,
      m.account_key,
      m.cycles,
      sqrt(m.east * m.east + m.north * m.north) as strength,
      round(365.25 / m.cycles * ((atan2(m.north, m.east) / (2 * pi()) + 1) % 1)) as peak_day
    from
      means as m
      cross join thresholds as t
    where
      exp(- m.orders * (m.east * m.east + m.north * m.north)) <= t.season_chance
      and sqrt(m.east * m.east + m.north * m.north) >= t.season_strength
    qualify
      row_number() over (
        partition by
          m.level,
          m.as_of,
          m.account_key
        order by
          m.cycles
      ) = 1
  ),
  yearly as (
    select
      s.level,
      s.as_of,
      s.account_key,
      h.ordered_on[:s.orders] as ordered_on,
      s.last_order_on + t.season_slack_days as quiet_from,
      s.as_of as quiet_to
    from
      states as s
      cross join thresholds as t
      inner join seasons as c on c.level = s.level
      and c.as_of = s.as_of
      and c.account_key = s.account_key
      inner join order_histories as h on h.known_on = s.known_on
      and h.level = s.level
      and h.account_key = s.account_key
    where
      s.days_since_order > t.season_slack_days
  ),
  same_stretches as (
    -- Orders of the last two years on the days, a year or two earlier, of the silence; and the first ones after today's day.
    select
      level,
      as_of,
      account_key,
      len(
        list_filter(
          ordered_on,
          lambda day: day > quiet_from - interval 1 year
          and day <= quiet_to - interval 1 year
          or day > quiet_from - interval 2 years
          and day <= quiet_to - interval 2 years
        )
      ) as orders_in_stretch,
      cast(
        list_min(list_filter(ordered_on, lambda day: day > quiet_to - interval 1 year)) + interval 1 year as date
      ) as next_by_last_year,
      cast(
        list_min(list_filter(ordered_on, lambda day: day > quiet_to - interval 2 years)) + interval 2 years as date
      ) as next_by_year_before
    from
      yearly
  ),
  judged as (
    select
      s.*,
      c.cycles,
      c.strength,
      c.peak_day,
      coalesce(r.orders_in_stretch = 0, false) as is_season_rest,
      -- In a season's rest the first orders after the same day of the last two years say when it ends.
      case
        when s.gaps < t.gaps_of_window then null
        when r.orders_in_stretch = 0 then least(r.next_by_last_year, r.next_by_year_before)
        else s.last_order_on + w.from_days
      end as due_from,
      case
        when s.gaps < t.gaps_of_window then null
        when r.orders_in_stretch = 0 then least(r.next_by_last_year, r.next_by_year_before) + cast(abs(r.next_by_last_year - r.next_by_year_before) // 2 as integer)
        else s.last_order_on + w.mid_days
      end as due_mid,
      case
        when s.gaps < t.gaps_of_window then null
        when r.orders_in_stretch = 0 then greatest(r.next_by_last_year, r.next_by_year_before)
        else s.last_order_on + w.to_days
      end as due_to,
      case
        when r.orders_in_stretch is distinct from 0 then w.later_share
      end as not_back_share,
      s.recent_gap_days / nullif(s.earlier_gap_days, 0) as gap_change_ratio,
      (s.gaps - t.recent) / (s.gaps - t.recent + t.recent * s.recent_gap_days / nullif(s.earlier_gap_days, 0)) as earlier_share
    from
      states as s
      cross join thresholds as t
      left join seasons as c on c.level = s.level
      and c.as_of = s.as_of
      and c.account_key = s.account_key
      left join same_stretches as r on r.level = s.level
      and r.as_of = s.as_of
      and r.account_key = s.account_key
      left join order_windows as w on w.known_on = s.known_on
      and w.as_of = s.as_of
      and w.level = s.level
      and w.account_key = s.account_key
  )
select
  s.level,
  s.as_of,
  s.account_key,
  s.model_on,
  s.orders,
  s.last_order_on,
  s.days_since_order,
  case
    when s.gaps > 0 then coalesce(s.median_gap_days, s.mean_gap_days)
  end as typical_gap_days,
  case
    when s.gaps > 0 then s.mean_gap_days
  end as mean_gap_days,
  s.gap_spread_days,
  s.long_gap_days,
  case
    when s.gaps > 0 then s.overdue_ratio
  end as overdue_ratio,
  case
    when s.gaps > 0 then s.overdue_percentile
  end as overdue_percentile,
  case
    when s.gaps > 0 then cast(round(s.multiple_90 * s.mean_gap_days) as integer)
  end as late_after_days,
  -- least() and greatest() pass over nulls: only a known day is held to tomorrow.
  case
    when s.due_from is not null then greatest(s.as_of + 1, s.due_from)
  end as next_order_from,
  case
    when s.due_from is not null
    and s.due_mid is not null then greatest(s.as_of + 1, s.due_mid)
  end as next_order_mid,
  case
    when s.due_from is not null
    and s.due_to is not null then greatest(s.as_of + 1, s.due_to)
  end as next_order_to,
  s.not_back_share,
  case
    when s.gaps = 0
    or s.overdue_percentile is null then 'cannot_say'
    when s.days_since_order > greatest(t.lapse_days, t.lapse_horizons * s.horizon_days) then 'lapsed'
    when s.is_season_rest
    or s.overdue_percentile <= t.due_share then 'on_time'
    when s.overdue_percentile <= t.late_share then 'due'
    else 'late'
  end as cadence_state,
  s.horizon_days,
  s.regularity,
  case
    when s.gaps >= t.gaps_of_change then s.gap_change_ratio
  end as gap_change_ratio,
  case
    when s.gaps >= t.gaps_of_change then list_sum(
      list_transform(
        range(0, cast(t.recent * s.tested_regularity as bigint)),
        lambda j: exp(
          s.tested_regularity * (s.gaps - t.recent) * ln(s.earlier_share) + j * ln(1 - s.earlier_share) + lgamma(s.tested_regularity * (s.gaps - t.recent) + j) - lgamma(s.tested_regularity * (s.gaps - t.recent)) - lgamma(j + 1)
        )
      )
    )
  end as gap_change_p,
  cast(s.cycles as integer) as season_cycles,
  s.strength as season_strength,
  cast(s.peak_day as integer) as season_peak_day,
  s.is_season_rest,
  s.order_value_median,
  s.recent_value,
  s.earlier_value
from
  judged as s
  cross join thresholds as t
