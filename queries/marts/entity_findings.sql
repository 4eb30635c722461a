-- question: What did each rule about the quality of the data find, and what becomes of it?
-- grain: one row per entity and rule that could be asked, and per entity and reason for which rows were set aside
-- reads: staged.entity_findings
-- column entity: text; the entity; null where no statement reads the file of a broken line
-- column finding: text; the rule, or the reason
-- column treatment: text; `kept`, `flagged` (used, but to be looked at) or `rejected`
-- column noun: text; what is counted, singular or plural as the count asks
-- column found: text; what was found, in words that follow the noun
-- column rule: text; what becomes of it
-- column found_count: count; how many
-- column is_of_rows: boolean; whether rows of the entity are counted, not days, months or accounts
-- column amount: money; their amount; null when they have none, or one in several currencies
-- column examples: texts; up to five of them, with file and line where the source says
select
  entity,
  finding,
  treatment,
  noun,
  found,
  rule,
  found_count,
  is_of_rows,
  amount,
  examples
from
  staged.entity_findings
order by
  entity,
  finding
