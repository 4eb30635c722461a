-- question: What was delivered to the account, how late and how much short?
-- grain: one row per delivery
-- reads: asked_branches, deliveries, directory, build_facts
-- order: -promised_on, delivery_id, account_id
-- param account_id: id; the account or group
-- column delivery_id: id; the delivery
-- column account_id: id; the account; of a group, its branch
-- column name: text; its name
-- column order_id: id; the order it delivers; null where it names none
-- column promised_on: date; promised day; null where there is none
-- column shipped_on: date; day it left; null where it has not, or none is known
-- column delivered_on: date; day it arrived; null where it has not by as_of, or none is known
-- column days_late: days; from the promised day to the day it arrived or, where it has not, to as_of or the newest line;
--   negative when early; null when nothing was promised, or it is not due
-- column is_late: boolean; whether it arrived after the promised day, or has not arrived and is overdue; null when nothing was
--   promised
-- column is_due: boolean; whether it has not arrived yet
-- column quantity: ratio; units delivered; null where not known
-- column ordered_quantity: ratio; units ordered; null where not known
-- column short_quantity: ratio; units ordered and not delivered by a delivery that arrived; null where not known
-- column status: text; as the source has it today; null where it has none
with
  moments as (
    -- Where no as_of is asked for, the day of the newest line stands for today.
    select
      coalesce($asked_as_of::date, watermark_on) as asked_on
    from
      build_facts
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
      e.quantity,
      e.ordered_quantity,
      e.status,
      m.asked_on
    from
      deliveries as e
      inner join asked_branches as b on b.branch_key = e.account_key
      cross join moments as m
    where
      coalesce(e.shipped_on, e.delivered_on, e.promised_on, m.asked_on) >= coalesce($asked_from::date, date '0001-01-01')
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
      when s.delivered_on is not null then s.delivered_on - s.promised_on
      when s.promised_on < s.asked_on then s.asked_on - s.promised_on
    end as integer
  ) as days_late,
  coalesce(s.delivered_on, s.asked_on) > s.promised_on as is_late,
  s.delivered_on is null as is_due,
  cast(s.quantity as double) as quantity,
  cast(s.ordered_quantity as double) as ordered_quantity,
  case
    when s.delivered_on is not null
    and s.ordered_quantity is not null
    and s.quantity is not null then cast(greatest(s.ordered_quantity - s.quantity, 0) as double)
  end as short_quantity,
  s.status
from
  seen as s
  inner join directory as d on d.level = 'account'
  and d.account_key = s.account_key
