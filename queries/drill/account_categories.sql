-- question: What does the account buy of each category, and how did that change?
-- grain: one row per category with a line of the account by the end of the window
-- reads: asked_windows, asked_branches, asked_months, calendar, features
-- order: -revenue, category
-- param account_id: id; the account or group
-- total revenue: sum(revenue)
-- total revenue_share: fsum(revenue_share)
-- total prior_revenue: sum(prior_revenue)
-- total growth_rate: case when sum(prior_revenue) > 0 then cast(sum(revenue) / sum(prior_revenue) - 1 as double) end
-- total margin: sum(margin)
-- total prior_margin: sum(prior_margin)
-- total lines: sum(lines)
-- column category: text; the category; null where lines have none
-- column revenue: money; net revenue in the window; null when no line of the data has an amount
-- column revenue_share: share; of the account's positive revenue by category; null where revenue is not positive
-- column prior_revenue: money; net revenue in the prior window; null when there is none
-- column growth_rate: ratio; revenue / prior_revenue - 1; null when prior_revenue is missing or not positive
-- column margin: money; net amount of costed lines less their cost; null when none is costed
-- column margin_share: share; margin / net amount of costed lines; null when none is costed
-- column prior_margin: money; margin of the prior window; null when none is costed
-- column price_realisation: share; net amount of lines with a list amount / their list amount; null when none has one
-- column quantity: ratio; units; null when none is known
-- column prior_quantity: ratio; units in the prior window; null when none is known
-- column lines: count; lines in the window
-- column last_bought_month: month; month of its newest sale by the end of the window; null where there is none
with
  sums as (
    select
      m.category,
      bool_or(w.prior_from_on is not null) as has_prior,
      sum(m.net_amount) filter(m.month_on >= w.from_on) as net_amount,
      sum(m.costed_net_amount) filter(m.month_on >= w.from_on) as costed_net_amount,
      sum(m.cost_amount) filter(m.month_on >= w.from_on) as cost_amount,
      sum(m.listed_net_amount) filter(m.month_on >= w.from_on) as listed_net_amount,
      sum(m.list_amount) filter(m.month_on >= w.from_on) as list_amount,
      sum(m.quantity) filter(m.month_on >= w.from_on) as quantity,
      sum(m.line_count) filter(m.month_on >= w.from_on) as line_count,
      sum(m.net_amount) filter(
        m.month_on >= w.prior_from_on
        and m.month_on < w.prior_to_on
      ) as prior_net_amount,
      sum(m.costed_net_amount - m.cost_amount) filter(
        m.month_on >= w.prior_from_on
        and m.month_on < w.prior_to_on
      ) as prior_margin,
      sum(m.quantity) filter(
        m.month_on >= w.prior_from_on
        and m.month_on < w.prior_to_on
      ) as prior_quantity,
      max(m.month_on) filter(m.sale_line_count > 0) as last_bought_month
    from
      asked_months as m
      inner join asked_branches as b on b.branch_key = m.account_key
      inner join asked_windows as w on m.month_on < w.to_on
    group by
      m.category
  )
select
  s.category,
  case
    when f.has_amount then cast(coalesce(s.net_amount, 0) as exact)
  end as revenue,
  case
    when s.net_amount > 0 then cast(s.net_amount / sum(greatest(s.net_amount, 0)) over () as double)
  end as revenue_share,
  case
    when f.has_amount
    and s.has_prior then cast(coalesce(s.prior_net_amount, 0) as exact)
  end as prior_revenue,
  case
    when s.has_prior
    and s.prior_net_amount > 0 then cast(coalesce(s.net_amount, 0) / s.prior_net_amount - 1 as double)
  end as growth_rate,
  cast(s.costed_net_amount - s.cost_amount as exact) as margin,
  cast((s.costed_net_amount - s.cost_amount) / nullif(s.costed_net_amount, 0) as double) as margin_share,
  cast(s.prior_margin as exact) as prior_margin,
  cast(s.listed_net_amount / nullif(s.list_amount, 0) as double) as price_realisation,
  cast(s.quantity as double) as quantity,
  cast(s.prior_quantity as double) as prior_quantity,
  cast(coalesce(s.line_count, 0) as integer) as lines,
  s.last_bought_month
from
  sums as s
  cross join features as f
