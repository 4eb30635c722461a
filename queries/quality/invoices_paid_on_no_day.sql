-- question: Which invoices were paid on no day that is known?
-- grain: one row per invoice
-- reads: staged.invoices
-- of: invoices
-- needs: invoices.paid_amount, invoices.paid_on
-- found: paid on no day that is known
-- treatment: kept
-- rule: What was paid counts; the days to pay are not known.
-- column row_id: id; the invoice
-- column amount: money; what was paid
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  invoice_id as row_id,
  paid_amount as amount,
  source_file,
  source_line
from
  staged.invoices
where
  paid_amount > 0
  and paid_on is null
