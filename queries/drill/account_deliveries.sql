-- question: What was delivered to the account, how late and how much short?
-- grain: one row per delivery
-- reads: asked_branches, deliveries, directory
-- order: -promised_on, delivery_id, account_id
-- param account_id: id; the account or group
-- param delivery_id: id; only the one of this number
-- total quantity: sum(quantity)
-- total ordered_quantity: sum(ordered_quantity)
-- total short_quantity: sum(short_quantity)
-- column delivery_id: id; the delivery
-- column account_id: id; the account; of a group, its branch
-- column name: text; its name
-- column order_id: id; the order it delivers; null where it names none
-- column promised_on: date; promised day; null where there is none
-- column shipped_on: date; day it left; null where it has not, or none is known
-- column delivered_on: date; day it arrived; null where it has not by as_of or today, or none is known
-- column days_late: days; from the promised day to the day it arrived, or else to the day it left or, where it has done neither,
--   to as_of or today; negative when early; null when nothing was promised, it is not due yet, or it is over on a day
--   that is not known
-- column is_late: boolean; whether it arrived, or else left, after the promised day, or has done neither and is overdue; null when
--   nothing was promised, or it is over on a day that is not known
-- column is_due: boolean; whether it is still to come: it has neither arrived nor left, and no status says that it is over
-- column quantity: ratio; units delivered; null where not known
-- column ordered_quantity: ratio; units ordered; null where not known
-- column short_quantity: ratio; units ordered and not delivered by a delivery that arrived or, where no arrival is known, left; null
--   where not known
-- column status: text; as the source has it today; null where it has none
with
  moments as (
    -- What is due is due by the calendar: of a day in the past, as it was then.
    select
      coalesce($asked_as_of::date, $today::date) as asked_on
  ),
  seen as (
    select
      e.delivery_id,
      e.account_key,
      e.order_id,
      e.promised_on,
      e.shipped_on,
      case
        when e.delivered_on <= m.asked_on then e.delivered_on
      end as delivered_on,
      case
        when e.done_on <= m.asked_on then e.done_on
      end as done_on,
      -- A status without a day is of today: it also ends what was under way at an earlier as_of.
      e.is_over
      and coalesce(e.done_on <= m.asked_on, true) as is_over,
      e.quantity,
      e.ordered_quantity,
      e.status,
      m.asked_on
    from
      deliveries as e
      inner join asked_branches as b on b.branch_key = e.account_key
      cross join moments as m
    where
      coalesce($delivery_id::varchar, e.delivery_id) = e.delivery_id
      and coalesce(e.shipped_on, e.delivered_on, e.promised_on, m.asked_on) >= coalesce($asked_from::date, date '0001-01-01')
      and coalesce(e.shipped_on, e.delivered_on, e.promised_on, m.asked_on) < coalesce($asked_to::date, date '9999-12-31')
  )
select
  s.delivery_id,
  d.account_id,
  d.name,
  s.order_id,
  s.promised_on,
  s.shipped_on,
  s.delivered_on,
  cast(
    case
      when s.done_on is not null then s.done_on - s.promised_on
      when not s.is_over
      and s.promised_on < s.asked_on then s.asked_on - s.promised_on
    end as integer
  ) as days_late,
  case
    when s.done_on is not null then s.done_on > s.promised_on
    when not s.is_over then s.asked_on > s.promised_on
  end as is_late,
  not s.is_over as is_due,
  cast(s.quantity as double) as quantity,
  cast(s.ordered_quantity as double) as ordered_quantity,
  case
    when s.done_on is not null
    and s.ordered_quantity is not null
    and s.quantity is not null then cast(greatest(s.ordered_quantity - s.quantity, 0) as double)
  end as short_quantity,
  s.status
from
  seen as s
  inner join directory as d on d.level = 'account'
  and d.account_key = s.account_key
