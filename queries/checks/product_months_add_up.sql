-- question: Do the product months hold the same revenue as the account months?
-- grain: one row per month that differs
-- reads: account_months, product_months
-- column month_on: month; first day of the month
-- column difference: money; products less accounts
with
  by_account as (
    select
      month_on,
      sum(net_amount) as net_amount
    from
      account_months
    group by
      month_on
  ),
  by_product as (
    select
      month_on,
      sum(net_amount) as net_amount
    from
      product_months
    group by
      month_on
  )
select
  coalesce(a.month_on, p.month_on) as month_on,
  cast(coalesce(p.net_amount, 0) - coalesce(a.net_amount, 0) as exact) as difference
from
  by_account as a
  full join by_product as p on p.month_on = a.month_on
where
  coalesce(p.net_amount, 0) <> coalesce(a.net_amount, 0)
