-- question: How likely is each account to order no more within its own horizon?
-- grain: one row per level, as_of and account or group whose silence a model forecasts
-- reads: asked_windows, account_risk
-- inline: yes
-- column level: text; `account` or `group`
-- column as_of: date; the day on which it was forecast
-- column account_key: integer; the account or group
-- column p_silent: share; chance of no order
select
  r.level,
  r.as_of,
  r.account_key,
  r.p_silent
from
  account_risk as r
  semi join asked_windows as w on w.as_of = r.as_of
where
  r.p_silent is not null
  and r.cadence_state <> 'lapsed'
