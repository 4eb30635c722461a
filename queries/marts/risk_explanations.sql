-- question: What would explain that an account has been quiet?
-- grain: one row per level, as_of and account or group that is beyond its median gap, and for which something would
-- reads: cadence, risk_dates, accounts, branches, closures, staged.orders, staged.order_lines, staged.quotes
-- kept: no
-- column level: text; `account` or `group`
-- column as_of: date; the month end
-- column account_key: integer; the account or group
-- column explanations: texts; sentences: an open order, a live quote, a season, a closure
with
  thresholds as (
    select
      30 as overrun_days,
      182 as promise_days,
      30 as quote_days
  ),
  quiet as (
    select
      c.level,
      c.as_of,
      c.account_key,
      c.last_order_on,
      c.days_since_order,
      c.late_after_days,
      c.is_season_rest,
      c.next_order_mid
    from
      cadence as c
    where
      c.is_season_rest
      or c.cadence_state in ('due', 'late')
  ),
  quiet_branches as (
    select
      q.level,
      q.as_of,
      q.account_key,
      a.account_id
    from
      quiet as q
      inner join branches as b on b.level = q.level
      and b.account_key = q.account_key
      inner join accounts as a on a.account_key = b.branch_key
  ),
  unfinished as (
    select
      o.order_id,
      o.account_id,
      o.status,
      o.promised_on
    from
      staged.orders as o
      cross join thresholds as t
    where
      coalesce(lower(o.status), 'open') <> 'cancelled'
      and (
        lower(o.status) = 'open'
        or o.promised_on >= (
          select
            min(as_of)
          from
            risk_dates
        )
      )
  ),
  order_dates as (
    select
      l.order_id,
      min(l.ordered_on) as ordered_on,
      -- An order's own amount is in its account's currency; its lines are in the company's.
      sum(l.net_amount) filter(l.kind = 'sale') as amount
    from
      staged.order_lines as l
      semi join unfinished as o on o.order_id = l.order_id
    group by
      l.order_id
  ),
  open_orders as (
    select
      q.level,
      q.as_of,
      q.account_key,
      arg_max(
        {ordered_on: d.ordered_on, amount: d.amount, promised_on: o.promised_on},
        {due_on: coalesce(o.promised_on, d.ordered_on), ordered_on: d.ordered_on, order_id: o.order_id}
      ) as latest
    from
      quiet_branches as q
      cross join thresholds as t
      inner join unfinished as o on o.account_id = q.account_id
      inner join order_dates as d on d.order_id = o.order_id
      and d.ordered_on <= q.as_of
    where
      -- An order long past its promise is a status that nobody closed. On a past day only the promise is known.
      (
        lower(o.status) = 'open'
        and coalesce(o.promised_on + t.overrun_days, d.ordered_on + t.promise_days) >= q.as_of
      )
      or (
        o.promised_on >= q.as_of
        and (
          coalesce(lower(o.status), 'open') <> 'closed'
          or q.as_of < (
            select
              max(as_of)
            from
              risk_dates
          )
        )
      )
    group by
      q.level,
      q.as_of,
      q.account_key
  ),
  quoted_orders as (
    select
      l.order_id,
      min(l.ordered_on) as ordered_on
    from
      staged.order_lines as l
      semi join staged.quotes as q on q.order_id = l.order_id
    group by
      l.order_id
  ),
  live_quotes as (
    select
      q.level,
      q.as_of,
      q.account_key,
      arg_max(
        {quoted_on: x.quoted_on, amount: x.amount, valid_until: x.valid_until},
        {quoted_on: x.quoted_on, amount: x.amount, valid_until: x.valid_until, quote_id: x.quote_id}
      ) as latest
    from
      quiet_branches as q
      cross join thresholds as t
      inner join staged.quotes as x on x.account_id = q.account_id
      and x.quoted_on <= q.as_of
      and coalesce(x.valid_until, x.quoted_on + t.quote_days) >= q.as_of
      left join quoted_orders as d on d.order_id = x.order_id
    where
      coalesce(lower(x.status), 'open') = 'open'
      or (
        lower(x.status) = 'won'
        and d.ordered_on > q.as_of
      )
    group by
      q.level,
      q.as_of,
      q.account_key
  ),
  closed_days as (
    select
      q.level,
      q.as_of,
      q.account_key,
      count(*) as days
    from
      quiet as q
      inner join closures as c on c.closed_on > q.last_order_on
      and c.closed_on <= q.as_of
    group by
      q.level,
      q.as_of,
      q.account_key
  ),
  explained as (
    select
      q.level,
      q.as_of,
      q.account_key,
      list_filter(
        [
          case
            when o.latest is not null then format(
              'The order of {}{} is open{}.',
              strftime(o.latest.ordered_on, '%-d %b %Y'),
              coalesce(format(' over {:,}', cast(round(o.latest.amount) as bigint)), ''),
              coalesce(', promised for ' || strftime(o.latest.promised_on, '%-d %b %Y'), '')
            )
          end,
          case
            when v.latest is not null then format(
              'The quote of {} over {:,} is open{}.',
              strftime(v.latest.quoted_on, '%-d %b %Y'),
              cast(round(v.latest.amount) as bigint),
              coalesce(' until ' || strftime(v.latest.valid_until, '%-d %b %Y'), '')
            )
          end,
          case
            when q.is_season_rest then format(
              'Its season is over: it did not order at this time in the last two years either, and began again about {}.',
              strftime(q.next_order_mid, '%-d %b')
            )
          end,
          case
          -- A closure explains what would not be late without it.
            when q.days_since_order > q.late_after_days
            and q.days_since_order - d.days <= q.late_after_days then format('{} of these days the company was closed.', d.days)
          end
        ],
        lambda sentence: sentence is not null
      ) as explanations
    from
      quiet as q
      left join open_orders as o on o.level = q.level
      and o.as_of = q.as_of
      and o.account_key = q.account_key
      left join live_quotes as v on v.level = q.level
      and v.as_of = q.as_of
      and v.account_key = q.account_key
      left join closed_days as d on d.level = q.level
      and d.as_of = q.as_of
      and d.account_key = q.account_key
  )
select
  level,
  as_of,
  account_key,
  explanations
from
  explained
where
  len(explanations) > 0
