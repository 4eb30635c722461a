-- question: How likely is each account to order no more within its own horizon?
-- grain: one row per level, as_of and account or group whose silence a model forecasts
-- reads: asked_windows
-- inline: yes
-- column level: text; `account` or `group`
-- column as_of: date; the day on which it was forecast
-- column account_key: integer; the account or group
-- column p_silent: share; chance of no order
-- No model is fitted yet: nothing is known of any account, and what rests on it is null.
select
  cast(null as varchar) as level,
  as_of,
  cast(null as integer) as account_key,
  cast(null as double) as p_silent
from
  asked_windows
where
  false
