-- question: Which values does each dimension have, and how many accounts stand behind each?
-- grain: one row per dimension and value
-- reads: account_risk, account_windows, account_values, asked_branches, asked_months, asked_tiers
-- order: dimension, -accounts, value
-- param dimension: only the values of this one; all dimensions where it is not given
-- column dimension: text; name of the dimension, as a filter takes it
-- column value: text; one of its values
-- column accounts: count; accounts or groups of which a branch has the value, among those that match the filters
with
  single_values as (
    select
      v.account_key,
      v.dimension,
      v.value
    from
      account_values as v
    where
      coalesce($dimension, v.dimension) = v.dimension
      and (
        v.dimension <> 'category'
        or v.value in (
          select distinct
            category
          from
            asked_months
        )
      )
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
    union all
    select
      b.branch_key as account_key,
      'risk_level' as dimension,
      r.risk_level as value
    from
      account_risk as r
      inner join asked_branches as b on b.level = r.level
      and b.account_key = r.account_key
    where
      r.as_of = $as_of
      and r.risk_level is not null
      and coalesce($dimension, 'risk_level') = 'risk_level'
  )
select
  v.dimension,
  v.value,
  cast(count(distinct b.account_key) as integer) as accounts
from
  asked_branches as b
  inner join single_values as v on v.account_key = b.branch_key
  inner join account_windows as w on w.account_key = b.account_key
group by
  v.dimension,
  v.value
