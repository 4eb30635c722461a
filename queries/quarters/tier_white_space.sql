-- question: How much more would each account or group buy if it bought as its peers did when the model was frozen?
-- grain: one row per level and account or group that buys a category
-- reads: tier_categories, tier_frozen_peers, directory
-- param frozen_id: text; the frozen references that hold
-- param held_share: share; how much of the twelve months the history holds
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column white_space: money; sum over categories of peers' penetration × max(0, median share of buyers × purchases - revenue), where
--   it buys none of the category or less than the peers' lower quartile, and the category is not over half of its purchases; not
--   where it bought the category before and stopped
with
  peer_groups as (
    select
      level,
      segment,
      octave,
      sum(buyers / peers * median_share) as expected_share
    from
      tier_frozen_peers
    where
      frozen_id = $frozen_id
    group by
      level,
      segment,
      octave
  ),
  totals as (
    select
      c.level,
      c.account_key,
      coalesce(d.segment, '') as segment,
      cast(round(log2(cast(sum(c.revenue) as double) / cast($held_share as double))) as integer) as octave,
      cast(sum(c.revenue) as double) as total
    from
      tier_categories as c
      inner join directory as d on d.level = c.level
      and d.account_key = c.account_key
    group by
      c.level,
      c.account_key,
      d.segment
    having
      sum(c.revenue) > 0
  ),
  placed as (
    -- The narrowest group of peers that has enough of them.
    select
      t.level,
      t.account_key,
      t.total,
      case
        when s.level is not null then t.segment
      end as segment,
      case
        when coalesce(s.level, o.level) is not null then t.octave
      end as octave,
      coalesce(s.expected_share, o.expected_share, g.expected_share) as expected_share
    from
      totals as t
      left join peer_groups as s on s.level = t.level
      and s.segment = t.segment
      and s.octave = t.octave
      left join peer_groups as o on o.level = t.level
      and o.segment is null
      and o.octave = t.octave
      left join peer_groups as g on g.level = t.level
      and g.segment is null
      and g.octave is null
  ),
  known as (
    -- A category that it knows takes its place in the peers' sum out, and puts in what is still missing.
    select
      p.level,
      p.account_key,
      sum(
        f.buyers / f.peers * (
          case
            when c.revenue > 0
            and c.revenue / p.total < f.q25_share
            and c.revenue / p.total <= 0.5 then greatest(f.median_share - cast(c.revenue as double) / p.total, 0)
            else 0
          end - f.median_share
        )
      ) as correction
    from
      placed as p
      inner join tier_categories as c on c.level = p.level
      and c.account_key = p.account_key
      inner join tier_frozen_peers as f on f.frozen_id = $frozen_id
      and f.level = p.level
      and f.segment is not distinct from p.segment
      and f.octave is not distinct from p.octave
      and f.category = c.category
    group by
      p.level,
      p.account_key
  )
select
  p.level,
  p.account_key,
  cast(
    greatest(p.total / cast($held_share as double) * (p.expected_share + coalesce(k.correction, 0)), 0) as exact
  ) as white_space
from
  placed as p
  left join known as k on k.level = p.level
  and k.account_key = p.account_key
where
  p.expected_share is not null
