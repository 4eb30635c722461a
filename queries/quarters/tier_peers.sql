-- question: Which share of its purchases does each category have among accounts of one segment and size?
-- grain: one row per level, peer group and category
-- reads: tier_categories, directory
-- param held_share: share; how much of the twelve months the history holds
-- column level: text; `account` or `group`
-- column segment: text; segment of the peers; null where they are of any
-- column octave: integer; size of the peers: half to twice 2^octave of purchases; null where they are of any
-- column category: text; the category
-- column peers: count; accounts in the peer group
-- column buyers: count; those that bought the category
-- column median_share: share; median share of the category among its buyers
-- column q25_share: share; lower quartile of the share among all peers
-- column q75_share: share; upper quartile of the share among all peers
with
  thresholds as (
    select
      10 as least_peers
  ),
  totals as (
    select
      c.level,
      c.account_key,
      coalesce(d.segment, '') as segment,
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
  memberships as (
    -- An account counts as peer in each group whose middle lies between half and twice its own purchases.
    select
      t.level,
      t.account_key,
      t.total,
      s.segment,
      o.octave
    from
      totals as t,
      unnest(
        range(
          cast(ceil(log2(t.total / cast($held_share as double))) as bigint) - 1,
          cast(floor(log2(t.total / cast($held_share as double))) as bigint) + 2
        )
      ) as o (octave),
      unnest([t.segment, null]) as s (segment)
    union all
    select
      level,
      account_key,
      total,
      null as segment,
      null as octave
    from
      totals
  ),
  peer_groups as (
    select
      m.level,
      m.segment,
      m.octave,
      count(*) as peers
    from
      memberships as m
      cross join thresholds as t
    group by
      m.level,
      m.segment,
      m.octave
    having
      count(*) >= max(t.least_peers)
      or m.octave is null
  ),
  shares as (
    select
      m.level,
      m.segment,
      m.octave,
      c.category,
      list_sort(list(cast(c.revenue as double) / m.total)) as sorted
    from
      memberships as m
      inner join tier_categories as c on c.level = m.level
      and c.account_key = m.account_key
    where
      c.revenue > 0
    group by
      m.level,
      m.segment,
      m.octave,
      c.category
  ),
  placed as (
    -- Peers that did not buy stand before the buyers with a share of zero; only the places next to a quartile are looked up.
    select
      s.level,
      s.segment,
      s.octave,
      s.category,
      g.peers,
      len(s.sorted) as buyers,
      s.sorted,
      g.peers - len(s.sorted) as others,
      0.25 * (g.peers - 1) as q25_place,
      0.75 * (g.peers - 1) as q75_place
    from
      shares as s
      inner join peer_groups as g on g.level = s.level
      and g.segment is not distinct from s.segment
      and g.octave is not distinct from s.octave
  ),
  looked_up as (
    select
      level,
      segment,
      octave,
      category,
      peers,
      buyers,
      list_median(sorted) as median_share,
      q25_place - floor(q25_place) as q25_part,
      q75_place - floor(q75_place) as q75_part,
      coalesce(sorted[nullif(greatest(cast(floor(q25_place) as bigint) - others + 1, 0), 0)], 0) as q25_low,
      coalesce(sorted[nullif(greatest(cast(ceil(q25_place) as bigint) - others + 1, 0), 0)], 0) as q25_high,
      coalesce(sorted[nullif(greatest(cast(floor(q75_place) as bigint) - others + 1, 0), 0)], 0) as q75_low,
      coalesce(sorted[nullif(greatest(cast(ceil(q75_place) as bigint) - others + 1, 0), 0)], 0) as q75_high
    from
      placed
  )
select
  level,
  segment,
  cast(octave as integer) as octave,
  category,
  cast(peers as integer) as peers,
  cast(buyers as integer) as buyers,
  median_share,
  q25_low + (q25_high - q25_low) * q25_part as q25_share,
  q75_low + (q75_high - q75_low) * q75_part as q75_share
from
  looked_up
