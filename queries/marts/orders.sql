-- question: Which orders are there, and what became of them?
-- grain: one row per order of the source
-- reads: accounts, staged.orders
-- column account_key: integer; the account; null where neither a line nor the accounts name it
-- column order_id: id; the order
-- column account_id: id; the account as the source names it
-- column status: text; `open`, `shipped`, `closed` or `cancelled`, else as the source has it; null where it has none
-- column promised_on: date; promised day of delivery; null where there is none
-- column amount: money; net amount as the source gives it; it decides no revenue; null where there is none
select
  a.account_key,
  e.order_id,
  e.account_id,
  e.status,
  e.promised_on,
  e.amount
from
  staged.orders as e
  left join accounts as a on a.account_id = e.account_id
order by
  a.account_key,
  e.order_id,
  e.source_line
