-- question: What was agreed with which account or group, and until when?
-- grain: one row per agreement
-- reads: accounts, staged.agreements
-- column account_key: integer; the account; null where it is a group's, or neither a line nor the accounts name it
-- column group_key: integer; the group it binds; null where nobody names it
-- column agreement_id: id; the agreement
-- column account_id: id; the account as the source names it; null where it is a group's
-- column group_id: id; the group as the source names it; null where it is an account's
-- column kind: text; `price`, `service` or `capacity`
-- column valid_from: date; first day
-- column valid_to: date; last day; null where it is open-ended
-- column product_id: id; product it is about; null where it is about no single one
-- column category: text; product category it is about; null where it is about no single one
-- column agreed_price: money; agreed unit price, in its currency; null where none is agreed
-- column discount_share: share; agreed discount; null where none is agreed
-- column currency: text; its currency; null where the source has none
-- column promised_amount: money; revenue promised in return; null where none is
-- column commitment: text; what we promised; null where nothing is
-- column target: ratio; target of the commitment; null where there is none
with
  groups as (
    select
      group_id,
      min(group_key) as group_key
    from
      accounts
    group by
      group_id
  )
select
  a.account_key,
  coalesce(a.group_key, g.group_key) as group_key,
  e.agreement_id,
  e.account_id,
  e.group_id,
  e.kind,
  e.valid_from,
  e.valid_to,
  e.product_id,
  e.category,
  e.agreed_price,
  e.discount_share,
  upper(trim(e.currency)) as currency,
  e.promised_amount,
  e.commitment,
  e.target
from
  staged.agreements as e
  left join accounts as a on a.account_id = e.account_id
  left join groups as g on g.group_id = e.group_id
order by
  group_key,
  account_key,
  e.valid_from,
  e.agreement_id,
  e.source_line
