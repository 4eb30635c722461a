-- question: Which service cases were closed before they were opened?
-- grain: one row per case
-- reads: staged.service_cases
-- of: service_cases
-- needs: service_cases.closed_on
-- found: closed before they were opened
-- treatment: flagged
-- rule: The case counts as closed, after no days at all.
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
  closed_on < opened_on
