-- question: Which products are behind each step of the bridge of margin?
-- grain: one row per value of the asked dimension and product (category, for lines without a product) with costed lines
-- reads: asked_windows, product_effects
-- order: -margin_change, product_id, category, by_value
-- list: yes
-- param by: text; `category` or a dimension of the accounts, as of the bridge
-- param value: text; only this value of it
-- param role: text; only products in this role
-- total margin: sum(margin)
-- total prior_margin: sum(prior_margin)
-- total margin_change: sum(margin_change)
-- total price_amount: sum(price_amount)
-- total cost_amount: sum(cost_amount)
-- total quantity_amount: sum(quantity_amount)
-- total new_amount: sum(new_amount)
-- total lost_amount: sum(lost_amount)
-- total returns_amount: sum(returns_amount)
-- total uncosted_amount: sum(uncosted_amount)
-- total fx_amount: sum(fx_amount)
-- total costed_revenue: sum(costed_revenue)
-- total prior_costed_revenue: sum(prior_costed_revenue)
-- column by_value: text; value of the dimension that was asked for; null when none was, or the lines have none
-- column product_id: id; the product; null where the lines name none
-- column product_name: text; its name; null where the source has none
-- column category: text; its category; null where the lines have none
-- column role: text; `continuing`, `new`, `lost`, `coverage` (sold in both windows, costed in one) or `returns`; null where there is no
--   prior window
-- column margin: money; margin in the window, 0 where nothing is costed
-- column prior_margin: money; margin in the prior window, 0 where nothing is costed
-- column margin_change: money; their difference
-- column price_amount: money; its part of the step `price`; null where there is no prior window
-- column cost_amount: money; its part of the step `cost`; null where there is no prior window
-- column quantity_amount: money; its part of the steps `volume` and `mix` together, which no single product has apart; null where there
--   is no prior window
-- column new_amount: money; its part of the step `new_products`; null where there is no prior window
-- column lost_amount: money; its part of the step `lost_products`; null where there is no prior window
-- column returns_amount: money; its part of the step `returns`; null where there is no prior window
-- column uncosted_amount: money; its part of the step `uncosted`; null where there is no prior window
-- column fx_amount: money; its part of the step `fx`; null where there is no prior window
-- column costed_revenue: money; net amount of its costed lines in the window; null when none is costed
-- column prior_costed_revenue: money; the same in the prior window; null when none is costed
-- column is_measured: boolean; whether all of its sales have a quantity, so that price and volume can be told apart
select
  by_value,
  product_id,
  product_name,
  category,
  role,
  cast(coalesce(margin, 0) as exact) as margin,
  cast(coalesce(prior_margin, 0) as exact) as prior_margin,
  cast(coalesce(margin, 0) - coalesce(prior_margin, 0) as exact) as margin_change,
  cast(price_effect as exact) as price_amount,
  cast(cost_effect as exact) as cost_amount,
  cast(quantity_effect as exact) as quantity_amount,
  cast(new_effect as exact) as new_amount,
  cast(lost_effect as exact) as lost_amount,
  cast(returns_effect as exact) as returns_amount,
  cast(uncosted_effect as exact) as uncosted_amount,
  cast(fx_effect as exact) as fx_amount,
  costed_revenue,
  prior_costed_revenue,
  is_measured
from
  product_effects
where
  (
    $value is null
    or by_value = $value
  )
  and (
    $role is null
    or role = $role
  )
