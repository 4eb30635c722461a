-- question: What had each account's orders been like by each day on which its rhythm is read?
-- grain: one row per known_on, as_of, level and account or group with an order by as_of
-- reads: risk_dates, order_histories, directory, gap_norms, gap_pools, gap_points
-- kept: no
-- column known_on: date; last day of entry of the rows read
-- column as_of: date; the day on which the rhythm is read
-- column model_on: date; day of the norms
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column orders: count; order days
-- column gaps: count; gaps between them
-- column first_order_on: date; first order day
-- column last_order_on: date; last order day
-- column days_since_order: days; from the last order day to as_of
-- column norm_gap_days: days; median gap of the segment, else of the company; null when the company has no gap
-- column mean_gap_days: days; mean gap, drawn towards the norm as if two gaps were of it; null when the company has no gap
-- column median_gap_days: days; median of the own gaps; null where there are under eight gaps
-- column gap_spread_days: days; median absolute deviation from it; null where there are under eight gaps
-- column long_gap_days: days; longer than nine in ten of the own gaps; null where there are under eight gaps
-- column mean_log_gap: ratio; mean natural logarithm of the gaps in days; null where there is no gap
-- column recent_gap_days: days; mean of the last three gaps; null where there are under four gaps
-- column earlier_gap_days: days; mean of the gaps before those; null where there are under four gaps
-- column regularity: ratio; shape of its gaps, 1 = random, higher = more regular, by Minka's formula less its bias, drawn towards the
--   segment's as if ten gaps were of it, at most 12; null where there are under four gaps
-- column norm_regularity: ratio; regularity of the segment, else of the company; null where neither has one
-- column order_value_median: money; median amount of the order days; null when none has an amount
-- column recent_value: money; mean amount of the last three order days; null where there are under six order days
-- column earlier_value: money; median amount of those before; null where there are under six order days
-- column overdue_ratio: ratio; days_since_order / mean_gap_days; null when the company has no gap
-- column overdue_percentile: share; of the pooled gaps that were no longer than overdue_ratio; null where there is no pool
-- column horizon_days: days; within which nineteen in twenty orders come, 30 to 365: multiple_95 x mean_gap_days; null where there is no pool
-- column multiple_10: ratio; of the typical gap, that one in ten gaps did not reach; null where there is no pool
-- column multiple_50: ratio; that half of the gaps did not reach; null where there is no pool
-- column multiple_90: ratio; that nine in ten gaps did not reach; null where there is no pool
with
  thresholds as (
    select
      2 as prior_gaps,
      3 as recent,
      8 as gaps_of_own_median,
      6 as orders_of_own_value,
      30 as shortest_horizon,
      365 as longest_horizon,
      4 as gaps_of_regularity,
      10 as prior_regular_gaps,
      12 as most_regular
  ),
  picked as (
    select
      r.known_on,
      r.as_of,
      r.model_on,
      r.horizon_days as asked_horizon_days,
      h.level,
      h.account_key,
      h.ordered_on,
      h.sale_amounts,
      h.gaps,
      len(list_filter(h.ordered_on, lambda day: day <= r.as_of)) as orders
    from
      risk_dates as r
      inner join order_histories as h on h.known_on = r.known_on
  ),
  counted as (
    select
      p.known_on,
      p.as_of,
      p.model_on,
      p.asked_horizon_days,
      p.level,
      p.account_key,
      p.orders,
      p.orders - 1 as gaps,
      p.ordered_on[1] as first_order_on,
      p.ordered_on[p.orders] as last_order_on,
      p.as_of - p.ordered_on[p.orders] as days_since_order,
      case
        when p.orders > t.gaps_of_own_median then list_aggregate(p.gaps[:p.orders - 1], 'median')
      end as median_gap_days,
      case
        when p.orders > t.gaps_of_own_median then list_aggregate(p.gaps[:p.orders - 1], 'mad')
      end as gap_spread_days,
      case
        when p.orders > t.gaps_of_own_median then list_aggregate(p.gaps[:p.orders - 1], 'quantile_disc', 0.9)
      end as long_gap_days,
      list_aggregate(list_transform(p.gaps[:p.orders - 1], lambda gap: ln(gap)), 'avg') as mean_log_gap,
      case
        when p.orders > t.recent + 1 then (p.ordered_on[p.orders] - p.ordered_on[p.orders - t.recent]) / t.recent
      end as recent_gap_days,
      case
        when p.orders > t.recent + 1 then (p.ordered_on[p.orders - t.recent] - p.ordered_on[1]) / (p.orders - 1 - t.recent)
      end as earlier_gap_days,
      list_aggregate(p.sale_amounts[:p.orders], 'median') as order_value_median,
      case
        when p.orders >= t.orders_of_own_value then list_aggregate(p.sale_amounts[p.orders - t.recent + 1:p.orders], 'avg')
      end as recent_value,
      case
        when p.orders >= t.orders_of_own_value then list_aggregate(p.sale_amounts[:p.orders - t.recent], 'median')
      end as earlier_value
    from
      picked as p
      cross join thresholds as t
    where
      p.orders > 0
  ),
  paced as (
    select
      c.*,
      coalesce(s.median_gap_days, n.median_gap_days) as norm_gap_days,
      (c.last_order_on - c.first_order_on + t.prior_gaps * coalesce(s.median_gap_days, n.median_gap_days)) / (c.gaps + t.prior_gaps) as mean_gap_days,
      coalesce(s.regularity, n.regularity) as norm_regularity
    from
      counted as c
      cross join thresholds as t
      inner join directory as d on d.level = c.level
      and d.account_key = c.account_key
      left join gap_norms as n on n.level = c.level
      and n.model_on = c.model_on
      and n.segment is null
      left join gap_norms as s on s.level = c.level
      and s.model_on = c.model_on
      and s.segment = d.segment
  ),
  shaped as (
    select
      *,
      ln((last_order_on - first_order_on) / nullif(gaps, 0)) - mean_log_gap as log_spread,
      days_since_order / mean_gap_days as overdue_ratio
    from
      paced
  ),
  regular as (
    select
      *,
      -- Gaps as good as equal have no finite shape.
      case
        when log_spread > 1e-6 then (3 - log_spread + sqrt(pow(log_spread - 3, 2) + 24 * log_spread)) / (12 * log_spread)
        else 1e6
      end as shape
    from
      shaped
  ),
  overdue as (
    select
      r.*,
      case
        when r.gaps >= t.gaps_of_regularity then (
          r.gaps * least(
            t.most_regular,
            greatest(
              0,
              r.shape - (3 * r.shape - 2 / 3 * r.shape / (1 + r.shape) - 4 / 5 * r.shape / pow(1 + r.shape, 2)) / r.gaps
            )
          ) + t.prior_regular_gaps * least(t.most_regular, coalesce(r.norm_regularity, 1))
        ) / (r.gaps + t.prior_regular_gaps)
      end as regularity
    from
      regular as r
      cross join thresholds as t
  )
select
  o.known_on,
  o.as_of,
  o.model_on,
  o.level,
  o.account_key,
  cast(o.orders as integer) as orders,
  cast(o.gaps as integer) as gaps,
  o.first_order_on,
  o.last_order_on,
  cast(o.days_since_order as integer) as days_since_order,
  o.norm_gap_days,
  o.mean_gap_days,
  cast(o.median_gap_days as double) as median_gap_days,
  cast(o.gap_spread_days as double) as gap_spread_days,
  cast(o.long_gap_days as integer) as long_gap_days,
  o.mean_log_gap,
  o.recent_gap_days,
  o.earlier_gap_days,
  o.regularity,
  o.norm_regularity,
  cast(o.order_value_median as exact) as order_value_median,
  cast(o.recent_value as exact) as recent_value,
  cast(o.earlier_value as exact) as earlier_value,
  o.overdue_ratio,
  -- A ratio below the least of the pool has no point before it.
  case
    when l.pooled_gaps is not null then coalesce(p.pooled_share, 0)
  end as overdue_percentile,
  cast(
    coalesce(
      o.asked_horizon_days,
      case
        when l.multiple_95 is not null then least(t.longest_horizon, greatest(t.shortest_horizon, round(l.multiple_95 * o.mean_gap_days)))
      end
    ) as integer
  ) as horizon_days,
  l.multiple_10,
  l.multiple_50,
  l.multiple_90
from
  overdue as o
  cross join thresholds as t
  left join gap_pools as l on l.level = o.level
  and l.model_on = o.model_on
  asof left join gap_points as p on p.level = o.level
  and p.model_on = o.model_on
  and p.scaled_gap <= o.overdue_ratio
