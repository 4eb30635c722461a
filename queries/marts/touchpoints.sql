-- question: Who spoke with whom, when, and on whose initiative?
-- grain: one row per contact
-- reads: accounts, staged.touchpoints
-- column account_key: integer; the account; null where neither a line nor the accounts name it
-- column account_id: id; the account as the source names it
-- column happened_on: date; day of the contact
-- column level: text; `executive`, `manager` or `operational`, else as the source has it; null where it has none
-- column direction: text; `ours` or `theirs`, else as the source has it; null where it has none
-- column kind: text; visit, call, mail …; null where there is none
-- column owner: text; team or role on our side; null where there is none
select
  a.account_key,
  e.account_id,
  e.happened_on,
  e.level,
  e.direction,
  e.kind,
  e.owner
from
  staged.touchpoints as e
  left join accounts as a on a.account_id = e.account_id
order by
  a.account_key,
  e.happened_on,
  e.kind,
  e.source_line
