-- question: Which lines were converted at a rate of more than three months before?
-- grain: one row per order line
-- reads: staged.order_lines, staged.rates
-- of: order_lines
-- needs: order_lines.currency, fx_rates
-- found: converted at a rate more than three months old
-- treatment: flagged
-- rule: The newest rate of the day or before it is used, however old it is.
-- column row_id: id; the order
-- column amount: money; its net amount
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  thresholds as (
    select
      92 as oldest_days
  )
select
  l.order_id as row_id,
  l.net_amount as amount,
  l.source_file,
  l.source_line
from
  staged.order_lines as l
  cross join thresholds as t
  asof inner join staged.rates as r on r.currency = l.currency
  and r.valid_on <= l.ordered_on
where
  r.valid_on > date '0001-01-01'
  and l.ordered_on - r.valid_on > t.oldest_days
