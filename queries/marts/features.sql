-- question: Which columns does the data hold, so that what needs the others is null instead of zero?
-- grain: one row
-- reads: account_months, accounts
-- column has_amount: boolean; whether any line has an amount
-- column has_cost: boolean; whether any line has a cost
-- column has_list: boolean; whether any line has a list amount
-- column has_category: boolean; whether any line has a category
-- column has_quantity: boolean; whether any line has a quantity
-- column currency_count: count; currencies among the lines
-- column has_group_level: boolean; whether any account is in a group of another id or name; where none is, groups are the accounts
--   again, and the marts hold accounts only
select
  coalesce(bool_or(net_amount is not null), false) as has_amount,
  coalesce(bool_or(cost_amount is not null), false) as has_cost,
  coalesce(bool_or(list_amount is not null), false) as has_list,
  coalesce(bool_or(category is not null), false) as has_category,
  coalesce(bool_or(quantity is not null), false) as has_quantity,
  count(distinct currency) as currency_count,
  (
    select
      count(*) > 0
    from
      accounts
    where
      group_id <> account_id
      or group_name <> name
  ) as has_group_level
from
  account_months
