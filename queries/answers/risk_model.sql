-- question: What foretells silence at this month end, why, and from which chance on is an account flagged?
-- grain: one row
-- reads: risk_models, risk_dates
-- column model_on: date; day of the model: what it learned was known by then
-- column rung: id; its number on the ladder of predictions; null where nothing can be foretold
-- column label: text; its name; null where nothing can be foretold
-- column reason: text; why it is in use, or why there is none
-- column closed_cut_offs: count; past cut-offs of which outcomes were known
-- column compared_accounts: count; live predictions by which the rungs were compared
-- column high_from: share; chance from which on the risk is high; null where none can be set
-- column medium_from: share; chance from which on it is medium; null where none can be set
-- column false_alert_budget: share; of the accounts that stay, those that high may flag all the same; medium may flag twice as many
-- column is_proven: boolean; whether these come from past outcomes, and not from the chances that the model itself gives
select
  m.model_on,
  m.rung,
  m.label,
  m.reason,
  m.closed_cut_offs,
  m.compared_accounts,
  m.high_from,
  m.medium_from,
  m.false_alert_budget,
  m.is_proven
from
  risk_dates as d
  inner join risk_models as m on m.model_on = d.model_on
where
  d.known_on = date '9999-12-31'
  and d.as_of = cast($as_of as date)
  and m.level = $level
