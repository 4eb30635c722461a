-- question: Which values of the dimensions does each account have, so that they can be offered as filters?
-- grain: one row per account, dimension and value; categories and dimensions of the order line are those of its lines
-- reads: accounts, directory, account_months, staged.line_values
-- column account_key: integer; the account
-- column dimension: text; name of the dimension, as a filter takes it
-- column value: text; one of its values
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
  own_values as (
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
      own_values as v
    union all
    select distinct
      m.account_key,
      'category' as dimension,
      m.category as value
    from
      account_months as m
    where
      m.category is not null
    union all
    select
      a.account_key,
      l.dimension,
      l.value
    from
      staged.line_values as l
      inner join accounts as a on a.account_id = l.account_id
  )
select distinct
  account_key,
  dimension,
  value
from
  single_values
where
  value <> ''
order by
  dimension,
  value,
  account_key
