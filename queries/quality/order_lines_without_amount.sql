-- question: Which lines have no amount?
-- grain: one row per order line
-- reads: staged.order_lines
-- of: order_lines
-- needs: order_lines.net_amount
-- found: without an amount
-- treatment: kept
-- rule: The line makes an order and adds nothing to revenue.
-- column row_id: id; the order
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  order_id as row_id,
  source_file,
  source_line
from
  staged.order_lines
where
  net_amount is null
