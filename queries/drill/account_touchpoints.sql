-- question: Who was in contact with the account, at which level, and on whose initiative?
-- grain: one row per contact
-- reads: asked_branches, touchpoints, directory
-- order: -happened_on, account_id, level, direction, kind, owner
-- param account_id: id; the account or group
-- column account_id: id; the account; of a group, its branch
-- column name: text; its name
-- column happened_on: date; day of the contact
-- column level: text; `executive`, `manager` or `operational`, else as the source has it; null where it has none
-- column direction: text; `ours` or `theirs`, else as the source has it; null where it has none
-- column kind: text; visit, call, mail …; null where there is none
-- column owner: text; team or role on our side; null where there is none
-- column days_ago: days; from the contact to as_of, or to today
with
  moments as (
    -- What is due is due by the calendar: of a day in the past, as it was then.
    select
      coalesce($asked_as_of::date, $today::date) as asked_on
  )
select
  d.account_id,
  d.name,
  e.happened_on,
  e.level,
  e.direction,
  e.kind,
  e.owner,
  cast(m.asked_on - e.happened_on as integer) as days_ago
from
  touchpoints as e
  inner join asked_branches as b on b.branch_key = e.account_key
  inner join directory as d on d.level = 'account'
  and d.account_key = b.branch_key
  cross join moments as m
where
  e.happened_on <= m.asked_on
  and e.happened_on >= coalesce($asked_from::date, e.happened_on)
  and e.happened_on < coalesce($asked_to::date, date '9999-12-31')
