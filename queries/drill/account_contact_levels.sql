-- question: When was the account last in contact with each level, and how often?
-- grain: one row per level of contacts
-- reads: asked_branches, touchpoints
-- order: days_ago, level
-- param account_id: id; the account or group
-- total contacts: sum(contacts)
-- column level: text; `executive`, `manager` or `operational`, else as the source has it; null where it has none
-- column contacts: count; contacts by as_of or today
-- column last_on: date; day of the last
-- column days_ago: days; from the last to as_of or today
-- column last_kind: text; visit, call, mail … of the last; of several on one day the first by name; null where there is none
with
  moments as (
    -- What has happened by the calendar's day; of a day in the past, by that day.
    select
      coalesce($asked_as_of::date, $today::date) as asked_on
  )
select
  e.level,
  cast(count(*) as integer) as contacts,
  max(e.happened_on) as last_on,
  cast(max(m.asked_on) - max(e.happened_on) as integer) as days_ago,
  arg_min(e.kind, row(m.asked_on - e.happened_on, e.kind)) as last_kind
from
  touchpoints as e
  inner join asked_branches as b on b.branch_key = e.account_key
  cross join moments as m
where
  e.happened_on <= m.asked_on
  and e.happened_on >= coalesce($asked_from::date, e.happened_on)
  and e.happened_on < coalesce($asked_to::date, date '9999-12-31')
group by
  e.level
