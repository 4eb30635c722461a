-- question: What did each account buy in each month, by category and currency?
-- grain: one row per account, month, category and currency
-- reads: accounts, rollups.account_months
-- column account_key: integer; the account
-- column month_on: month; first day of the month
-- column category: text; product category; null when the lines have none
-- column currency: text; currency of the lines
select
  a.account_key,
  r.* exclude (account_id)
from
  rollups.account_months as r
  inner join accounts as a on a.account_id = r.account_id
order by
  a.account_key,
  r.month_on
