-- question: What did each account buy in each month, by category and currency?
-- grain: one row per account, month, category and currency
-- reads: accounts, rollups.account_months
-- column account_key: integer; the account
-- column month_on: month; first day of the (fiscal) month
-- column category: text; product category; null when the line has none
-- column currency: text; currency of the lines
-- column net_amount: money; net amount of all lines, in the reporting currency; null when no line has an amount
-- column local_amount: money; the same in the lines' own currency; null when no line has an amount
-- column credit_amount: money; net amount of returns and credits; null when there are none
-- column list_amount: money; list amount of lines that have one; null when none has
-- column listed_net_amount: money; net amount of those lines; null when none has
-- column cost_amount: money; cost of lines that have one; null when none has
-- column costed_net_amount: money; net amount of those lines; null when none has
-- column freight_amount: money; freight borne; null when none is known
-- column rebate_amount: money; rebates granted; null when none is known
-- column quantity: ratio; units; null when none is known
-- column line_count: count; lines
-- column sale_line_count: count; lines of kind sale
-- column return_line_count: count; lines of kind return
-- column rush_line_count: count; lines of rush orders
select
  a.account_key,
  r.month_on,
  r.category,
  r.currency,
  -- Sums leave the rollup at twice the width that they need; every later sum is faster over the narrow ones.
  cast(r.net_amount as exact) as net_amount,
  cast(r.local_amount as exact) as local_amount,
  cast(r.credit_amount as exact) as credit_amount,
  cast(r.list_amount as exact) as list_amount,
  cast(r.listed_net_amount as exact) as listed_net_amount,
  cast(r.cost_amount as exact) as cost_amount,
  cast(r.costed_net_amount as exact) as costed_net_amount,
  cast(r.freight_amount as exact) as freight_amount,
  cast(r.rebate_amount as exact) as rebate_amount,
  cast(r.quantity as exact) as quantity,
  cast(r.line_count as integer) as line_count,
  cast(r.sale_line_count as integer) as sale_line_count,
  cast(r.return_line_count as integer) as return_line_count,
  cast(r.rush_line_count as integer) as rush_line_count
from
  rollups.account_months as r
  inner join accounts as a on a.account_id = r.account_id
order by
  a.account_key,
  r.month_on
