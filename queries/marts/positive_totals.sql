-- question: What do all accounts together bring in the asked windows, whatever the filters?
-- grain: one row per level and as_of
-- reads: asked_windows, activity_months
-- inline: yes
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column positive_revenue_of_all: money; sum of the positive net revenues of all accounts or groups; null when there is none
with
  level_revenue as (
    select
      m.level,
      w.as_of,
      m.account_key,
      sum(m.net_amount) as revenue
    from
      activity_months as m
      inner join asked_windows as w on m.month_on >= w.from_on
      and m.month_on < w.to_on
    group by
      m.level,
      w.as_of,
      m.account_key
  )
select
  level,
  as_of,
  cast(sum(revenue) filter(revenue > 0) as exact) as positive_revenue_of_all
from
  level_revenue
group by
  level,
  as_of
