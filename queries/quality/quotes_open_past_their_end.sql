-- question: Which quotes are still open though they are no longer valid?
-- grain: one row per quote
-- reads: staged.quotes
-- of: quotes
-- needs: quotes.status, quotes.valid_until
-- found: still open past the last day on which they hold
-- treatment: flagged
-- rule: The quote is kept as open; only a quote that still holds explains a silence.
-- param today: date; day of the build
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
  status = 'open'
  and valid_until < cast($today as date)
