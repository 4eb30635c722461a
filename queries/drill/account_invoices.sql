-- question: What was the account invoiced, and what of it is unpaid or overdue?
-- grain: one row per invoice or credit note
-- reads: asked_branches, invoices, directory
-- order: -issued_on, invoice_id, account_id
-- param account_id: id; the account or group
-- param invoice_id: id; only the one of this number
-- total amount: sum(amount)
-- total paid_amount: sum(paid_amount)
-- total open_amount: sum(open_amount)
-- column invoice_id: id; the invoice
-- column account_id: id; the account; of a group, its branch
-- column name: text; its name
-- column issued_on: date; day of issue
-- column amount: money; amount due, in the reporting currency
-- column currency: text; currency of the invoice
-- column local_amount: money; the amount in it
-- column due_on: date; day it is due; null where there is none
-- column paid_amount: money; amount paid so far, in the reporting currency; null where not known
-- column open_amount: money; amount - paid_amount; null where it is not known what was paid
-- column paid_on: date; day of the last payment; null where there was none
-- column days_to_pay: days; from issue to the last payment; null where there was none
-- column days_overdue: days; since it was due; null where it is settled, not due, or not known what was paid
-- column is_overdue: boolean; whether it is due and not settled; null where there is no day, or not known what was paid
-- column order_id: id; the order it bills; null where it names none
with
  moments as (
    -- What is due is due by the calendar: of a day in the past, as it was then.
    select
      coalesce($asked_as_of::date, $today::date) as asked_on
  )
select
  e.invoice_id,
  d.account_id,
  d.name,
  e.issued_on,
  e.amount,
  e.currency,
  e.local_amount,
  e.due_on,
  e.paid_amount,
  cast(e.amount - e.paid_amount as exact) as open_amount,
  e.paid_on,
  cast(e.paid_on - e.issued_on as integer) as days_to_pay,
  case
    when e.amount > e.paid_amount
    and e.due_on < m.asked_on then cast(m.asked_on - e.due_on as integer)
  end as days_overdue,
  e.amount > e.paid_amount
  and e.due_on < m.asked_on as is_overdue,
  e.order_id
from
  invoices as e
  inner join asked_branches as b on b.branch_key = e.account_key
  inner join directory as d on d.level = 'account'
  and d.account_key = b.branch_key
  cross join moments as m
where
  coalesce($invoice_id::varchar, e.invoice_id) = e.invoice_id
  and e.issued_on <= m.asked_on
  and e.issued_on >= coalesce($asked_from::date, e.issued_on)
  and e.issued_on < coalesce($asked_to::date, date '9999-12-31')
