-- question: Which sales cost nothing?
-- grain: one row per order line
-- reads: staged.order_lines
-- of: order_lines
-- needs: order_lines.cost_amount, order_lines.net_amount
-- found: sold at a cost of zero
-- treatment: flagged
-- rule: All of the amount counts as margin. Where zero means unknown, make cost_amount null in the source statement.
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
  cost_amount = 0
  and net_amount > 0
