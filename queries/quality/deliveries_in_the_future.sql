-- question: Which deliveries arrived after the day of the build?
-- grain: one row per delivery
-- reads: staged.deliveries
-- of: deliveries
-- needs: deliveries.delivered_on
-- found: delivered after the day of the build
-- treatment: flagged
-- rule: The delivery is kept with its dates.
-- param today: date; day of the build
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
  delivered_on > cast($today as date)
