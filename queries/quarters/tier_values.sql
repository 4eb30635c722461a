-- question: What share of the value is held by accounts or groups no larger than each one?
-- grain: one row per level and account or group of tier_figures
-- reads: tier_figures
-- param contribution_basis: text; `contribution` after service, `margin` where no rates are given, `none` without any cost: then revenue
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column value: money; what the account is worth in the twelve months, by the basis; null where no amount is known
-- column value_score: ratio; 100 × (1 − value of all larger ones / value of all), ties by id: 100 is the largest, and at 50 half of
--   the value lies above; 0 where the value is not positive; null where no amount is known
-- column revenue_score: ratio; the same of revenue
-- column thin_ratio: ratio; share of contribution / share of revenue; null where either is not positive or no cost is known
-- column thin_shortfall: money; contribution that its share of revenue would bring less what it brings; null where thin_ratio is
with
  amounts as (
    select
      level,
      account_key,
      revenue,
      contribution,
      if ($contribution_basis = 'none', revenue, contribution) as value
    from
      tier_figures
  ),
  summed as (
    select
      *,
      sum(greatest(value, 0)) over (
        partition by
          level
      ) as all_value,
      sum(greatest(revenue, 0)) over (
        partition by
          level
      ) as all_revenue,
      sum(if (value > 0, value, null)) over (
        partition by
          level
        order by
          greatest(value, 0) desc nulls last,
          account_key rows between unbounded preceding
          and 1 preceding
      ) as larger_value,
      sum(if (revenue > 0, revenue, null)) over (
        partition by
          level
        order by
          greatest(revenue, 0) desc nulls last,
          account_key rows between unbounded preceding
          and 1 preceding
      ) as larger_revenue
    from
      amounts
  )
select
  level,
  account_key,
  value,
  cast(
    case
      when value is null then null
      when value <= 0 then 0
      else 100 * (1 - coalesce(cast(larger_value as double), 0) / cast(all_value as double))
    end as decimal(7, 4)
  ) as value_score,
  cast(
    case
      when revenue is null then null
      when revenue <= 0 then 0
      else 100 * (1 - coalesce(cast(larger_revenue as double), 0) / cast(all_revenue as double))
    end as decimal(7, 4)
  ) as revenue_score,
  case
    when $contribution_basis <> 'none'
    and revenue > 0
    and all_value > 0 then cast(contribution as double) / cast(all_value as double) * cast(all_revenue as double) / cast(revenue as double)
  end as thin_ratio,
  case
    when $contribution_basis <> 'none'
    and revenue > 0
    and all_value > 0 then cast(
      cast(all_value as double) * cast(revenue as double) / cast(all_revenue as double) - cast(contribution as double) as exact
    )
  end as thin_shortfall
from
  summed
