-- question: In which tier was the account at the end of each quarter, with which score, and what moved it?
-- grain: one row per reviewed quarter
-- reads: directory, tier_history, tier_quarters
-- order: -tier_on
-- param account_id: id; the account or group
-- column tier_on: date; last day of the quarter
-- column tier: text; `key`, `develop`, `standard` or `emerging`, `growth` where it was recorded so; null where no route gave one
-- column route: text; what gave it key or develop: `size`, `score` or `nomination`; null where it had neither, or was recorded before
-- column prior_tier: text; of the quarter before; null where it had none
-- column score: ratio; 0 to 100; an emerging account's on potential only; null where nothing is known
-- column value_score: ratio; 100 × (1 − share of the value held by larger ones); null where no amount was known, or it was recorded before
-- column potential_score: ratio; 0 to 100, future potential; null where nothing of it is known
-- column move_data: ratio; points that figures moved the score by; null where there is no prior score
-- column move_judgement: ratio; points that judgement moved it by; null where there is no prior score
-- column move_weights: ratio; points that another model moved it by; null where there is no prior score
-- column stability: share; weight draws in which it keeps its tier; null where none were made
-- column confidence_share: share; points that stand on known figures and fresh judgements / all points
-- column gates: texts; gates that kept it out of key; null where none did
-- column revenue: money; net revenue of the twelve months, for a year where the history holds less; null when no line has an amount
-- column contribution: money; after service, else after freight and rebates; null when nothing is costed
-- column model_version: text; version of the model that held
-- column key_entry: ratio; score from which an account became key; null where none did
-- column develop_entry: ratio; score from which an account became develop; null where none did
-- column size_key_entry: ratio; value score from which an account became key; null where no tier was given by size
-- column size_develop_entry: ratio; value score from which it became develop; null where size_key_entry is
-- column is_reconstructed: boolean; whether the quarter was reviewed after its time
select
  h.as_of as tier_on,
  h.tier,
  h.route,
  h.prior_tier,
  cast(h.score as double) as score,
  cast(h.value_score as double) as value_score,
  cast(h.potential as double) as potential_score,
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
  m.develop_entry,
  m.size_key_entry,
  m.size_develop_entry,
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
