-- question: Which invoices were paid after the day of the build?
-- grain: one row per invoice
-- reads: staged.invoices
-- of: invoices
-- needs: invoices.paid_on
-- found: paid after the day of the build
-- treatment: flagged
-- rule: The invoice is kept with its dates.
-- param today: date; day of the build
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
  paid_on > cast($today as date)
