select
  agreement_no as agreement_id,
  customer_no as account_id,
  group_no as group_id,
  kind,
  valid_from,
  valid_to,
  item_no as product_id,
  item_group as category,
  agreed_price,
  discount_share,
  currency,
  promised_volume as promised_amount,
  commitment,
  target_share as target
from
  agreements
