-- question: Which products are behind each step of the bridge of margin?
-- grain: one row per value of the asked dimension and product (category, for lines without a product) with costed lines
-- reads: asked_windows, product_effects
-- order: -margin_change, product_id, category, by_value
-- param by: text; `category` or a dimension of the accounts, as of the bridge
-- param value: text; only this value of it
-- param role: text; only products in this role
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
  cast(coalesce(margin, 0) as decimal(18, 4)) as margin,
  cast(coalesce(prior_margin, 0) as decimal(18, 4)) as prior_margin,
  cast(coalesce(margin, 0) - coalesce(prior_margin, 0) as decimal(18, 4)) as margin_change,
  cast(price_effect as decimal(18, 4)) as price_amount,
  cast(cost_effect as decimal(18, 4)) as cost_amount,
  cast(quantity_effect as decimal(18, 4)) as quantity_amount,
  cast(new_effect as decimal(18, 4)) as new_amount,
  cast(lost_effect as decimal(18, 4)) as lost_amount,
  cast(returns_effect as decimal(18, 4)) as returns_amount,
  cast(uncosted_effect as decimal(18, 4)) as uncosted_amount,
  cast(fx_effect as decimal(18, 4)) as fx_amount,
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
