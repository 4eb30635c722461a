-- question: Which lines were sold above their list price?
-- grain: one row per order line
-- reads: staged.order_lines
-- of: order_lines
-- needs: order_lines.list_amount, order_lines.net_amount
-- found: sold above the list price
-- treatment: kept
-- rule: The price realisation is above 1, as it is.
-- column row_id: id; the order
-- column amount: money; what they brought beyond the list price
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  order_id as row_id,
  net_amount - list_amount as amount,
  source_file,
  source_line
from
  staged.order_lines
where
  net_amount > list_amount
  and list_amount > 0
