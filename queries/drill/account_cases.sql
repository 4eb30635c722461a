-- question: Which complaints and service cases does the account have, and which of them are open?
-- grain: one row per case
-- reads: asked_branches, service_cases, directory
-- order: -opened_on, case_id, account_id
-- param account_id: id; the account or group
-- param case_id: id; only the one of this number
-- total minutes: sum(minutes)
-- column case_id: id; the case
-- column account_id: id; the account; of a group, its branch
-- column name: text; its name
-- column opened_on: date; day it was opened
-- column closed_on: date; day it was closed; null while it is open
-- column escalated_on: date; day it was escalated; null where it was not
-- column severity: text; as the source has it; null where it has none
-- column is_severe: boolean; whether the severity is `high`, `critical`, 1 or 2; null where there is none
-- column is_open: boolean; whether it was not closed by as_of, or today
-- column age_days: days; from its opening to its end or, while it is open, to as_of or today; 0 where it ends before it opens
-- column minutes: ratio; minutes worked on it; null where not known
-- column met_commitment: boolean; whether the commitment was met; null where not known
with
  moments as (
    -- What is due is due by the calendar: of a day in the past, as it was then.
    select
      coalesce($asked_as_of::date, $today::date) as asked_on
  )
select
  e.case_id,
  d.account_id,
  d.name,
  e.opened_on,
  case
    when e.closed_on <= m.asked_on then e.closed_on
  end as closed_on,
  case
    when e.escalated_on <= m.asked_on then e.escalated_on
  end as escalated_on,
  e.severity,
  lower(trim(e.severity)) in ('high', 'critical', '1', '2') as is_severe,
  coalesce(e.closed_on > m.asked_on, true) as is_open,
  cast(greatest(least(e.closed_on, m.asked_on) - e.opened_on, 0) as integer) as age_days,
  cast(e.minutes as double) as minutes,
  e.met_commitment
from
  service_cases as e
  inner join asked_branches as b on b.branch_key = e.account_key
  inner join directory as d on d.level = 'account'
  and d.account_key = b.branch_key
  cross join moments as m
where
  coalesce($case_id::varchar, e.case_id) = e.case_id
  and e.opened_on <= m.asked_on
  and e.opened_on >= coalesce($asked_from::date, e.opened_on)
  and e.opened_on < coalesce($asked_to::date, date '9999-12-31')
