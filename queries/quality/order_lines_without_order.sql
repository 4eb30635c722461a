-- question: Which lines belong to an order that the orders do not have?
-- grain: one row per order line
-- reads: staged.order_lines, staged.orders
-- of: order_lines
-- needs: orders
-- found: of an order that the orders do not describe
-- treatment: kept
-- rule: The line counts; its order has no status and no promised day.
-- column row_id: id; the order
-- column amount: money; its net amount
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  order_id as row_id,
  net_amount as amount,
  source_file,
  source_line
from
  staged.order_lines
where
  order_id not in (
    select
      order_id
    from
      staged.orders
  )
