-- question: In what rhythm does each account order, how likely is it to stay silent, what is that worth, and what speaks for it?
-- grain: one row per level, as_of and account or group with an order by as_of, on the days of risk_dates
-- reads: cadence, risk_chances, risk_models, risk_reasons, risk_explanations, risk_dates, account_windows, expected_years, year_intervals
-- kept: no
-- column level: text; `account` or `group`
-- column as_of: date; the day on which risk is read
-- column month_end_on: date; the month end whose figures stand beside it
-- column is_shown: boolean; whether the answers show this reading for that month end
-- column account_key: integer; the account or group
-- column model_on: date; day of the norms and of the model: what they learned was known by then
-- column orders: count; order numbers with a sale up to the month end; null where it is older than what is kept
-- column order_days: count; days with a sale up to the day on which risk is read
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
-- column p_raw: share; chance of no order within horizon_days as the model gives it; null where there is no model or no horizon
-- column p_calibrated: share; that chance on the line that past outcomes gave; null where p_raw is
-- column p_usual: share; calibrated chance of an account of as many orders and the same age that has just ordered; null where there is no
--   model or no horizon
-- column p_silent: share; p_calibrated where past outcomes bear it out; null elsewhere, see cannot_say
-- column cannot_say: text; why there is no p_silent; null where there is one
-- column times_usual: ratio; p_silent / p_usual; null where either is
-- column risk_level: text; `low` under 10 %, `raised` under 25 %, `high` under 50 %, `very_high` from there on, of p_silent; null where it is
-- column is_at_risk: boolean; whether it is late against its own rhythm, or of raised risk or more, and has not lapsed
-- column revenue: money; net revenue of the year to the month end; null when no line of the data has an amount
-- column prior_revenue: money; that of the year before; null when the history does not reach, or no line has an amount
-- column stay_year: money; what a year brings if the account stays, newer months weighing more; null where it cannot be said
-- column expected_year: money; stay_year x (1 - chance of a year without an order); null where stay_year is, and where the past does not
--   bear it out against last year's revenue
-- column expected_year_low: money; one in ten of such years came lower; null where expected_year is, or no year before has ended
-- column expected_year_high: money; one in ten came higher; null where expected_year_low is
-- column expected_loss: money; p_silent x stay_year x the share of a year that silences have truly cost; null where p_silent is, where no
--   live account's reaches 10 %, and where too few silences are known
-- column risk_reasons: text; up to three sentences with their figures, what weighs most first; null where the account is not behind
-- column reason_1: text; the first of them; null where there is none
-- column reason_2: text; the second; null where there is none
-- column reason_3: text; the third; null where there is none
-- column explanation: text; what explains the silence, in a sentence or more; null where nothing does
-- column is_eroding: boolean; whether an account that still orders in its rhythm brought less than 70 % of the year before; a fact, not
--   a forecast; null where there is no year before
with
  thresholds as (
    select
      0.1 as raised_from,
      0.25 as high_from,
      0.5 as very_high_from,
      91 as live_days,
      0.7 as eroded_share
  ),
  judged as (
    select
      c.*,
      d.month_end_on,
      d.is_shown,
      w.p_raw,
      w.p_calibrated,
      w.p_usual,
      w.p_year,
      m.verdict <> 'do_not_use' as is_proven,
      m.cannot_say as unproven_because,
      m.reason as model_reason,
      m.lost_share,
      m.year_verdict = 'use' as is_year_proven,
      m.window_verdict = 'use' as is_window_proven,
      coalesce(e.explanations, []) as explanations,
      a.revenue,
      a.prior_revenue,
      a.orders_to_date,
      y.stay_year,
      y.year_order_days
    from
      cadence as c
      inner join risk_dates as d on d.known_on = date '9999-12-31'
      and d.as_of = c.as_of
      left join risk_chances as w on w.level = c.level
      and w.as_of = c.as_of
      and w.account_key = c.account_key
      left join risk_models as m on m.level = c.level
      and m.model_on = c.model_on
      left join risk_explanations as e on e.level = c.level
      and e.as_of = c.as_of
      and e.account_key = c.account_key
      left join account_windows as a on a.level = c.level
      and a.as_of = d.month_end_on
      and a.account_key = c.account_key
      left join expected_years as y on y.level = c.level
      and y.as_of = d.month_end_on
      and y.account_key = c.account_key
  ),
  reasoned as (
    select
      j.*,
      case
        when j.orders = 1 then 'one order: no rhythm yet'
        when j.horizon_days is null
        or j.overdue_ratio is null then 'too few gaps between orders in this company'
        when j.p_calibrated is null then coalesce(j.model_reason, 'no model was fitted for this day')
        when j.cadence_state = 'lapsed' then 'silent for longer than a year and than three of its horizons'
        when j.is_season_rest then 'it rested in this season of the last two years too'
        when not j.is_proven then 'your own past does not bear out a chance: ' || j.unproven_because
      end as cannot_say
    from
      judged as j
  ),
  chanced as (
    select
      r.*,
      case
        when r.cannot_say is null then r.p_calibrated
      end as p_silent
    from
      reasoned as r
  ),
  valued as (
    select
      c.*,
      case
        when c.p_silent is null then null
        when c.p_silent < t.raised_from then 'low'
        when c.p_silent < t.high_from then 'raised'
        when c.p_silent < t.very_high_from then 'high'
        else 'very_high'
      end as risk_level,
      max(c.p_silent) filter(c.days_since_order <= t.live_days) over (
        partition by
          c.level,
          c.as_of
      ) >= t.raised_from as has_money,
      case
        when c.is_year_proven then c.stay_year * (1 - coalesce(c.p_year, 0))
      end as expected_year
    from
      chanced as c
      cross join thresholds as t
  )
select
  v.level,
  v.as_of,
  v.month_end_on,
  v.is_shown,
  v.account_key,
  v.model_on,
  v.orders_to_date as orders,
  v.orders as order_days,
  v.last_order_on,
  v.days_since_order,
  v.typical_gap_days,
  v.mean_gap_days,
  v.gap_spread_days,
  v.long_gap_days,
  v.overdue_ratio,
  v.overdue_percentile,
  v.late_after_days,
  case
    when v.is_window_proven
    or v.is_season_rest then v.next_order_from
  end as next_order_from,
  case
    when v.is_window_proven
    or v.is_season_rest then v.next_order_mid
  end as next_order_mid,
  case
    when v.is_window_proven
    or v.is_season_rest then v.next_order_to
  end as next_order_to,
  case
    when v.is_window_proven then v.not_back_share
  end as not_back_share,
  v.cadence_state,
  v.horizon_days,
  v.regularity,
  v.gap_change_ratio,
  v.gap_change_p,
  v.season_cycles,
  v.season_strength,
  v.season_peak_day,
  v.is_season_rest,
  v.order_value_median,
  v.recent_value,
  v.earlier_value,
  v.p_raw,
  v.p_calibrated,
  v.p_usual,
  v.p_silent,
  v.cannot_say,
  v.p_silent / nullif(v.p_usual, 0) as times_usual,
  v.risk_level,
  v.cadence_state = 'late'
  or coalesce(v.risk_level <> 'low', false) as is_at_risk,
  v.revenue,
  v.prior_revenue,
  cast(v.stay_year as exact) as stay_year,
  cast(v.expected_year as exact) as expected_year,
  cast(v.expected_year * i.low_ratio as exact) as expected_year_low,
  cast(v.expected_year * i.high_ratio as exact) as expected_year_high,
  cast(
    case
      when v.has_money then v.p_silent * v.stay_year * v.lost_share
    end as exact
  ) as expected_loss,
  nullif(array_to_string(r.risk_reasons, ' '), '') as risk_reasons,
  r.risk_reasons[1] as reason_1,
  r.risk_reasons[2] as reason_2,
  r.risk_reasons[3] as reason_3,
  nullif(array_to_string(v.explanations, ' '), '') as explanation,
  case
    when v.prior_revenue > 0 then v.cadence_state in ('on_time', 'due')
    and v.revenue < t.eroded_share * v.prior_revenue
  end as is_eroding
from
  valued as v
  cross join thresholds as t
  left join risk_reasons as r on r.level = v.level
  and r.as_of = v.as_of
  and r.account_key = v.account_key
  left join year_intervals as i on i.level = v.level
  and i.model_on = v.model_on
  and v.year_order_days >= i.orders_from
  and v.year_order_days < coalesce(i.orders_below, 1000000)
