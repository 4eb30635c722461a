-- question: How much of revenue do the largest accounts make together, one after the other?
-- grain: one row per account or group with net revenue other than zero, largest first; credits are the tail
-- reads: account_windows, directory, asked_tiers
-- order: revenue_rank
-- of account: revenue, margin
-- param points: integer; thins the curve for drawing: keeps a row where its rank or its cumulative share passes another 1/points;
--   every account where it is not given
-- total revenue: sum(revenue)
-- total revenue_share: fsum(revenue_share)
-- total margin: sum(margin)
-- column account_id: id; the account or group
-- column name: text; its name
-- column revenue_rank: integer; rank by revenue, ties by account_id
-- column account_share: share; rank / accounts with positive revenue; null where revenue is not positive
-- column revenue: money; net revenue in the window
-- column revenue_share: share; of the positive revenue; null where revenue is not positive
-- column cumulative_share: share; of the positive revenue, up to this rank; null where revenue is not positive
-- column margin: money; net amount of costed lines less their cost; null when none is costed
-- column cumulative_margin_share: share; of all margin, up to this rank; null when none is costed
-- column tier: text; tier of the account; null when there are no tiers
-- column is_credit: boolean; whether it belongs to the tail of credits
with
  ranked as (
    select
      w.level,
      w.account_key,
      w.revenue_rank,
      w.revenue,
      w.positive_revenue,
      w.cumulative_revenue,
      w.margin,
      -- A filter in its place would have the engine count anew for each row.
      count(
        case
          when w.revenue > 0 then 1
        end
      ) over () as positive_accounts,
      sum(w.margin) over () as total_margin,
      sum(w.margin) over (
        order by
          w.revenue_rank rows unbounded preceding
      ) as cumulative_margin
    from
      account_windows as w
    where
      w.revenue <> 0
  )
select
  d.account_id,
  d.name,
  r.revenue_rank,
  case
    when r.revenue > 0 then r.revenue_rank / r.positive_accounts
  end as account_share,
  cast(r.revenue as exact) as revenue,
  case
    when r.revenue > 0 then cast(r.revenue / r.positive_revenue as double)
  end as revenue_share,
  case
    when r.revenue > 0 then cast(r.cumulative_revenue / r.positive_revenue as double)
  end as cumulative_share,
  cast(r.margin as exact) as margin,
  cast(r.cumulative_margin / nullif(r.total_margin, 0) as double) as cumulative_margin_share,
  t.tier,
  r.revenue < 0 as is_credit
from
  ranked as r
  inner join directory as d on d.level = r.level
  and d.account_key = r.account_key
  left join asked_tiers as t on t.level = r.level
  and t.account_key = r.account_key
where
  try_cast ($points as integer) is null
  or r.revenue_rank = r.positive_accounts
  or floor(r.revenue_rank * try_cast ($points as integer) / r.positive_accounts) > floor((r.revenue_rank - 1) * try_cast ($points as integer) / r.positive_accounts)
  or floor(r.cumulative_revenue * try_cast ($points as integer) / r.positive_revenue) > floor((r.cumulative_revenue - r.revenue) * try_cast ($points as integer) / r.positive_revenue)
