-- question: On which days did each account order, and how many orders began?
-- grain: one row per account and day with at least one line of kind sale
-- reads: order_lines
-- column account_id: id; the account
-- column ordered_on: date; the order day
-- column order_count: count; order numbers whose first sale line is of this account and day
-- column sale_amount: money; net amount of the day's sale lines; null when no line has an amount
-- column sale_line_count: count; lines of kind sale
-- column entered_on: date; day by which the first of them was entered
with
  order_days as (
    select
      order_id,
      account_id,
      ordered_on,
      sum(net_amount) as sale_amount,
      count(*) as sale_line_count,
      min(entered_on) as entered_on
    from
      order_lines
    where
      -- Credits never make an order nor an order day, and never reset recency; lines of amount zero do.
      kind = 'sale'
    group by
      order_id,
      account_id,
      ordered_on
  ),
  placed as (
    -- An order number whose lines name several days or accounts is one order: that of its first line.
    select
      account_id,
      ordered_on,
      sale_amount,
      sale_line_count,
      entered_on,
      row_number() over (
        partition by
          order_id
        order by
          ordered_on,
          account_id
      ) as place
    from
      order_days
  )
select
  account_id,
  ordered_on,
  sum(
    case
      when place = 1 then 1
      else 0
    end
  ) as order_count,
  sum(sale_amount) as sale_amount,
  sum(sale_line_count) as sale_line_count,
  min(entered_on) as entered_on
from
  placed
group by
  account_id,
  ordered_on
