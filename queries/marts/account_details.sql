-- question: Which way do these accounts point, what is one order of theirs worth, and how broadly do they buy?
-- grain: one row per asked account or group
-- reads: asked_accounts, asked_windows, asked_activity, asked_order_days, asked_months, asked_branches, calendar, features
-- inline: yes
-- column level: text; `account` or `group`
-- column account_key: integer; the account or group
-- column trend_share_per_month: ratio; Theil-Sen slope of monthly revenue, the median of the slopes between all pairs of months, /
--   median monthly revenue, over the complete months of the window, 24 at most, from the account's first on, a month without a line
--   counting as zero; null when under eight of them are other than zero, or the median month brings nothing
-- column order_value_median: money; median amount of an order day in the window, all its sales together; null when there is none, or no line has an amount
-- column category_count: count; categories with a line in the window; null when no line of the data has a category
with
  thresholds as (
    select
      8 as least_months,
      24 as most_months
  ),
  window_months as (
    select
      w.as_of,
      c.month_on,
      c.month_no
    from
      asked_windows as w
      inner join calendar as c on c.month_on >= w.from_on
      and c.month_on < w.to_on
  ),
  trend_months as (
    -- The open month would pull every slope down.
    select
      m.as_of,
      m.month_on,
      m.month_no
    from
      window_months as m
      inner join calendar as c on c.month_on = m.month_on
      and c.is_complete
    qualify
      row_number() over (
        order by
          m.month_on desc
      ) <= (
        select
          most_months
        from
          thresholds
      )
  ),
  begun as (
    select
      a.level,
      a.account_key,
      min(m.month_on) as first_month_on
    from
      asked_accounts as a
      inner join asked_activity as m on m.level = a.level
      and m.account_key = a.account_key
    group by
      a.level,
      a.account_key
  ),
  dense as (
    -- A month without a line is a month of zero, from the account's first month on.
    select
      b.level,
      b.account_key,
      t.month_no,
      cast(coalesce(m.net_amount, 0) as double) as revenue
    from
      begun as b
      inner join trend_months as t on t.month_on >= b.first_month_on
      left join asked_activity as m on m.level = b.level
      and m.account_key = b.account_key
      and m.month_on = t.month_on
  ),
  qualified as (
    select
      d.level,
      d.account_key,
      median(d.revenue) as median_revenue
    from
      dense as d
    group by
      d.level,
      d.account_key
    having
      count(*) filter(d.revenue <> 0) >= (
        select
          least_months
        from
          thresholds
      )
      and median(d.revenue) > 0
  ),
  trends as (
    select
      q.level,
      q.account_key,
      median((j.revenue - i.revenue) / (j.month_no - i.month_no)) / any_value(q.median_revenue) as trend_share_per_month
    from
      qualified as q
      inner join dense as i on i.level = q.level
      and i.account_key = q.account_key
      inner join dense as j on j.level = q.level
      and j.account_key = q.account_key
      and j.month_no > i.month_no
    group by
      q.level,
      q.account_key
  ),
  order_values as (
    select
      a.level,
      a.account_key,
      median(cast(o.sale_amount as double)) as order_value_median
    from
      asked_accounts as a
      inner join asked_order_days as o on o.level = a.level
      and o.account_key = a.account_key
      inner join asked_windows as w on o.ordered_on >= w.from_on
      and o.ordered_on < w.to_on
    group by
      a.level,
      a.account_key
  ),
  categories as (
    select
      a.level,
      a.account_key,
      count(distinct m.category) as category_count
    from
      asked_accounts as a
      inner join asked_branches as b on b.level = a.level
      and b.account_key = a.account_key
      inner join asked_months as m on m.account_key = b.branch_key
      inner join window_months as w on w.month_on = m.month_on
    group by
      a.level,
      a.account_key
  )
select
  a.level,
  a.account_key,
  t.trend_share_per_month,
  cast(o.order_value_median as exact) as order_value_median,
  case
    when f.has_category then cast(coalesce(c.category_count, 0) as integer)
  end as category_count
from
  asked_accounts as a
  cross join features as f
  left join trends as t on t.level = a.level
  and t.account_key = a.account_key
  left join order_values as o on o.level = a.level
  and o.account_key = a.account_key
  left join categories as c on c.level = a.level
  and c.account_key = a.account_key
