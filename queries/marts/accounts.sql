-- question: Which accounts are there, in which group, with which dimensions?
-- grain: one row per account of the order lines or of the accounts entity
-- reads: staged.accounts, rollups.order_accounts
-- column account_key: integer; number of the account in the order of account_id; changes from build to build
-- column group_key: integer; number of its group
-- column account_id: id; the account
-- column name: text; its name, else its id
-- column group_id: id; its group, else the account itself
-- column group_name: text; name of the group, else of the account
with
  ids as (
    select
      account_id
    from
      staged.accounts
    union
    select
      account_id
    from
      rollups.order_accounts
  ),
  one_each as (
    -- Where the entity names an account twice, its first row counts; check tells how many do.
    select
      * exclude (source_file, source_line)
    from
      staged.accounts
    qualify
      row_number() over (
        partition by
          account_id
        order by
          source_line nulls last,
          name
      ) = 1
  ),
  described as (
    select
      i.account_id,
      coalesce(a.name, i.account_id) as name,
      coalesce(a.group_id, i.account_id) as group_id,
      coalesce(
        a.group_name,
        case
          when a.group_id is null then a.name
          else a.group_id
        end,
        i.account_id
      ) as group_name,
      a.* exclude (account_id, name, group_id, group_name)
    from
      ids as i
      left join one_each as a on a.account_id = i.account_id
  )
select
  cast(
    row_number() over (
      order by
        account_id
    ) as integer
  ) as account_key,
  cast(
    dense_rank () over (
      order by
        group_id
    ) as integer
  ) as group_key,
  described.*
from
  described
order by
  account_key
