-- question: What was invoiced, and what was paid of it?
-- grain: one row per invoice
-- reads: accounts, staged.invoices
-- column account_key: integer; the account; null where neither a line nor the accounts name it
-- column invoice_id: id; the invoice
-- column account_id: id; the account as the source names it
-- column issued_on: date; day of issue
-- column amount: money; amount due
-- column currency: text; its currency
-- column local_amount: money; the amount in that currency
-- column due_on: date; day it is due; null where there is none
-- column paid_amount: money; amount paid so far; null where not known
-- column paid_on: date; day of the last payment; null where there was none
-- column order_id: id; the order it bills; null where it names none
select
  a.account_key,
  e.invoice_id,
  e.account_id,
  e.issued_on,
  e.amount,
  e.currency,
  e.local_amount,
  e.due_on,
  e.paid_amount,
  e.paid_on,
  e.order_id
from
  staged.invoices as e
  left join accounts as a on a.account_id = e.account_id
order by
  a.account_key,
  e.issued_on,
  e.invoice_id,
  e.source_line
