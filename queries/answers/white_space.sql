-- question: What would each account or group buy of a category if it bought as its peers do?
-- grain: one row per account or group with purchases in the window, and category of its peers of which it buys less than their
--   lower quartile, or nothing
-- reads: asked_windows, asked_branches, directory
-- order: -gap_conservative, account_id, category
-- total revenue: sum(revenue)
-- total gap_conservative: sum(gap_conservative)
-- total gap_stretch: sum(gap_stretch)
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
  chosen as (
    select
      account_key,
      total,
      peer_group,
      case
        when peer_group = 'segment' then segment
      end as segment,
      case
        when peer_group <> 'all' then octave
      end as octave
    from
      placed
  ),
  chosen_groups as (
    select
      g.segment,
      g.octave,
      g.members,
      row_number() over () as group_no
    from
      peer_groups as g
    where
      exists (
        select
          1
        from
          chosen as c
        where
          c.segment is not distinct from g.segment
          and c.octave is not distinct from g.octave
      )
  ),
  shares as (
    -- The buyers of each group and category in the order of their shares.
    select
      g.group_no,
      c.category,
      m.account_key,
      cast(c.revenue as double) / m.total as share,
      row_number() over (
        partition by
          g.group_no,
          c.category
        order by
          c.revenue / m.total,
          m.account_key
      ) as place
    from
      memberships as m
      inner join chosen_groups as g on g.segment is not distinct from m.segment
      and g.octave is not distinct from m.octave
      inner join bought as c on c.account_key = m.account_key
    where
      c.revenue > 0
  ),
  group_categories as (
    select
      s.group_no,
      s.category,
      any_value(g.members) as members,
      count(*) as buyers
    from
      shares as s
      inner join chosen_groups as g on g.group_no = s.group_no
    group by
      s.group_no,
      s.category
  ),
  compared as (
    -- An account is no peer of itself: its own place is left out. Who buys it may have a gap only up to the lower quartile.
    select
      c.account_key,
      c.total,
      c.peer_group,
      k.group_no,
      k.category,
      coalesce(cast(b.revenue as double), 0) as revenue,
      b.account_key is not null
      and b.revenue <= 0 as is_lost,
      greatest(coalesce(cast(b.revenue as double), 0), 0) / c.total as own_share,
      k.members - 1 as peers,
      k.buyers - if (o.place is null, 0, 1) as buyers,
      coalesce(o.place, 0) as own_place
    from
      chosen as c
      inner join chosen_groups as g on g.segment is not distinct from c.segment
      and g.octave is not distinct from c.octave
      inner join group_categories as k on k.group_no = g.group_no
      left join bought as b on b.account_key = c.account_key
      and b.category = k.category
      left join shares as o on o.group_no = k.group_no
      and o.category = k.category
      and o.account_key = c.account_key
    where
      o.place is null
      or k.members - k.buyers + o.place - 1 <= ceil(0.25 * (k.members - 2))
  ),
  cases as (
    select distinct
      group_no,
      category,
      own_place,
      peers,
      buyers
    from
      compared
    where
      buyers > 0
  ),
  sought as (
    -- Places among the peers, those that do not buy first, at zero; between two places a quantile is interpolated.
    select
      group_no,
      category,
      own_place,
      unnest(
        [
          {
            quantile: 'median',
            part: 0.5 * (buyers - 1) - floor(0.5 * (buyers - 1)),
            low: floor(0.5 * (buyers - 1)) + 1,
            high: ceil(0.5 * (buyers - 1)) + 1
          },
          {
            quantile: 'q25',
            part: 0.25 * (peers - 1) - floor(0.25 * (peers - 1)),
            low: floor(0.25 * (peers - 1)) + 1 - (peers - buyers),
            high: ceil(0.25 * (peers - 1)) + 1 - (peers - buyers)
          },
          {
            quantile: 'q75',
            part: 0.75 * (peers - 1) - floor(0.75 * (peers - 1)),
            low: floor(0.75 * (peers - 1)) + 1 - (peers - buyers),
            high: ceil(0.75 * (peers - 1)) + 1 - (peers - buyers)
          }
        ]
      ) as at
    from
      cases
  ),
  looked_up as (
    select
      w.group_no,
      w.category,
      w.own_place,
      w.at.quantile as quantile,
      coalesce(l.share, 0) + (coalesce(h.share, 0) - coalesce(l.share, 0)) * w.at.part as share
    from
      sought as w
      left join shares as l on l.group_no = w.group_no
      and l.category = w.category
      and l.place = w.at.low + if (
        w.own_place > 0
        and w.at.low >= w.own_place,
        1,
        0
      )
      left join shares as h on h.group_no = w.group_no
      and h.category = w.category
      and h.place = w.at.high + if (
        w.own_place > 0
        and w.at.high >= w.own_place,
        1,
        0
      )
  ),
  quantiles as (
    select
      group_no,
      category,
      own_place,
      max(share) filter(quantile = 'median') as median_share,
      max(share) filter(quantile = 'q25') as q25_share,
      max(share) filter(quantile = 'q75') as q75_share
    from
      looked_up
    group by
      group_no,
      category,
      own_place
  ),
  measured as (
    select
      c.account_key,
      c.total,
      c.peer_group,
      c.category,
      c.revenue,
      c.is_lost,
      c.own_share,
      c.peers,
      c.buyers / c.peers as peer_penetration,
      q.median_share,
      q.q25_share,
      q.q75_share
    from
      compared as c
      inner join quantiles as q on q.group_no = c.group_no
      and q.category = c.category
      and q.own_place = c.own_place
  )
select
  d.account_id,
  d.name,
  m.category,
  cast(m.revenue as exact) as revenue,
  m.own_share,
  cast(m.peers as integer) as peers,
  m.peer_group,
  m.peer_penetration,
  m.median_share,
  m.q75_share,
  cast(m.peer_penetration * greatest(m.median_share * m.total - m.revenue, 0) as exact) as gap_conservative,
  cast(greatest(m.q75_share * m.total - m.revenue, 0) as exact) as gap_stretch,
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
