-- Sales, returns and credit notes; a cancelled order is a sale and a credit that takes it back.
select
  order_no as order_id,
  line_no,
  customer_no as account_id,
  order_date as ordered_on,
  entry_date as entered_on,
  case line_type
    when 'S' then 'sale'
    when 'R' then 'return'
    when 'C' then 'credit'
  end as kind,
  item_no as product_id,
  item_name as product_name,
  item_group as category,
  qty as quantity,
  round(list_price * qty, 2) as list_amount,
  net_value as net_amount,
  cost_value as cost_amount,
  freight_value as freight_amount,
  bonus_value as rebate_amount,
  currency,
  express as is_rush
from
  lines
