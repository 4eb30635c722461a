-- question: In which numbers do the models of silence see each account?
-- grain: one row per known_on, as_of, level and account or group with an order by as_of
-- reads: cadence_states, risk_signals, risk_dates, order_histories
-- kept: no
-- column known_on: date; last day of entry of the rows read
-- column as_of: date; the day on which the rhythm is read
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column repeats: count; order days after the first
-- column last_weeks: ratio; weeks from the first order day to the last
-- column age_weeks: ratio; weeks from the first order day to as_of
-- column log_gaps: ratio; sum of the natural logarithms of the gaps in weeks
-- column sales_of_year: money; sales of the year before as_of; null when none has an amount
-- column log_recency: ratio; ln(days since the last order + 1)
-- column log_orders: ratio; ln(order days)
-- column log_gap: ratio; ln(mean gap)
-- column log_overdue: ratio; ln((days since the last order + 1) / mean gap)
-- column surprise: ratio; ln(1 - ln S), S the chance, at least 1e-9, that an Erlang gap of its own regularity, drawn towards the norm, lasts
--   so long
-- column gap_change: ratio; ln(mean of the last three gaps / mean of those before), both drawn towards one another; 0 without earlier gaps
-- column order_trend: ratio; ln((order days of the last quarter + 1) / (those of the quarter before + 1))
-- column value_change: ratio; ln(mean of the last three order values / median of those before), within 2 of 0; 0 where either is missing
-- column categories_dropped: ratio; share of its product categories that the last half year did not see, where that had an order; else 0
-- column late_share: ratio; share of deliveries late in the half year, drawn towards the company's as if four were of it
-- column severe_cases: ratio; ln(severe service cases opened in the quarter or still open + 1)
-- column quotes_unanswered: ratio; ln(quotes of the half year that ran out without an order + 1)
-- column agreement_ends: ratio; 1 where an agreement ends within 90 days and has no successor, else 0
-- column contact_trend: ratio; ln((contacts of the quarter + 1) / (a quarter of those of the year before + 1))
-- column executive_quiet: ratio; ln((days since the last executive contact + 30) / (mean days between them + 30)); 0 under two of them
with
  thresholds as (
    select
      2 as prior_gaps,
      4 as prior_deliveries,
      3 as recent_gaps,
      12 as most_regular,
      1e-9 as least_chance,
      2 as most_value_change,
      91 as quarter_days,
      182 as half_year_days,
      365 as year_days,
      4 as quarters,
      30 as executive_days
  ),
  recent_orders as (
    select
      r.known_on,
      r.as_of,
      h.level,
      h.account_key,
      len(
        list_filter(
          h.ordered_on,
          lambda day: day <= r.as_of
          and day > r.as_of - t.quarter_days
        )
      ) as orders,
      len(
        list_filter(
          h.ordered_on,
          lambda day: day <= r.as_of - t.quarter_days
          and day > r.as_of - t.half_year_days
        )
      ) as earlier_orders,
      list_sum(
        list_filter(
          h.sale_amounts,
          lambda amount,
          i: h.ordered_on[i] <= r.as_of
          and h.ordered_on[i] > r.as_of - t.year_days
        )
      ) as sales_of_year
    from
      risk_dates as r
      cross join thresholds as t
      inner join order_histories as h on h.known_on = r.known_on
      and h.ordered_on[1] <= r.as_of
  ),
  late_norms as (
    select
      known_on,
      as_of,
      level,
      coalesce(sum(late_deliveries) / nullif(sum(deliveries), 0), 0) as late_share
    from
      risk_signals
    group by
      known_on,
      as_of,
      level
  ),
  measured as (
    select
      s.*,
      r.orders as recent_orders,
      r.earlier_orders,
      r.sales_of_year,
      -- The gaps before the last three, drawn towards the mean of all.
      case
        when s.gaps > t.recent_gaps then (s.earlier_gap_days * (s.gaps - t.recent_gaps) + t.prior_gaps * s.mean_gap_days) / (s.gaps - t.recent_gaps + t.prior_gaps)
      end as gap_before,
      greatest(1, least(t.most_regular, round(coalesce(s.regularity, s.norm_regularity, 1)))) as whole_regularity,
      s.last_order_on - s.first_order_on as active_days
    from
      cadence_states as s
      cross join thresholds as t
      inner join recent_orders as r on r.known_on = s.known_on
      and r.as_of = s.as_of
      and r.level = s.level
      and r.account_key = s.account_key
    where
      s.mean_gap_days is not null
  )
select
  m.known_on,
  m.as_of,
  m.level,
  m.account_key,
  m.gaps as repeats,
  m.active_days / 7 as last_weeks,
  (m.active_days + m.days_since_order) / 7 as age_weeks,
  coalesce(m.gaps * (m.mean_log_gap - ln(7)), 0) as log_gaps,
  cast(m.sales_of_year as exact) as sales_of_year,
  ln(m.days_since_order + 1) as log_recency,
  ln(m.orders) as log_orders,
  ln(m.mean_gap_days) as log_gap,
  ln((m.days_since_order + 1) / m.mean_gap_days) as log_overdue,
  ln(
    1 - ln(
      greatest(
        t.least_chance,
        list_sum(
          list_transform(
            range(0, cast(m.whole_regularity as bigint)),
            lambda j: exp(- m.whole_regularity * m.overdue_ratio - lgamma(j + 1)) * pow(m.whole_regularity * m.overdue_ratio, j)
          )
        )
      )
    )
  ) as surprise,
  coalesce(
    ln(
      (m.recent_gap_days * t.recent_gaps + t.prior_gaps * m.gap_before) / (t.recent_gaps + t.prior_gaps) / m.gap_before
    ),
    0
  ) as gap_change,
  ln((m.recent_orders + 1) / (m.earlier_orders + 1)) as order_trend,
  case
    when m.recent_value > 0
    and m.earlier_value > 0 then greatest(- t.most_value_change, least(t.most_value_change, ln(m.recent_value / m.earlier_value)))
    else 0
  end as value_change,
  case
    when g.categories_bought > 0
    and m.days_since_order < t.half_year_days then g.categories_dropped / g.categories_bought
    else 0
  end as categories_dropped,
  (g.late_deliveries + t.prior_deliveries * n.late_share) / (g.deliveries + t.prior_deliveries) as late_share,
  ln(greatest(g.severe_cases, g.open_severe_cases) + 1) as severe_cases,
  ln(g.quotes_unanswered + 1) as quotes_unanswered,
  cast(cast(g.agreement_ends_on is not null as integer) as double) as agreement_ends,
  ln((g.contacts + 1) / (g.earlier_contacts / t.quarters + 1)) as contact_trend,
  case
    when g.executive_contacts > 1 then ln(
      (m.as_of - g.last_executive_on + t.executive_days) / ((g.last_executive_on - g.first_executive_on) / (g.executive_contacts - 1) + t.executive_days)
    )
    else 0
  end as executive_quiet
from
  measured as m
  cross join thresholds as t
  inner join risk_signals as g on g.known_on = m.known_on
  and g.as_of = m.as_of
  and g.level = m.level
  and g.account_key = m.account_key
  inner join late_norms as n on n.known_on = m.known_on
  and n.as_of = m.as_of
  and n.level = m.level
