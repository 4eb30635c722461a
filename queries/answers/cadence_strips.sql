-- question: On which days of the last year did each of the named accounts order, up to the day on which risk is read?
-- grain: one row per account or group that is named and ordered in the year to it
-- reads: directory, order_days, account_risk
-- order: account_id
-- param ids: texts; the accounts or groups, the key repeated for several
-- column account_id: id; the account or group
-- column ordered_on: dates; days with an order, oldest first
with
  reading as (
    select
      coalesce(max(risk_on), cast($as_of as date)) as read_on
    from
      account_risk
    where
      as_of = cast($as_of as date)
      and level = $level
  )
select
  d.account_id,
  list_sort(list(o.ordered_on)) as ordered_on
from
  directory as d
  inner join order_days as o on o.level = d.level
  and o.account_key = d.account_key
  cross join reading as r
where
  d.level = $level
  and d.account_id in (
    select
      unnest(cast($ids as varchar[]))
  )
  and o.ordered_on <= r.read_on
  and o.ordered_on > r.read_on - interval 1 year
group by
  d.account_id
