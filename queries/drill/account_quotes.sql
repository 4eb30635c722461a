-- question: Which offers were made to the account, and which of them are alive?
-- grain: one row per quote
-- reads: asked_branches, quotes, directory
-- order: -quoted_on, quote_id, account_id
-- param account_id: id; the account or group
-- param quote_id: id; only the one of this number
-- total amount: sum(amount)
-- column quote_id: id; the quote
-- column account_id: id; the account; of a group, its branch
-- column name: text; its name
-- column quoted_on: date; day of the quote
-- column amount: money; net amount quoted, in the reporting currency
-- column currency: text; currency of the quote
-- column local_amount: money; the amount in it
-- column status: text; as the source has it today; null where it has none
-- column valid_until: date; last day on which it holds; null where there is none
-- column is_live: boolean; whether its status is `open` and it still holds; null where there is no status
-- column age_days: days; from the quote to as_of, or to today
-- column order_id: id; the order it became; null where it became none
-- column category: text; product category; null where it has none
with
  moments as (
    -- What is due is due by the calendar: of a day in the past, as it was then.
    select
      coalesce($asked_as_of::date, $today::date) as asked_on
  )
select
  e.quote_id,
  d.account_id,
  d.name,
  e.quoted_on,
  e.amount,
  e.currency,
  e.local_amount,
  e.status,
  e.valid_until,
  e.status = 'open'
  and coalesce(e.valid_until >= m.asked_on, true) as is_live,
  cast(m.asked_on - e.quoted_on as integer) as age_days,
  e.order_id,
  e.category
from
  quotes as e
  inner join asked_branches as b on b.branch_key = e.account_key
  inner join directory as d on d.level = 'account'
  and d.account_key = b.branch_key
  cross join moments as m
where
  coalesce($quote_id::varchar, e.quote_id) = e.quote_id
  and e.quoted_on <= m.asked_on
  and e.quoted_on >= coalesce($asked_from::date, e.quoted_on)
  and e.quoted_on < coalesce($asked_to::date, date '9999-12-31')
