-- question: Do the account months hold exactly the amounts and lines that were used?
-- grain: one row per currency that differs
-- reads: account_months, staged.order_lines
-- column currency: text; the currency
-- column difference: money; used less stored, in the reporting currency; null when only the lines differ and no line has an amount
-- column line_difference: count; used less stored
with
  used as (
    select
      currency,
      sum(net_amount) as net_amount,
      count(*) as line_count
    from
      staged.order_lines
    group by
      currency
  ),
  stored as (
    select
      currency,
      sum(net_amount) as net_amount,
      sum(line_count) as line_count
    from
      account_months
    group by
      currency
  )
select
  coalesce(u.currency, s.currency) as currency,
  cast(coalesce(u.net_amount, 0) - coalesce(s.net_amount, 0) as exact) as difference,
  cast(coalesce(u.line_count, 0) - coalesce(s.line_count, 0) as bigint) as line_difference
from
  used as u
  full join stored as s on s.currency = u.currency
where
  coalesce(u.net_amount, 0) <> coalesce(s.net_amount, 0)
  or coalesce(u.line_count, 0) <> coalesce(s.line_count, 0)
