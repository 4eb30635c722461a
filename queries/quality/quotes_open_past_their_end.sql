-- question: Which quotes are still open though they no longer held when the newest order line was placed?
-- grain: one row per quote
-- reads: staged.entity_quality, staged.quotes
-- of: quotes
-- needs: quotes.status, quotes.valid_until
-- found: still open past the last day on which they hold
-- treatment: flagged
-- rule: The quote is kept as open; only a quote that still holds explains a silence.
-- column row_id: id; the quote
-- column amount: money; its amount
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
with
  order_lines as (
    select
      newest_on
    from
      staged.entity_quality
    where
      entity = 'order_lines'
  )
select
  q.quote_id as row_id,
  q.amount,
  q.source_file,
  q.source_line
from
  staged.quotes as q
  cross join order_lines as l
where
  q.status = 'open'
  and q.valid_until < l.newest_on
