-- question: Which service cases were escalated before they were opened or after they were closed?
-- grain: one row per case
-- reads: staged.service_cases
-- of: service_cases
-- needs: service_cases.escalated_on
-- found: escalated before they were opened or after they were closed
-- treatment: flagged
-- rule: The case counts as escalated.
-- column row_id: id; the case
-- column source_file: text; its file; null when the source does not say
-- column source_line: integer; its line in the file; null when the source does not say
select
  case_id as row_id,
  source_file,
  source_line
from
  staged.service_cases
where
  escalated_on < opened_on
  or escalated_on > closed_on
