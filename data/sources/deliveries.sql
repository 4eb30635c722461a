select
  delivery_no as delivery_id,
  customer_no as account_id,
  order_no as order_id,
  promised_date as promised_on,
  ship_date as shipped_on,
  delivery_date as delivered_on,
  delivered_qty as quantity,
  ordered_qty as ordered_quantity,
  status
from
  deliveries
