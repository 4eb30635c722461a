select
  customer_no as account_id,
  contact_date as happened_on,
  level,
  direction,
  kind,
  team as owner
from
  touchpoints
