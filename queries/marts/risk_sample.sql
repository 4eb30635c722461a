-- question: From which accounts and groups are norms taken and models learned?
-- grain: one row per level and account or group with an order
-- reads: order_days, directory
-- kept: no
-- param fewest_sampled: integer; how many of a level are taken at least, where it has more
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
with
  ordering as (
    select
      o.level,
      o.account_key,
      any_value(d.account_id) as account_id
    from
      order_days as o
      inner join directory as d on d.level = o.level
      and d.account_key = o.account_key
    group by
      o.level,
      o.account_key
  ),
  strides as (
    -- All of them up to twice as many; above that every second, fourth, … by a hash of the id, so that one account more changes
    -- nothing.
    select
      level,
      cast(pow(2, greatest(0, floor(log2(count(*) / $fewest_sampled::integer)))) as ubigint) as stride
    from
      ordering
    group by
      level
  )
select
  o.level,
  o.account_key
from
  ordering as o
  inner join strides as s on s.level = o.level
where
  hash(o.account_id) % s.stride = 0
