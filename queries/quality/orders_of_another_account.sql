-- question: Which orders name another account than their lines?
-- grain: one row per order
-- reads: staged.order_lines, staged.orders
-- of: orders
-- found: naming another account than their lines
-- treatment: flagged
-- rule: The lines win: revenue and orders count for the account that the lines name.
-- column row_id: id; the order
-- column amount: money; net amount of the lines of other accounts
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  line_accounts as (
    select
      order_id,
      account_id,
      sum(net_amount) as net_amount
    from
      staged.order_lines
    group by
      order_id,
      account_id
  )
select
  o.order_id as row_id,
  sum(l.net_amount) as amount,
  any_value(o.source_file) as source_file,
  min(o.source_line) as source_line
from
  staged.orders as o
  inner join line_accounts as l on l.order_id = o.order_id
where
  l.account_id <> o.account_id
group by
  o.order_id
