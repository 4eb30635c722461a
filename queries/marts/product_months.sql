-- question: What was sold of each product in each month, at what list, net and cost?
-- grain: one row per product, category, currency and month
-- reads: rollups.product_months
-- column product_id: id; the product; null when the line names none
-- column product_name: text; its name; null when the source has none
-- column category: text; its category; null when the line has none
-- column currency: text; currency of the lines
-- column month_on: month; first day of the (fiscal) month
-- column net_amount: money; net amount in the reporting currency; null when no line has an amount
-- column local_amount: money; the same in the lines' own currency; null when no line has an amount
-- column cost_amount: money; cost of lines that have one; null when none has
-- column costed_net_amount: money; net amount of those lines; null when none has
-- column costed_local_amount: money; the same in the lines' own currency; null when none has
-- column local_cost_amount: money; cost of lines that have one, in the lines' own currency; null when none has
-- column costed_quantity: ratio; units of those lines; null when none is known
-- column list_amount: money; list amount of lines that have one; null when none has
-- column listed_net_amount: money; net amount of those lines; null when none has
-- column quantity: ratio; units; null when none is known
-- column line_count: count; lines
-- column unmeasured_line_count: count; lines of kind sale without a quantity
select
  r.product_id,
  r.product_name,
  r.category,
  r.currency,
  r.month_on,
  cast(r.net_amount as exact) as net_amount,
  cast(r.local_amount as exact) as local_amount,
  cast(r.cost_amount as exact) as cost_amount,
  cast(r.costed_net_amount as exact) as costed_net_amount,
  cast(r.costed_local_amount as exact) as costed_local_amount,
  cast(r.local_cost_amount as exact) as local_cost_amount,
  cast(r.costed_quantity as exact) as costed_quantity,
  cast(r.list_amount as exact) as list_amount,
  cast(r.listed_net_amount as exact) as listed_net_amount,
  cast(r.quantity as exact) as quantity,
  cast(r.line_count as integer) as line_count,
  cast(r.unmeasured_line_count as integer) as unmeasured_line_count
from
  rollups.product_months as r
order by
  r.month_on,
  r.product_id,
  r.category,
  r.currency
