-- question: Which orders have no line?
-- grain: one row per order
-- reads: staged.order_lines, staged.orders
-- of: orders
-- found: without an order line
-- treatment: kept
-- rule: The order is shown with its status; it brings no revenue.
-- column row_id: id; the order
-- column amount: money; amount of the order, where it has one
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  order_id as row_id,
  amount,
  source_file,
  source_line
from
  staged.orders
where
  order_id not in (
    select
      order_id
    from
      staged.order_lines
  )
