-- question: Which invoices were due before they were issued?
-- grain: one row per invoice
-- reads: staged.invoices
-- of: invoices
-- needs: invoices.due_on
-- found: due before the day of issue
-- treatment: flagged
-- rule: The invoice is kept with both dates.
-- column row_id: id; the invoice
-- column amount: money; its amount
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  invoice_id as row_id,
  amount,
  source_file,
  source_line
from
  staged.invoices
where
  due_on < issued_on
