-- question: Which invoices were paid beyond their amount?
-- grain: one row per invoice
-- reads: staged.invoices
-- of: invoices
-- needs: invoices.paid_amount
-- found: paid beyond the amount
-- treatment: flagged
-- rule: The invoice counts as paid and is never overdue; the excess is an open amount below zero.
-- column row_id: id; the invoice
-- column amount: money; what was paid beyond the amount
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  invoice_id as row_id,
  paid_amount - amount as amount,
  source_file,
  source_line
from
  staged.invoices
where
  paid_amount > amount
  and amount >= 0
