select
  customer_no as account_id,
  period_start,
  planned_revenue as planned_amount,
  objective,
  success_metric,
  team as owner
from
  plans
