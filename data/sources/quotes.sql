select
  quote_no as quote_id,
  customer_no as account_id,
  quote_date as quoted_on,
  quote_value as amount,
  currency,
  status,
  valid_until,
  order_no as order_id,
  item_group as category
from
  quotes
