-- question: Which accounts make up each account or group?
-- grain: one row per level and account
-- reads: accounts, features
-- column level: text; `account` or `group`; the latter only where groups are not the accounts again
-- column branch_key: integer; account_key of the account
-- column account_key: integer; the account itself, or its group's key
select
  'account' as level,
  account_key as branch_key,
  account_key
from
  accounts
union all
select
  'group' as level,
  account_key as branch_key,
  group_key as account_key
from
  accounts
where
  (
    select
      has_group_level
    from
      features
  )
order by
  level,
  branch_key
