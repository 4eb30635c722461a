-- question: Which returns and credits bring money?
-- grain: one row per order line
-- reads: staged.order_lines
-- of: order_lines
-- needs: order_lines.net_amount
-- found: of kind return or credit with a positive amount
-- treatment: flagged
-- rule: The line stays a return or a credit: it raises revenue and makes no order.
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
  kind <> 'sale'
  and net_amount > 0
