-- question: Which categories that others buy has each account or group not bought for twelve months, and what may come of it?
-- grain: one row per account or group with revenue in the twelve months up to as_of, list and category, at most three of each list
-- reads: asked_windows, asked_branches, directory
-- order: -expected_amount, -revenue, account_id, list, -peer_share, category
-- param list: all | win_back | never_bought; rows of one list, or of both
-- total expected_amount: sum(expected_amount)
-- column account_id: id; the account or group
-- column name: text; its name
-- column list: text; `win_back`: it bought the category before the twelve months; `never_bought`: it never did
-- column category: text; the category
-- column chance: share; chance that it buys the category within a year: its own where the list may be ranked; for win_back else the share of
--   all such cells that was bought in the last year; null for never_bought where the check failed or is not possible, and for
--   win_back where under 20 were bought
-- column expected_amount: money; chance × what a first year of the category brings an account of its size; null where the list did not pass
--   its check
-- column revenue: money; net revenue of the account or group in the twelve months
-- column last_bought_month: month; last month in which it bought the category; null for never_bought
-- column peers: count; other accounts of its size: half to twice its octave of revenue
-- column peer_share: share; of them, those that bought the category in the twelve months; null where there are none
-- column check_ratio: ratio; what the same rule of a year before promised of the list / what came since; null where the history is too short or
--   nothing came
-- column check_auc: ratio; of pairs of a cell that was bought since and one that was not, the share that the rule put in the right order; null
--   where the history is too short, or all or none were bought
with
  thresholds as (
    select
      3 as most_of_list
  ),
  asked as (
    select
      c.month_no,
      w.as_of,
      (
        select
          any_value(level)
        from
          asked_branches
      ) as level
    from
      asked_windows as w
      inner join main.calendar as c on c.month_end_on = w.as_of
  ),
  fits as (
    select
      f.*
    from
      main.white_space_fits as f
      inner join asked as a on a.level = f.level
      and f.fit_on <= a.as_of
    qualify
      f.fit_on = max(f.fit_on) over ()
  ),
  holders as (
    select
      w.account_key,
      w.revenue,
      w.order_days
    from
      main.account_windows as w
      inner join asked as a on a.level = w.level
      and a.as_of = w.as_of
    where
      w.revenue > 0
  ),
  purchases as (
    select
      b.account_key,
      m.category,
      coalesce(sum(m.net_amount) filter(c.month_no > a.month_no - 12), 0) as bought,
      coalesce(sum(greatest(m.net_amount, 0)) filter(c.month_no <= a.month_no - 12), 0) as bought_before,
      max(m.month_on) filter(
        c.month_no <= a.month_no - 12
        and m.net_amount > 0
      ) as last_bought_month
    from
      main.account_months as m
      inner join main.calendar as c on c.month_on = m.month_on
      inner join asked as a on c.month_no <= a.month_no
      inner join main.branches as b on b.level = a.level
      and b.branch_key = m.account_key
    where
      m.category is not null
    group by
      b.account_key,
      m.category
  ),
  held_purchases as (
    select
      p.account_key,
      p.category,
      p.bought,
      p.bought_before,
      p.last_bought_month,
      h.revenue
    from
      purchases as p
      inner join holders as h on h.account_key = p.account_key
  ),
  breadths as (
    select
      account_key,
      count(*) as categories
    from
      held_purchases
    where
      bought > 0
    group by
      account_key
  ),
  category_buyers as (
    select
      category,
      ln((count(*) + 1) / (any_value(s.holders) - count(*) + 1)) as penetration
    from
      held_purchases
      cross join (
        select
          count(*) as holders
        from
          holders
      ) as s
    where
      bought > 0
    group by
      category
  ),
  octaves as (
    -- An account is a peer in each octave whose middle lies between half and twice its revenue.
    select
      h.account_key,
      unnest(range(cast(ceil(log2(h.revenue)) as bigint) - 1, cast(floor(log2(h.revenue)) as bigint) + 2)) as octave
    from
      holders as h
  ),
  octave_sizes as (
    select
      octave,
      count(*) as members
    from
      octaves
    group by
      octave
  ),
  octave_buyers as (
    select
      o.octave,
      p.category,
      count(*) as buyers
    from
      octaves as o
      inner join held_purchases as p on p.account_key = o.account_key
    where
      p.bought > 0
    group by
      o.octave,
      p.category
  ),
  cells as (
    select
      h.account_key,
      h.revenue,
      case
        when p.bought_before > 0 then 'win_back'
        else 'never_bought'
      end as list,
      k.category,
      p.last_bought_month,
      k.penetration,
      ln(greatest(coalesce(b.categories, 1), 1)) as log_categories,
      ln(greatest(h.order_days, 1)) as log_orders,
      ln(h.revenue) as log_revenue,
      cast(round(log2(h.revenue)) as bigint) as octave
    from
      holders as h
      cross join category_buyers as k
      left join purchases as p on p.account_key = h.account_key
      and p.category = k.category
      left join breadths as b on b.account_key = h.account_key
    where
      coalesce(p.bought, 0) <= 0
      and h.account_key in (
        select
          account_key
        from
          asked_branches
      )
  ),
  priced as (
    select
      c.account_key,
      c.revenue,
      c.list,
      c.category,
      c.last_bought_month,
      s.members - 1 as peers,
      coalesce(o.buyers, 0) / nullif(s.members - 1, 0) as peer_share,
      case
        when f.intercept is not null then 1 / (
          1 + exp(
            - (
              f.intercept + f.by_penetration * c.penetration + f.by_categories * c.log_categories + f.by_orders * c.log_orders
            )
          )
        )
        when c.list = 'win_back' then f.observed_share
      end as chance,
      f.smear * exp(f.amount_intercept + f.amount_slope * c.log_revenue + coalesce(e.effect, 0)) as amount,
      f.ratio,
      f.auc
    from
      cells as c
      left join fits as f on f.list = c.list
      left join main.white_space_effects as e on e.level = f.level
      and e.fit_on = f.fit_on
      and e.list = f.list
      and e.category = c.category
      left join octave_sizes as s on s.octave = c.octave
      left join octave_buyers as o on o.octave = c.octave
      and o.category = c.category
  ),
  placed as (
    select
      p.*,
      row_number() over (
        partition by
          p.account_key,
          p.list
        order by
          p.chance * p.amount desc nulls last,
          p.peer_share desc nulls last,
          p.category
      ) as place
    from
      priced as p
  )
select
  d.account_id,
  d.name,
  p.list,
  p.category,
  p.chance,
  cast(p.chance * p.amount as exact) as expected_amount,
  cast(p.revenue as exact) as revenue,
  p.last_bought_month,
  cast(p.peers as integer) as peers,
  p.peer_share,
  p.ratio as check_ratio,
  p.auc as check_auc
from
  placed as p
  cross join thresholds as t
  inner join asked as a on true
  inner join directory as d on d.level = a.level
  and d.account_key = p.account_key
where
  p.place <= t.most_of_list
  and $list in ('all', p.list)
