-- question: Which offers were made to whom, and what became of them?
-- grain: one row per quote
-- reads: accounts, staged.quotes
-- column account_key: integer; the account; null where neither a line nor the accounts name it
-- column quote_id: id; the quote
-- column account_id: id; the account as the source names it
-- column quoted_on: date; day of the quote
-- column amount: money; net amount quoted
-- column currency: text; its currency
-- column local_amount: money; the amount in that currency
-- column status: text; `open`, `won`, `lost` or `expired`, else as the source has it; null where it has none
-- column valid_until: date; last day on which it holds; null where there is none
-- column order_id: id; the order it became; null where it became none
-- column category: text; product category; null where it has none
select
  a.account_key,
  e.quote_id,
  e.account_id,
  e.quoted_on,
  e.amount,
  e.currency,
  e.local_amount,
  e.status,
  e.valid_until,
  e.order_id,
  e.category
from
  staged.quotes as e
  left join accounts as a on a.account_id = e.account_id
order by
  a.account_key,
  e.quoted_on,
  e.quote_id,
  e.source_line
