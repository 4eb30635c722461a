-- question: Which price agreements name neither price nor discount?
-- grain: one row per agreement
-- reads: staged.agreements
-- of: agreements
-- found: on prices that name neither price nor discount
-- treatment: flagged
-- rule: The agreement is kept; what it gave away cannot be told.
-- column row_id: id; the agreement
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  agreement_id as row_id,
  source_file,
  source_line
from
  staged.agreements
where
  kind = 'price'
  and agreed_price is null
  and discount_share is null
