-- question: Which values does each dimension have, and how many accounts stand behind each?
-- grain: one row per dimension and value
-- reads: account_windows, asked_branches, asked_months, asked_tiers, directory
-- order: dimension, -accounts, value
-- param dimension: only the values of this one; all dimensions where it is not given
-- column dimension: text; name of the dimension, as a filter takes it
-- column value: text; one of its values
-- column accounts: count; accounts or groups of which a branch has the value, among those that match the filters
with
  dimensions as (
    -- The empty column keeps the statement whole where the accounts have no dimension at all.
    select
      * exclude (level, account_id, name, group_id, group_name, branch_count),
      cast(null as varchar) as category
    from
      directory
    where
      level = 'account'
  ),
  branch_values as (
    unpivot dimensions on columns (* exclude (account_key)) into name dimension value value
  ),
  single_values as (
    select
      v.account_key,
      v.dimension,
      -- Several owners of one account are its team: each of them is a value.
      unnest(
        case
          when v.dimension = 'owner' then list_transform(string_split(v.value, ';'), lambda part: trim(part))
          else [v.value]
        end
      ) as value
    from
      branch_values as v
    where
      coalesce($dimension, v.dimension) = v.dimension
    union all
    select distinct
      m.account_key,
      'category' as dimension,
      m.category as value
    from
      asked_months as m
    where
      m.category is not null
      and coalesce($dimension, 'category') = 'category'
    union all
    select
      b.branch_key as account_key,
      'tier' as dimension,
      t.tier as value
    from
      asked_tiers as t
      inner join asked_branches as b on b.account_key = t.account_key
    where
      t.tier is not null
      and coalesce($dimension, 'tier') = 'tier'
  )
select
  v.dimension,
  v.value,
  cast(count(distinct b.account_key) as integer) as accounts
from
  asked_branches as b
  inner join single_values as v on v.account_key = b.branch_key
  inner join account_windows as w on w.account_key = b.account_key
where
  v.value <> ''
group by
  v.dimension,
  v.value
