-- question: Which deliveries are of less than nothing?
-- grain: one row per delivery
-- reads: staged.deliveries
-- of: deliveries
-- needs: deliveries.quantity
-- found: of a negative quantity
-- treatment: flagged
-- rule: The delivery is kept with its quantity.
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
  least(quantity, ordered_quantity) < 0
