-- Credit notes are invoices with a negative amount.
select
  invoice_no as invoice_id,
  customer_no as account_id,
  invoice_date as issued_on,
  net_amount as amount,
  currency,
  due_date as due_on,
  paid_amount,
  paid_date as paid_on,
  order_no as order_id
from
  invoices
