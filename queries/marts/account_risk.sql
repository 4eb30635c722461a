-- question: In what rhythm does each account order, how likely is it to stay silent, what is that worth, and what speaks for it?
-- grain: one row per level, as_of and account or group with an order by as_of, at the month ends of risk_dates
-- reads: cadence, risk_chances, risk_models, risk_reasons, risk_explanations, risk_dates, account_windows
-- column level: text; `account` or `group`
-- column as_of: date; the month end
-- column account_key: integer; the account or group
-- column model_on: date; day of the norms and of the model: what they learned was known by then
-- column orders: count; order numbers with a sale up to as_of; null where the month end is older than what is kept
-- column order_days: count; days with a sale up to as_of
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
-- column next_order_from: date; first day of the window in which eight in ten next orders come; null where there are under four gaps
-- column next_order_mid: date; day by which half of them have come; null where there are under four gaps
-- column next_order_to: date; last day of the window; null where there are under four gaps
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
-- column p_silent: share; chance of no order within horizon_days after as_of; null where it cannot be said, see cannot_say
-- column cannot_say: text; why there is no p_silent; null where there is one
-- column risk_level: text; `high` where p_silent reaches what at most the budget's share of the accounts that stayed would have reached
--   in the past, `medium` with twice the budget, else `low`; one level lower where something explains the silence, `low` in a
--   season's rest; null where there is no p_silent, and
--   for a lapsed account
-- column is_at_risk: boolean; whether it is late against its own rhythm, or of medium or high risk, and has not lapsed
-- column revenue: money; net revenue of the year to as_of; null when no line of the data has an amount
-- column prior_revenue: money; that of the year before; null when the history does not reach, or no line has an amount
-- column revenue_expected: money; revenue of the year to as_of, changed by its own trend within 20 %, if the account stays; null when no
--   line has an amount
-- column revenue_at_risk: money; p_silent x revenue_expected; null where either is, and for a lapsed account
-- column risk_reasons: text; up to three sentences with their figures, what weighs most first; null where the account is not behind
-- column reason_1: text; the first of them; null where there is none
-- column reason_2: text; the second; null where there is none
-- column reason_3: text; the third; null where there is none
-- column explanation: text; what explains the silence, in a sentence or more; null where nothing does
-- column p_silent_1q_ago: share; p_silent at the newest quarter end before as_of, by the model of that day; null where there was none
-- column p_silent_2q_ago: share; at the quarter end before that
-- column p_silent_3q_ago: share; at the one before that
-- column p_silent_4q_ago: share; a year of quarters ago
-- column is_eroding: boolean; whether an account that still orders in its rhythm brought less than 70 % of the year before; a fact, not
--   a forecast; null where there is no year before
with
  thresholds as (
    select
      0.2 as most_trend,
      10 as prior_order_days,
      0.7 as eroded_share
  ),
  judged as (
    select
      c.*,
      case
        when c.overdue_ratio is not null
        and c.horizon_days is not null then w.p_silent
      end as p_silent,
      case
        when c.orders = 1 then 'one order: no rhythm yet'
        when c.horizon_days is null then 'too few gaps between orders in this company'
        when w.p_silent is null then coalesce(m.reason, 'no model was fitted for this day')
      end as cannot_say,
      m.high_from,
      m.medium_from,
      coalesce(e.explanations, []) as explanations,
      a.revenue,
      a.prior_revenue,
      a.orders_to_date,
      a.order_days + a.prior_order_days as order_days_of_two_years
    from
      cadence as c
      left join risk_chances as w on w.level = c.level
      and w.as_of = c.as_of
      and w.account_key = c.account_key
      left join risk_models as m on m.level = c.level
      and m.model_on = c.model_on
      left join risk_explanations as e on e.level = c.level
      and e.as_of = c.as_of
      and e.account_key = c.account_key
      left join account_windows as a on a.level = c.level
      and a.as_of = c.as_of
      and a.account_key = c.account_key
  ),
  valued as (
    select
      j.*,
      case
        when j.cadence_state = 'lapsed'
        or j.p_silent is null then null
        when j.is_season_rest then 1
        when j.p_silent >= j.high_from then 3
        when j.p_silent >= j.medium_from then 2
        when j.high_from is not null then 1
      end - cast(len(j.explanations) > 0 as integer) as risk_rank,
      -- least() and greatest() pass over nulls: where there is no revenue there is none to expect, and without a year before no trend.
      case
        when j.revenue is not null then greatest(0, j.revenue) * case
          when j.prior_revenue > 0 then 1 + greatest(
            - t.most_trend,
            least(
              t.most_trend,
              cast(j.revenue / j.prior_revenue - 1 as double) * j.order_days_of_two_years / (j.order_days_of_two_years + t.prior_order_days)
            )
          )
          else 1
        end
      end as revenue_expected
    from
      judged as j
      cross join thresholds as t
  ),
  quarters as (
    select
      as_of,
      row_number() over (
        order by
          as_of
      ) as quarter_no
    from
      risk_dates
    where
      known_on = date '9999-12-31'
      and as_of = model_on
  ),
  quarter_chances as (
    -- The chances of an account by quarter, in one narrow row.
    select
      w.level,
      w.account_key,
      map(list(q.quarter_no), list(w.p_silent)) as chances
    from
      risk_chances as w
      inner join quarters as q on q.as_of = w.as_of
      semi join cadence as c on c.level = w.level
      and c.as_of = w.as_of
      and c.account_key = w.account_key
      and c.overdue_ratio is not null
      and c.horizon_days is not null
    where
      w.p_silent is not null
    group by
      w.level,
      w.account_key
  ),
  quarters_before as (
    select
      d.as_of,
      count(q.as_of) as quarters_before
    from
      risk_dates as d
      left join quarters as q on q.as_of < d.as_of
    where
      d.known_on = date '9999-12-31'
    group by
      d.as_of
  )
select
  v.level,
  v.as_of,
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
  v.next_order_from,
  v.next_order_mid,
  v.next_order_to,
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
  v.p_silent,
  v.cannot_say,
  ['low', 'low', 'medium', 'high'] [v.risk_rank + 1] as risk_level,
  v.cadence_state = 'late'
  or coalesce(v.risk_rank >= 2, false) as is_at_risk,
  v.revenue,
  v.prior_revenue,
  cast(v.revenue_expected as exact) as revenue_expected,
  cast(
    case
      when v.cadence_state <> 'lapsed' then v.p_silent * v.revenue_expected
    end as exact
  ) as revenue_at_risk,
  nullif(array_to_string(r.risk_reasons, ' '), '') as risk_reasons,
  r.risk_reasons[1] as reason_1,
  r.risk_reasons[2] as reason_2,
  r.risk_reasons[3] as reason_3,
  nullif(array_to_string(v.explanations, ' '), '') as explanation,
  h.chances[b.quarters_before] as p_silent_1q_ago,
  h.chances[b.quarters_before - 1] as p_silent_2q_ago,
  h.chances[b.quarters_before - 2] as p_silent_3q_ago,
  h.chances[b.quarters_before - 3] as p_silent_4q_ago,
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
  inner join quarters_before as b on b.as_of = v.as_of
  left join quarter_chances as h on h.level = v.level
  and h.account_key = v.account_key
order by
  v.level,
  v.as_of,
  v.account_key
