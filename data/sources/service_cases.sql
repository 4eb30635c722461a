select
  case_no as case_id,
  customer_no as account_id,
  opened_date as opened_on,
  closed_date as closed_on,
  escalated_date as escalated_on,
  severity,
  minutes,
  within_commitment as met_commitment
from
  service_cases
