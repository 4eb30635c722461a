-- question: Through which accounts did concentration change since an earlier month end?
-- grain: one row per kind of comparison, level and month end at which some account had positive revenue, then and now
-- reads: asked_comparisons, account_windows
-- column compare: text; `prior_year` or `prior`
-- column level: text; `account` or `group`
-- column as_of: date; the month end
-- column earlier_as_of: date; the month end it is compared with
-- column hhi_continuing: ratio; change of the squared shares of accounts with positive revenue at both
-- column hhi_entering: ratio; squared shares of accounts with positive revenue now only
-- column hhi_leaving: ratio; less the squared shares of accounts with positive revenue then only
with
  shares as (
    select
      level,
      as_of,
      account_key,
      cast(revenue as double) / cast(positive_revenue as double) as share
    from
      account_windows
    where
      revenue > 0
  ),
  now_shares as (
    select
      c.compare,
      c.as_of,
      c.earlier_as_of,
      s.level,
      s.account_key,
      s.share
    from
      asked_comparisons as c
      inner join shares as s on s.as_of = c.as_of
  ),
  earlier_shares as (
    select
      c.compare,
      c.as_of,
      c.earlier_as_of,
      s.level,
      s.account_key,
      s.share
    from
      asked_comparisons as c
      inner join shares as s on s.as_of = c.earlier_as_of
  )
select
  coalesce(n.compare, e.compare) as compare,
  coalesce(n.level, e.level) as level,
  coalesce(n.as_of, e.as_of) as as_of,
  coalesce(n.earlier_as_of, e.earlier_as_of) as earlier_as_of,
  coalesce(sum(n.share * n.share - e.share * e.share), 0) as hhi_continuing,
  coalesce(sum(n.share * n.share) filter(e.share is null), 0) as hhi_entering,
  coalesce(- sum(e.share * e.share) filter(n.share is null), 0) as hhi_leaving
from
  now_shares as n
  full join earlier_shares as e on e.compare = n.compare
  and e.as_of = n.as_of
  and e.level = n.level
  and e.account_key = n.account_key
group by
  coalesce(n.compare, e.compare),
  coalesce(n.level, e.level),
  coalesce(n.as_of, e.as_of),
  coalesce(n.earlier_as_of, e.earlier_as_of)
having
  count(n.share) > 0
  and count(e.share) > 0
order by
  compare,
  level,
  as_of
