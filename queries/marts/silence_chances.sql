-- question: What share of a year's revenue is expected to be lost to the silence of each account?
-- grain: one row per level, as_of and account or group with money at risk
-- reads: asked_windows, account_risk
-- inline: yes
-- column level: text; `account` or `group`
-- column as_of: date; the day on which it was forecast
-- column account_key: integer; the account or group
-- column loss_share: share; revenue at risk / what a year brings if the account stays
select
  r.level,
  r.as_of,
  r.account_key,
  cast(r.revenue_at_risk / r.stay_year as double) as loss_share
from
  account_risk as r
  semi join asked_windows as w on w.as_of = r.as_of
where
  r.revenue_at_risk is not null
  and r.stay_year > 0
