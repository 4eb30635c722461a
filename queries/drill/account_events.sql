-- question: What happened with the account beside its orders, and on which days?
-- grain: one row per day and kind of event; `from` and `to` bound the days
-- reads: asked_branches, history_lines, deliveries, service_cases, quotes, agreements, accounts
-- order: happened_on, event
-- param account_id: id; the account or group
-- total events: sum(events)
-- column happened_on: date; the day
-- column event: text; `delivery_late`, `delivery_short` (one that was both is late), `credit` (an order, return or credit note below
--   zero), `commitment_missed`, `quote_ended` (lost or expired), or `agreement_ended`
-- column events: count; how many
-- column amount: money; what they are worth; null where nothing says
with
  moments as (
    -- What has happened by the calendar's day; of a day in the past, by that day.
    select
      coalesce($asked_as_of::date, $today::date) as asked_on
  ),
  holders as (
    select distinct
      a.account_key as branch_key,
      a.group_key
    from
      asked_branches as b
      inner join accounts as a on a.account_key = b.branch_key
  ),
  credited as (
    select
      min(ordered_on) as happened_on,
      sum(net_amount) as amount
    from
      history_lines
    group by
      order_id,
      branch_key
    having
      sum(net_amount) < 0
  ),
  delivered as (
    select
      e.promised_on,
      case
        when e.done_on <= m.asked_on then e.done_on
      end as done_on,
      e.is_over
      and coalesce(e.done_on <= m.asked_on, true) as is_over,
      e.quantity < e.ordered_quantity as is_short,
      m.asked_on
    from
      deliveries as e
      inner join asked_branches as b on b.branch_key = e.account_key
      cross join moments as m
  ),
  missed as (
    select
      coalesce(done_on, promised_on) as happened_on,
      coalesce(
        case
          when done_on is not null
          or not is_over then coalesce(done_on, asked_on) > promised_on
        end,
        false
      ) as is_late,
      done_on is not null
      and coalesce(is_short, false) as is_short
    from
      delivered
  ),
  happened as (
    select
      happened_on,
      case
        when is_late then 'delivery_late'
        else 'delivery_short'
      end as event,
      cast(null as exact) as amount
    from
      missed
    where
      is_late
      or is_short
    union all
    select
      happened_on,
      'credit' as event,
      amount
    from
      credited
    union all
    select
      coalesce(e.closed_on, e.opened_on) as happened_on,
      'commitment_missed' as event,
      cast(null as exact) as amount
    from
      service_cases as e
      inner join asked_branches as b on b.branch_key = e.account_key
    where
      e.met_commitment = false
    union all
    select
      coalesce(e.valid_until, e.quoted_on) as happened_on,
      'quote_ended' as event,
      e.amount
    from
      quotes as e
      inner join asked_branches as b on b.branch_key = e.account_key
    where
      e.status in ('lost', 'expired')
    union all
    select
      e.valid_to as happened_on,
      'agreement_ended' as event,
      cast(null as exact) as amount
    from
      agreements as e
    where
      e.account_key in (
        select
          branch_key
        from
          holders
      )
      or (
        e.account_key is null
        and e.group_key in (
          select
            group_key
          from
            holders
        )
      )
  )
select
  h.happened_on,
  h.event,
  cast(count(*) as integer) as events,
  cast(sum(h.amount) as exact) as amount
from
  happened as h
  cross join moments as m
where
  h.happened_on <= m.asked_on
  and h.happened_on >= coalesce($asked_from::date, h.happened_on)
  and h.happened_on < coalesce($asked_to::date, date '9999-12-31')
group by
  h.happened_on,
  h.event
