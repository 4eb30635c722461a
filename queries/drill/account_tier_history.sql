-- question: In which tier was the account at the end of each quarter, with which score, and what moved it?
-- grain: one row per reviewed quarter
-- reads: directory, tier_history, tier_quarters
-- order: -tier_on
-- param account_id: id; the account or group
-- column tier_on: date; last day of the quarter
-- column tier: text; `key`, `growth`, `standard` or `emerging`; null where it could not be scored
-- column prior_tier: text; of the quarter before; null where it had none
-- column score: ratio; 0 to 100; an emerging account's on potential only; null where nothing is known
-- column value: ratio; 0 to 100, current value; null where nothing of it is known
-- column potential: ratio; 0 to 100, future potential; null where nothing of it is known
-- column move_data: ratio; points that figures moved the score by; null where there is no prior score
-- column move_judgement: ratio; points that judgement moved it by; null where there is no prior score
-- column move_weights: ratio; points that another model moved it by; null where there is no prior score
-- column stability: share; weight draws in which it keeps its tier; null where none were made
-- column confidence_share: share; points that stand on known figures and fresh judgements / all points
-- column gates: texts; gates that kept it out of key; null where none did
-- column revenue: money; net revenue of the twelve months, for a year where the history holds less; null when no line has an amount
-- column contribution: money; after service, else after freight and rebates; null when nothing is costed
-- column model_version: text; version of the model that held
-- column key_entry: ratio; score from which an account became key
-- column growth_entry: ratio; score from which an account became growth
-- column is_reconstructed: boolean; whether the quarter was reviewed after its time
select
  h.as_of as tier_on,
  h.tier,
  h.prior_tier,
  cast(h.score as double) as score,
  cast(h.value as double) as value,
  cast(h.potential as double) as potential,
  h.move_data,
  h.move_judgement,
  h.move_weights,
  cast(h.tier_share as double) as stability,
  cast(h.confidence_share as double) as confidence_share,
  h.gates,
  h.revenue,
  h.contribution,
  q.version as model_version,
  m.key_entry,
  m.growth_entry,
  q.is_reconstructed
from
  directory as d
  inner join tier_history as h on h.level = d.level
  and h.account_key = d.account_key
  inner join tier_quarters as q on q.as_of = h.as_of
  inner join tier_models as m on m.model_id = q.model_id
where
  d.level = $level
  and d.account_id = $account_id
  and h.as_of <= cast($as_of as date)
