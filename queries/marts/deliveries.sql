-- question: What was delivered when, and when was it promised?
-- grain: one row per delivery
-- reads: accounts, staged.deliveries
-- column account_key: integer; the account; null where neither a line nor the accounts name it
-- column delivery_id: id; the delivery
-- column account_id: id; the account as the source names it
-- column order_id: id; the order it delivers; null where it names none
-- column promised_on: date; promised day; null where there is none
-- column shipped_on: date; day it left; null where it has not, or none is known
-- column delivered_on: date; day it arrived; null where it has not, or none is known
-- column done_on: date; day that decides whether it was late: the day it arrived or, where none is known, the day it left; null
--   where neither is known
-- column is_over: boolean; whether it has such a day, or its status says that it is over
-- column quantity: ratio; units delivered; null where not known
-- column ordered_quantity: ratio; units ordered; null where not known
-- column status: text; as the source has it; null where it has none
select
  a.account_key,
  e.delivery_id,
  e.account_id,
  e.order_id,
  e.promised_on,
  e.shipped_on,
  e.delivered_on,
  coalesce(e.delivered_on, e.shipped_on) as done_on,
  coalesce(e.delivered_on, e.shipped_on) is not null
  or coalesce(lower(trim(e.status)), '') in ('shipped', 'delivered', 'closed', 'complete', 'completed', 'cancelled', 'canceled') as is_over,
  e.quantity,
  e.ordered_quantity,
  e.status
from
  staged.deliveries as e
  left join accounts as a on a.account_id = e.account_id
order by
  a.account_key,
  e.promised_on,
  e.delivery_id,
  e.source_line
