-- question: What are the lines of cancelled orders worth?
-- grain: one row per order
-- reads: staged.order_lines, staged.orders
-- of: orders
-- needs: orders.status
-- found: cancelled, though their lines count
-- treatment: flagged
-- rule: A status never changes revenue: the lines count. Leave them out in sources/order_lines.sql where they should not.
-- column row_id: id; the order
-- column amount: money; net amount of their lines
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  order_amounts as (
    select
      order_id,
      sum(net_amount) as net_amount
    from
      staged.order_lines
    group by
      order_id
  )
select
  o.order_id as row_id,
  l.net_amount as amount,
  o.source_file,
  o.source_line
from
  staged.orders as o
  inner join order_amounts as l on l.order_id = o.order_id
where
  o.status = 'cancelled'
  and coalesce(l.net_amount, 1) <> 0
