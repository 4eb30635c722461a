-- question: What does each account or group leave of its margin, after freight and rebates, and after what serving it costs?
-- grain: one row per row of account_windows, where the data has a cost or rates of service are given
-- reads: asked_windows, asked_branches, features, service_rates, account_windows, cost_to_serve_months
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column account_key: integer; the account or group
-- column pocket_margin: money; margin of costed lines, less all freight borne and rebates granted in the window; null when the
--   window has lines and none is costed, or the data has no cost at all
-- column cost_to_serve: money; cost of serving in the window, by rate × effort; null where no rate is given
-- column contribution: money; pocket_margin - cost_to_serve; null when either is
with
  branch_costs as (
    select
      w.as_of,
      m.account_key as branch_key,
      sum(m.cost_to_serve) as cost_to_serve
    from
      cost_to_serve_months as m
      inner join asked_windows as w on m.month_on >= w.from_on
      and m.month_on < w.to_on
    where
      m.cost_to_serve <> 0
    group by
      w.as_of,
      m.account_key
  ),
  costs as (
    select
      b.level,
      c.as_of,
      b.account_key,
      sum(c.cost_to_serve) as cost_to_serve
    from
      branch_costs as c
      inner join asked_branches as b on b.branch_key = c.branch_key
    group by
      b.level,
      c.as_of,
      b.account_key
  ),
  parts as (
    select
      w.level,
      w.as_of,
      w.account_key,
      case
        when f.has_cost
        and w.line_count = 0 then 0
        else w.margin - coalesce(w.freight_amount, 0) - coalesce(w.rebate_amount, 0)
      end as pocket_margin,
      case
        when r.has_rates then coalesce(c.cost_to_serve, 0)
      end as cost_to_serve
    from
      account_windows as w
      cross join features as f
      cross join service_rates as r
      left join costs as c on c.level = w.level
      and c.as_of = w.as_of
      and c.account_key = w.account_key
    where
      f.has_cost
      or r.has_rates
  )
select
  level,
  as_of,
  account_key,
  cast(pocket_margin as exact) as pocket_margin,
  cast(cost_to_serve as exact) as cost_to_serve,
  cast(pocket_margin - cost_to_serve as exact) as contribution
from
  parts
order by
  level,
  as_of,
  account_key
