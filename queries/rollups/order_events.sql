-- question: On which days did each account order?
-- grain: one row per account and day with at least one line of kind sale
-- reads: order_lines
-- column account_id: id; the account
-- column ordered_on: date; day of the order event
-- column sale_amount: money; net amount of the day's sale lines; null when no line has an amount
-- column sale_line_count: count; lines of kind sale
-- column entered_on: date; day by which the first of them was entered
select
  account_id,
  ordered_on,
  sum(net_amount) as sale_amount,
  count(*) as sale_line_count,
  min(entered_on) as entered_on
from
  order_lines
where
  -- Credits never make an order event and never reset recency; lines of amount zero do.
  kind = 'sale'
group by
  account_id,
  ordered_on
