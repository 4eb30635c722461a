-- question: Which quotes were won but name no order?
-- grain: one row per quote
-- reads: staged.quotes
-- of: quotes
-- needs: quotes.status, quotes.order_id
-- found: won but naming no order
-- treatment: kept
-- rule: The quote counts as won.
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
  status = 'won'
  and order_id is null
