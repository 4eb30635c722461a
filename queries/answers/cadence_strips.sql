-- question: On which days of the last year did each of the named accounts order?
-- grain: one row per account or group that is named and ordered in the year to as_of
-- reads: directory, order_days
-- order: account_id
-- param ids: texts; the accounts or groups, the key repeated for several
-- column account_id: id; the account or group
-- column ordered_on: dates; days with an order, oldest first
select
  d.account_id,
  list_sort(list(o.ordered_on)) as ordered_on
from
  directory as d
  inner join order_days as o on o.level = d.level
  and o.account_key = d.account_key
where
  d.level = $level
  and d.account_id in (
    select
      unnest(cast($ids as varchar[]))
  )
  and o.ordered_on <= cast($as_of as date)
  and o.ordered_on > cast($as_of as date) - interval 1 year
group by
  d.account_id
