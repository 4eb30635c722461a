-- question: What did the key accounts of a year ago bring since, against as many that were simply the largest?
-- grain: one row per choice: `key`, then `largest`
-- reads: asked_levels, asked_windows, asked_branches, tier_history, tier_quarters, account_windows
-- order: place
-- column choice: text; `key`: key accounts of the last quarter that ended before the window began; `largest`: as many that had the
--   most revenue then. Chosen among all, then filtered
-- column place: integer; 1 for key
-- column tier_on: date; last day of that quarter
-- column accounts: count; accounts or groups of the choice
-- column revenue_then: money; their net revenue of the twelve months of then; null when no line has an amount
-- column revenue_since: money; their net revenue in the window; null when no line has an amount
-- column share_since: share; of all revenue in the window; null when it is not positive
-- column still_key: count; how many of them are key in the last closed quarter
with
  chosen_quarter as (
    -- Chosen before the window begins, so that nobody is measured on the year that made them key.
    select
      max(as_of) as tier_on
    from
      tier_quarters
    where
      as_of < cast(
        (
          select
            from_on
          from
            asked_windows
        ) as date
      )
  ),
  newest_quarter as (
    select
      max(as_of) as tier_on
    from
      tier_quarters
    where
      as_of <= cast($as_of as date)
  ),
  then_known as (
    select
      h.account_key,
      h.tier,
      h.revenue,
      q.tier_on,
      row_number() over (
        order by
          h.revenue desc nulls last,
          h.account_key
      ) as place,
      count(*) filter(h.tier = 'key') over () as key_count
    from
      tier_history as h
      inner join chosen_quarter as q on q.tier_on = h.as_of
    where
      h.level = (
        select
          level
        from
          asked_levels
      )
  ),
  choices as (
    select
      'key' as choice,
      1 as place,
      account_key,
      tier_on,
      revenue
    from
      then_known
    where
      tier = 'key'
    union all
    select
      'largest' as choice,
      2 as place,
      account_key,
      tier_on,
      revenue
    from
      then_known
    where
      place <= key_count
  ),
  now_key as (
    select
      h.account_key
    from
      tier_history as h
      inner join newest_quarter as q on q.tier_on = h.as_of
    where
      h.tier = 'key'
      and h.level = (
        select
          level
        from
          asked_levels
      )
  ),
  whole as (
    select
      sum(revenue) as revenue
    from
      account_windows
  )
select
  c.choice,
  c.place,
  c.tier_on,
  cast(count(*) as integer) as accounts,
  cast(sum(c.revenue) as exact) as revenue_then,
  cast(sum(w.revenue) as exact) as revenue_since,
  case
    when any_value(t.revenue) > 0 then cast(coalesce(sum(w.revenue), 0) / any_value(t.revenue) as double)
  end as share_since,
  cast(count(k.account_key) as integer) as still_key
from
  choices as c
  cross join whole as t
  left join account_windows as w on w.account_key = c.account_key
  left join now_key as k on k.account_key = c.account_key
where
  c.account_key in (
    select
      account_key
    from
      asked_branches
  )
group by
  c.choice,
  c.place,
  c.tier_on
