select
  customer_no as account_id,
  criterion,
  department,
  score,
  rated_on,
  rater,
  evidence
from
  ratings
