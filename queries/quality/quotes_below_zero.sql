-- question: Which quotes are of less than nothing?
-- grain: one row per quote
-- reads: staged.quotes
-- of: quotes
-- found: of a negative amount
-- treatment: flagged
-- rule: The quote is kept with its amount.
-- column row_id: id; the quote
-- column amount: money; its amount
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  quote_id as row_id,
  amount,
  source_file,
  source_line
from
  staged.quotes
where
  amount < 0
