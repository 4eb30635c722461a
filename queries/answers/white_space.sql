-- question: What would each account or group buy of a category if it bought as its peers do?
-- grain: one row per account or group with purchases in the window, and category of its peers of which it buys less than their
--   lower quartile, or nothing
-- reads: asked_windows, asked_branches, directory
-- order: -gap_conservative, account_id, category
-- column account_id: id; the account or group
-- column name: text; its name
-- column category: text; the category
-- column revenue: money; its net revenue of the category in the window
-- column own_share: share; of its purchases with a category
-- column peers: count; accounts of the same segment and half to twice its octave of size, itself not counted; of any segment, or
--   of any size, where there are fewer than ten
-- column peer_group: text; `segment`, `size` or `all`: how far the peers had to be widened
-- column peer_penetration: share; peers that buy the category
-- column median_share: share; median share of the category among those who buy it
-- column q75_share: share; upper quartile of the share among all peers
-- column gap_conservative: money; peer_penetration × max(0, median_share × purchases - revenue): what is to be expected
-- column gap_stretch: money; max(0, q75_share × purchases - revenue): what the best quarter of peers buy
-- column is_lost: boolean; whether it bought the category before the window: something to win back
with
  thresholds as (
    select
      10 as least_peers,
      0.5 as most_own_share
  ),
  bought as (
    select
      b.level,
      b.account_key,
      m.category,
      sum(if (m.month_on >= w.from_on, m.net_amount, 0)) as revenue
    from
      main.account_months as m
      inner join asked_windows as w on m.month_on < w.to_on
      inner join main.branches as b on b.branch_key = m.account_key
    where
      m.category is not null
      and b.level = (
        select
          any_value(level)
        from
          asked_branches
      )
    group by
      b.level,
      b.account_key,
      m.category
  ),
  totals as (
    select
      t.account_key,
      coalesce(d.segment, '') as segment,
      cast(sum(greatest(t.revenue, 0)) as double) as total
    from
      bought as t
      inner join directory as d on d.level = t.level
      and d.account_key = t.account_key
    group by
      t.account_key,
      d.segment
    having
      sum(greatest(t.revenue, 0)) > 0
  ),
  memberships as (
    select
      t.account_key,
      t.total,
      s.segment,
      o.octave
    from
      totals as t,
      unnest(range(cast(ceil(log2(t.total)) as bigint) - 1, cast(floor(log2(t.total)) as bigint) + 2)) as o (octave),
      unnest([t.segment, null]) as s (segment)
    union all
    select
      account_key,
      total,
      null as segment,
      null as octave
    from
      totals
  ),
  peer_groups as (
    select
      segment,
      octave,
      count(*) as members
    from
      memberships
    group by
      segment,
      octave
  ),
  shares as (
    select
      m.segment,
      m.octave,
      c.category,
      list(
        cast(c.revenue as double) / m.total
        order by
          c.revenue / m.total
      ) as sorted
    from
      memberships as m
      inner join bought as c on c.account_key = m.account_key
    where
      c.revenue > 0
    group by
      m.segment,
      m.octave,
      c.category
  ),
  placed as (
    select
      t.account_key,
      t.total,
      case
        when s.members > h.least_peers then 'segment'
        when o.members > h.least_peers then 'size'
        else 'all'
      end as peer_group,
      t.segment,
      cast(round(log2(t.total)) as bigint) as octave
    from
      totals as t
      cross join thresholds as h
      left join peer_groups as s on s.segment = t.segment
      and s.octave = cast(round(log2(t.total)) as bigint)
      left join peer_groups as o on o.segment is null
      and o.octave = cast(round(log2(t.total)) as bigint)
    where
      t.account_key in (
        select
          account_key
        from
          asked_branches
      )
  ),
  compared as (
    -- Its own share is taken out of the sorted shares of its group; those who do not buy stand before the buyers, at zero.
    select
      p.account_key,
      p.total,
      p.peer_group,
      s.category,
      s.sorted,
      coalesce(cast(b.revenue as double), 0) as revenue,
      b.account_key is not null
      and b.revenue <= 0 as is_lost,
      greatest(coalesce(cast(b.revenue as double), 0), 0) / p.total as own_share,
      g.members - 1 as peers,
      len(s.sorted) - if (b.revenue > 0, 1, 0) as buyers
    from
      placed as p
      inner join peer_groups as g on g.segment is not distinct from if (p.peer_group = 'segment', p.segment, null)
      and g.octave is not distinct from if (p.peer_group = 'all', null, p.octave)
      inner join shares as s on s.segment is not distinct from g.segment
      and s.octave is not distinct from g.octave
      left join bought as b on b.account_key = p.account_key
      and b.category = s.category
  ),
  peers_alone as (
    select
      account_key,
      total,
      peer_group,
      category,
      revenue,
      is_lost,
      own_share,
      peers,
      buyers,
      list_concat(
        list_resize([]::double[], peers - buyers, 0),
        if (
          own_share > 0,
          list_concat(
            list_slice(sorted, 1, list_position(sorted, own_share) - 1),
            list_slice(sorted, list_position(sorted, own_share) + 1, len(sorted))
          ),
          sorted
        )
      ) as peer_shares
    from
      compared
    where
      buyers > 0
  ),
  measured as (
    select
      account_key,
      total,
      peer_group,
      category,
      revenue,
      is_lost,
      own_share,
      peers,
      buyers / peers as peer_penetration,
      list_median(list_slice(peer_shares, peers - buyers + 1, peers)) as median_share,
      list_aggregate(peer_shares, 'quantile_cont', 0.25) as q25_share,
      list_aggregate(peer_shares, 'quantile_cont', 0.75) as q75_share
    from
      peers_alone
  )
select
  d.account_id,
  d.name,
  m.category,
  cast(m.revenue as decimal(18, 4)) as revenue,
  m.own_share,
  cast(m.peers as integer) as peers,
  m.peer_group,
  m.peer_penetration,
  m.median_share,
  m.q75_share,
  cast(m.peer_penetration * greatest(m.median_share * m.total - m.revenue, 0) as decimal(18, 4)) as gap_conservative,
  cast(greatest(m.q75_share * m.total - m.revenue, 0) as decimal(18, 4)) as gap_stretch,
  m.is_lost
from
  measured as m
  cross join thresholds as t
  inner join directory as d on d.level = (
    select
      any_value(level)
    from
      asked_branches
  )
  and d.account_key = m.account_key
where
  m.own_share <= t.most_own_share
  and (
    m.own_share = 0
    or m.own_share < m.q25_share
  )
