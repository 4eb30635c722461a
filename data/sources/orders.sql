-- Order values are in the account's currency: each at the rate of the month in which it was placed.
select
  orders.order_no as order_id,
  orders.customer_no as account_id,
  orders.status,
  orders.promised_date as promised_on,
  case orders.currency
    when 'EUR' then orders.order_value
    else round(orders.order_value * fx_rates.eur_per_unit, 2)
  end as amount
from
  orders
  asof left join fx_rates on fx_rates.currency = orders.currency
  and fx_rates.valid_from <= orders.order_date
