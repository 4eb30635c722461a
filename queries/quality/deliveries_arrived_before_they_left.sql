-- question: Which deliveries arrived before they left?
-- grain: one row per delivery
-- reads: staged.deliveries
-- of: deliveries
-- needs: deliveries.shipped_on, deliveries.delivered_on
-- found: arrived before they left
-- treatment: flagged
-- rule: The day of arrival decides whether a delivery was late.
-- column row_id: id; the delivery
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  delivery_id as row_id,
  source_file,
  source_line
from
  staged.deliveries
where
  delivered_on < shipped_on
