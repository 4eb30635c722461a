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
