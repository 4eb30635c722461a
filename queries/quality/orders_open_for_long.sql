-- question: Which orders are still open a year after the promised day, when the newest order line was placed?
-- grain: one row per order
-- reads: staged.entity_quality, staged.orders
-- of: orders
-- needs: orders.status, orders.promised_on
-- found: still open a year after the promised day
-- treatment: flagged
-- rule: The order is listed as open; so long past its promise it explains no silence. Close it in the source where it is done.
-- column row_id: id; the order
-- column amount: money; amount of the order, where it has one
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  thresholds as (
    select
      365 as longest_days,
      newest_on
    from
      staged.entity_quality
    where
      entity = 'order_lines'
  )
select
  o.order_id as row_id,
  o.amount,
  o.source_file,
  o.source_line
from
  staged.orders as o
  cross join thresholds as t
where
  o.status = 'open'
  and t.newest_on - o.promised_on > t.longest_days
