-- question: In what rhythm does each account order, how likely is it to stay silent, what is that worth, and what speaks for it?
-- grain: one row per level, as_of and account or group with an order by as_of, at the month ends of risk_dates
-- reads: risk_states, branches
-- column level: text; `account` or `group`
-- column as_of: date; the month end
-- column risk_on: date; the day on which risk is read: as_of, and for the newest month end the newest day of the data
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
-- column p_raw: share; chance of no order within horizon_days as the model gives it, proven or not; no answer shows it; null where there is no
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
-- column revenue_at_risk: money; expected loss: p_silent x stay_year x the share of a year that silences have truly cost; of a group the sum of
--   its branches' where chances of accounts are borne out, else its own; null where p_silent is, where no live account's reaches 10 %,
--   and where too few silences are known
-- column money_level: text; whose chances revenue_at_risk comes from, `account` or `group`; null where it is
-- column branches_at_risk: count; branches that are at risk; null for an account
-- column lapsed_branches: count; branches that have lapsed; null for an account
-- column worst_branch_key: integer; of the branches at risk, the one with most revenue at risk, else with most revenue of the last two years; null
--   for an account, and where no branch is at risk
-- column risk_reasons: text; up to three sentences with their figures, what weighs most first; null where the account is not behind
-- column reason_1: text; the first of them; null where there is none
-- column reason_2: text; the second; null where there is none
-- column reason_3: text; the third; null where there is none
-- column explanation: text; what explains the silence, in a sentence or more; null where nothing does
-- column p_silent_1q_ago: share; p_silent at the newest quarter end before as_of, by the model and the proof of that day; null where there was none
-- column p_silent_2q_ago: share; at the quarter end before that
-- column p_silent_3q_ago: share; at the one before that
-- column p_silent_4q_ago: share; a year of quarters ago
-- column is_eroding: boolean; whether an account that still orders in its rhythm brought less than 70 % of the year before; a fact, not
--   a forecast; null where there is no year before
with
  quarters as (
    select
      as_of,
      row_number() over (
        order by
          as_of
      ) as quarter_no
    from
      (
        select distinct
          as_of
        from
          risk_states
        where
          as_of = model_on
      )
  ),
  quarter_chances as (
    -- The chances of an account by quarter, in one narrow row.
    select
      s.level,
      s.account_key,
      map(list(q.quarter_no), list(s.p_silent)) as chances
    from
      risk_states as s
      inner join quarters as q on q.as_of = s.as_of
    where
      s.p_silent is not null
    group by
      s.level,
      s.account_key
  ),
  quarters_before as (
    select
      d.month_end_on,
      count(q.as_of) as quarters_before
    from
      (
        select distinct
          month_end_on
        from
          risk_states
      ) as d
      left join quarters as q on q.as_of < d.month_end_on
    group by
      d.month_end_on
  ),
  shown as (
    select
      s.*,
      -- Money of accounts, where any is known, so that it adds up the same way by account and by group.
      bool_or(
        s.level = 'account'
        and s.expected_loss is not null
      ) over (
        partition by
          s.month_end_on
      ) as is_of_accounts
    from
      risk_states as s
    where
      s.is_shown
  ),
  branch_sums as (
    select
      s.month_end_on,
      b.account_key,
      sum(s.expected_loss) as expected_loss,
      count(*) filter(s.is_at_risk) as branches_at_risk,
      count(*) filter(s.cadence_state = 'lapsed') as lapsed_branches,
      max_by(
        s.account_key,
        {
          loss: coalesce(s.expected_loss, 0),
          revenue: coalesce(s.revenue, 0) + coalesce(s.prior_revenue, 0),
          late: s.overdue_ratio,
          account_key: - s.account_key
        }
      ) filter(s.is_at_risk) as worst_branch_key
    from
      shown as s
      inner join branches as b on b.level = 'group'
      and b.branch_key = s.account_key
    where
      s.level = 'account'
    group by
      s.month_end_on,
      b.account_key
  )
select
  s.level,
  s.month_end_on as as_of,
  s.account_key,
  s.as_of as risk_on,
  s.model_on,
  s.orders,
  s.order_days,
  s.last_order_on,
  s.days_since_order,
  s.typical_gap_days,
  s.mean_gap_days,
  s.gap_spread_days,
  s.long_gap_days,
  s.overdue_ratio,
  s.overdue_percentile,
  s.late_after_days,
  s.next_order_from,
  s.next_order_mid,
  s.next_order_to,
  s.not_back_share,
  s.cadence_state,
  s.horizon_days,
  s.regularity,
  s.gap_change_ratio,
  s.gap_change_p,
  s.season_cycles,
  s.season_strength,
  s.season_peak_day,
  s.is_season_rest,
  s.order_value_median,
  s.recent_value,
  s.earlier_value,
  s.p_raw,
  s.p_silent,
  s.cannot_say,
  s.times_usual,
  s.risk_level,
  s.is_at_risk,
  s.revenue,
  s.prior_revenue,
  s.stay_year,
  s.expected_year,
  s.expected_year_low,
  s.expected_year_high,
  cast(
    case
      when s.level = 'group'
      and s.is_of_accounts then b.expected_loss
      else s.expected_loss
    end as exact
  ) as revenue_at_risk,
  case
    when s.level = 'group'
    and s.is_of_accounts
    and b.expected_loss is not null then 'account'
    when (
      s.level = 'account'
      or not s.is_of_accounts
    )
    and s.expected_loss is not null then s.level
  end as money_level,
  cast(b.branches_at_risk as integer) as branches_at_risk,
  cast(b.lapsed_branches as integer) as lapsed_branches,
  b.worst_branch_key,
  s.risk_reasons,
  s.reason_1,
  s.reason_2,
  s.reason_3,
  s.explanation,
  h.chances[q.quarters_before] as p_silent_1q_ago,
  h.chances[q.quarters_before - 1] as p_silent_2q_ago,
  h.chances[q.quarters_before - 2] as p_silent_3q_ago,
  h.chances[q.quarters_before - 3] as p_silent_4q_ago,
  s.is_eroding
from
  shown as s
  inner join quarters_before as q on q.month_end_on = s.month_end_on
  left join branch_sums as b on s.level = 'group'
  and b.month_end_on = s.month_end_on
  and b.account_key = s.account_key
  left join quarter_chances as h on h.level = s.level
  and h.account_key = s.account_key
order by
  s.level,
  s.month_end_on,
  s.account_key
