-- question: Which deliveries brought more than was ordered?
-- grain: one row per delivery
-- reads: staged.deliveries
-- of: deliveries
-- needs: deliveries.quantity, deliveries.ordered_quantity
-- found: of more than was ordered
-- treatment: kept
-- rule: The delivery counts as in full.
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
  quantity > ordered_quantity
