-- The channel is a dimension of this company's own.
select
  customer_no as account_id,
  customer_name as name,
  group_no as group_id,
  group_name,
  segment,
  industry,
  region,
  country,
  team as owner,
  referred_by,
  customer_since as since_on,
  channel
from
  accounts
