-- question: What was sold of each product in each month, at what list, net and cost?
-- grain: one row per product, category, currency and month
-- reads: rollups.product_months
-- column product_id: id; the product; null when the lines name none
-- column month_on: month; first day of the month
select
  *
from
  rollups.product_months
order by
  month_on,
  product_id,
  category,
  currency
