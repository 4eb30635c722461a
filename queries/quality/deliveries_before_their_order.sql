-- question: Which deliveries left or arrived before their order was placed?
-- grain: one row per delivery
-- reads: staged.deliveries, staged.order_lines
-- of: deliveries
-- needs: deliveries.order_id
-- found: made before their order
-- treatment: flagged
-- rule: The delivery is kept with its dates.
-- column row_id: id; the delivery
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  first_lines as (
    select
      order_id,
      min(ordered_on) as ordered_on
    from
      staged.order_lines
    group by
      order_id
  )
select
  d.delivery_id as row_id,
  d.source_file,
  d.source_line
from
  staged.deliveries as d
  inner join first_lines as f on f.order_id = d.order_id
where
  least(d.shipped_on, d.delivered_on) < f.ordered_on
