-- question: Who is each account or group, and what are its dimensions?
-- grain: one row per level and account or group; every dimension of the accounts is a further column
-- reads: accounts, features
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column account_id: id; its id
-- column name: text; its name
-- column group_id: id; its group
-- column group_name: text; the group's name
-- column branch_count: count; accounts that it is made of
with
  dimensions as (
    select
      group_key,
      cast(
        columns (* exclude (account_key, group_key, account_id, name, group_id, group_name, since_on, referred_by)) as varchar
      )
    from
      accounts
  ),
  group_dimensions as (
    -- A group shows a dimension's value when all its branches agree.
    select
      group_key,
      case
        when count(columns (* exclude (group_key))) = 0 then null
        when count(columns (* exclude (group_key))) = count(*)
        and min(columns (* exclude (group_key))) = max(columns (* exclude (group_key))) then min(columns (* exclude (group_key)))
        else 'mixed'
      end
    from
      dimensions
    group by
      group_key
  ),
  group_names as (
    select
      group_key,
      min(group_id) as group_id,
      min(group_name) as group_name,
      count(*) as branch_count
    from
      accounts
    group by
      group_key
  )
select
  'account' as level,
  account_key,
  account_id,
  name,
  group_id,
  group_name,
  1 as branch_count,
  cast(
    columns (* exclude (account_key, group_key, account_id, name, group_id, group_name, since_on, referred_by)) as varchar
  )
from
  accounts
union all
by name
select
  'group' as level,
  n.group_key as account_key,
  n.group_id as account_id,
  n.group_name as name,
  n.group_id,
  n.group_name,
  cast(n.branch_count as integer) as branch_count,
  d.* exclude (group_key)
from
  group_names as n
  inner join group_dimensions as d on d.group_key = n.group_key
where
  (
    select
      has_group_level
    from
      features
  )
order by
  level,
  account_key
