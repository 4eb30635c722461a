-- question: Which complaints and cases were there, and how did they end?
-- grain: one row per case
-- reads: accounts, staged.service_cases
-- column account_key: integer; the account; null where neither a line nor the accounts name it
-- column case_id: id; the case
-- column account_id: id; the account as the source names it
-- column opened_on: date; day it was opened
-- column closed_on: date; day it was closed; null while it is open
-- column escalated_on: date; day it was escalated; null where it was not
-- column severity: text; as the source has it; null where it has none
-- column minutes: ratio; minutes worked on it; null where not known
-- column met_commitment: boolean; whether the commitment was met; null where not known
select
  a.account_key,
  e.case_id,
  e.account_id,
  e.opened_on,
  e.closed_on,
  e.escalated_on,
  e.severity,
  e.minutes,
  e.met_commitment
from
  staged.service_cases as e
  left join accounts as a on a.account_id = e.account_id
order by
  a.account_key,
  e.opened_on,
  e.case_id,
  e.source_line
