-- question: Which lines were entered after the day of the build?
-- grain: one row per order line
-- reads: staged.order_lines
-- of: order_lines
-- needs: order_lines.entered_on
-- found: entered after the day of the build
-- treatment: flagged
-- rule: The line counts in every figure; no backtest sees it.
-- param today: date; day of the build
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
  entered_on > cast($today as date)
