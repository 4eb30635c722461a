-- question: What foretells silence at this month end, and does the past bear it out?
-- grain: one row
-- reads: risk_models, risk_dates
-- column risk_on: date; the day on which risk is read: the month end, and for the newest one the newest day of the data
-- column model_on: date; day of the model: what it learned was known by then
-- column rung: id; its number on the ladder of predictions; null where nothing can be foretold
-- column label: text; its name; null where nothing can be foretold
-- column reason: text; why it is in use, or why there is none
-- column verdict: text; `use`, `with_care` or `do_not_use`: whether past outcomes bear its chances out
-- column cannot_say: text; why they do not, in words that follow "because"; null where they do
-- column closed_cut_offs: count; past cut-offs of which outcomes were known
-- column compared_accounts: count; live predictions by which the rungs were compared
-- column lost_share: share; of a year's revenue, what a silence has truly cost; null where too few silences are known
select
  d.as_of as risk_on,
  m.model_on,
  m.rung,
  m.label,
  m.reason,
  m.verdict,
  m.cannot_say,
  m.closed_cut_offs,
  m.compared_accounts,
  m.lost_share
from
  risk_dates as d
  inner join risk_models as m on m.model_on = d.model_on
where
  d.known_on = date '9999-12-31'
  and d.is_shown
  and d.month_end_on = cast($as_of as date)
  and m.level = $level
