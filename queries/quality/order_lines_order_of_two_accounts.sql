-- question: Which orders have lines of more than one account?
-- grain: one row per order
-- reads: staged.order_lines
-- of: order_lines
-- noun: order
-- found: with lines of more than one account
-- treatment: flagged
-- rule: Each line counts for the account that it names.
-- column row_id: id; the order
-- column amount: money; net amount of the order
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  order_id as row_id,
  sum(net_amount) as amount,
  any_value(source_file) as source_file,
  min(source_line) as source_line
from
  staged.order_lines
group by
  order_id
having
  min(account_id) <> max(account_id)
