-- question: Which products does the account buy, at what price and margin, and which did it stop buying?
-- grain: one row per product with a line of the account by the end of the window
-- reads: asked_windows, history_lines
-- order: -revenue, product_id, category
-- param account_id: id; the account or group
-- total revenue: sum(revenue)
-- total prior_revenue: sum(prior_revenue)
-- total growth_rate: case when sum(prior_revenue) > 0 then cast(sum(revenue) / sum(prior_revenue) - 1 as double) end
-- total margin: sum(margin)
-- total prior_margin: sum(prior_margin)
-- total lines: sum(lines)
-- column product_id: id; the product; null where lines name none
-- column product_name: text; its name; null where the source has none
-- column category: text; its category; null where lines have none
-- column revenue: money; net revenue in the window; null when no line of it has an amount
-- column prior_revenue: money; net revenue in the prior window; null when there is none, or no line of it has an amount
-- column growth_rate: ratio; revenue / prior_revenue - 1; null when prior_revenue is missing or not positive
-- column margin: money; net amount of costed lines less their cost; null when none is costed
-- column margin_share: share; margin / net amount of costed lines; null when none is costed
-- column prior_margin: money; margin of the prior window; null when none is costed
-- column quantity: ratio; units in the window; null when none is known
-- column prior_quantity: ratio; units in the prior window; null when none is known
-- column unit_price: money; revenue / quantity in the window; null when quantity is not positive
-- column prior_unit_price: money; the same in the prior window; null when quantity is not positive
-- column price_realisation: share; net amount of lines with a list amount / their list amount; null when none has one
-- column lines: count; lines in the window
-- column order_days: count; days with a sale of it in the window
-- column first_bought_on: date; day of its first sale; null where there is none by the end of the window
-- column last_bought_on: date; day of its last sale by the end of the window; null where there is none
with
  sums as (
    select
      l.product_id,
      l.category,
      max(l.product_name) as product_name,
      bool_or(w.prior_from_on is not null) as has_prior,
      bool_or(l.net_amount is not null) as has_amount,
      sum(l.net_amount) filter(l.ordered_on >= w.from_on) as net_amount,
      sum(l.net_amount) filter(
        l.ordered_on >= w.from_on
        and l.cost_amount is not null
      ) as costed_net_amount,
      sum(l.cost_amount) filter(
        l.ordered_on >= w.from_on
        and l.net_amount is not null
      ) as cost_amount,
      sum(l.net_amount) filter(
        l.ordered_on >= w.from_on
        and l.list_amount is not null
      ) as listed_net_amount,
      sum(l.list_amount) filter(
        l.ordered_on >= w.from_on
        and l.net_amount is not null
      ) as list_amount,
      sum(l.quantity) filter(l.ordered_on >= w.from_on) as quantity,
      count(*) filter(l.ordered_on >= w.from_on) as line_count,
      count(distinct l.ordered_on) filter(
        l.ordered_on >= w.from_on
        and l.kind = 'sale'
      ) as order_days,
      sum(l.net_amount) filter(
        l.ordered_on >= w.prior_from_on
        and l.ordered_on < w.prior_to_on
      ) as prior_net_amount,
      sum(l.net_amount - l.cost_amount) filter(
        l.ordered_on >= w.prior_from_on
        and l.ordered_on < w.prior_to_on
      ) as prior_margin,
      sum(l.quantity) filter(
        l.ordered_on >= w.prior_from_on
        and l.ordered_on < w.prior_to_on
      ) as prior_quantity,
      min(l.ordered_on) filter(l.kind = 'sale') as first_bought_on,
      max(l.ordered_on) filter(l.kind = 'sale') as last_bought_on
    from
      history_lines as l
      inner join asked_windows as w on l.ordered_on < w.to_on
    group by
      l.product_id,
      l.category
  )
select
  product_id,
  product_name,
  category,
  case
    when has_amount then cast(coalesce(net_amount, 0) as exact)
  end as revenue,
  case
    when has_amount
    and has_prior then cast(coalesce(prior_net_amount, 0) as exact)
  end as prior_revenue,
  case
    when has_prior
    and prior_net_amount > 0 then cast(coalesce(net_amount, 0) / prior_net_amount - 1 as double)
  end as growth_rate,
  cast(costed_net_amount - cost_amount as exact) as margin,
  cast((costed_net_amount - cost_amount) / nullif(costed_net_amount, 0) as double) as margin_share,
  cast(prior_margin as exact) as prior_margin,
  cast(quantity as double) as quantity,
  cast(prior_quantity as double) as prior_quantity,
  case
    when quantity > 0 then cast(net_amount / quantity as exact)
  end as unit_price,
  case
    when prior_quantity > 0 then cast(prior_net_amount / prior_quantity as exact)
  end as prior_unit_price,
  cast(listed_net_amount / nullif(list_amount, 0) as double) as price_realisation,
  cast(line_count as integer) as lines,
  cast(order_days as integer) as order_days,
  first_bought_on,
  last_bought_on
from
  sums
