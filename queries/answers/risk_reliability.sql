-- question: Of all that was given a chance of silence, how often did it come?
-- grain: one row per prediction that gives a chance and tenth of the chances, over all past cut-offs together
-- reads: risk_bins
-- order: model, chance_from
-- column model: id; `in_use` or `2`, as in risk_record
-- column chance_from: share; lower end of the chances
-- column chance_to: share; upper end
-- column accounts: count; accounts and cut-offs that were given such a chance
-- column predicted_share: share; their mean chance; null when there is none
-- column actual_share: share; of them, those that fell silent; null when there is none
select
  model,
  chance_from,
  chance_to,
  accounts,
  predicted_share,
  actual_share
from
  risk_bins
where
  level = $level
