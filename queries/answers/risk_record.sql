-- question: How good has the flag been on this company's own past, beside fixed rules that everybody knows?
-- grain: one row per prediction, over all past cut-offs together; as of the newest month end
-- reads: risk_records
-- order: model
-- column model: id; `in_use` for what the ladder had in use at each cut-off, `2` for the bare model of orders, `silent_60` and `silent_90` for
--   fixed rules, `in_use_as_often` for what was in use, with lists as long as those of the rule of 60 days
-- column label: text; its name
-- column accounts: count; accounts and cut-offs judged; null where only lead times were measured
-- column live_accounts: count; those with an order in the 91 days before; null where only lead times were measured
-- column auc: share; of all pairs of one that fell silent and one that did not, those put in the right order; null where only lead times were
--   measured, or all or none fell silent
-- column auc_low: share; lower end of its 95 % interval, accounts resampled; null for a fixed rule
-- column auc_high: share; upper end; null for a fixed rule
-- column auc_live: share; the same among live accounts; null where auc is, or all or none of them fell silent
-- column auc_live_low: share; lower end of its interval; null for a fixed rule
-- column auc_live_high: share; upper end; null for a fixed rule
-- column brier: ratio; mean squared difference of chance and outcome; null where the prediction gives no chance
-- column brier_low: ratio; lower end of its interval; null for a fixed rule
-- column brier_high: ratio; upper end; null for a fixed rule
-- column brier_skill: ratio; 1 - brier / that of always saying the actual share; null where the prediction gives no chance
-- column flags: count; accounts that a silence of 60 days flags, a fixed rule's own number; null where only lead times were measured
-- column precision_at_k: share; of as many accounts with the highest chance, those that fell silent; null where only lead times were measured
-- column lift_at_10pct: ratio; how many times as often the highest tenth fell silent as all did; null where only lead times were measured
-- column revenue_captured: share; no longer told; null for every row: see `sort` in the answer evidence
-- column recall_at_budget: share; of the silences of live accounts, those that a flag at the false-alert budget catches; null for a fixed rule
-- column predicted_share: share; mean chance; null where the prediction gives no chance
-- column actual_share: share; that fell silent; null where only lead times were measured
-- column predicted_revenue_share: share; of revenue, expected to fall silent; null where there is no chance or no revenue
-- column actual_revenue_share: share; of revenue, that fell silent; null where there is no revenue or only lead times were measured
-- column lead_cut_on: date; cut-off after which accounts were followed week by week for a year, or for what there is of it; null where the history is too short
-- column episodes: count; silences that began and were confirmed in that year; null where the history is too short
-- column weeks_flagged: count; weeks of accounts that were flagged in that year: how long the list was, summed over its weeks; null where the
--   history is too short
-- column flagged_share: share; of the silences, those flagged when they were confirmed; null where the history is too short
-- column lead_days_mean: days; mean days from the start of a flag to the confirmation, none counting as 0; null where the history is too short
-- column flagged_before_last_order_share: share; of the silences, those flagged before the last order; null where the history is too short
select
  model,
  label,
  accounts,
  live_accounts,
  auc,
  auc_low,
  auc_high,
  auc_live,
  auc_live_low,
  auc_live_high,
  brier,
  brier_low,
  brier_high,
  brier_skill,
  flags,
  precision_at_k,
  lift_at_10pct,
  cast(null as double) as revenue_captured,
  recall_at_budget,
  predicted_share,
  actual_share,
  predicted_revenue_share,
  actual_revenue_share,
  lead_cut_on,
  episodes,
  weeks_flagged,
  flagged_share,
  lead_days_mean,
  flagged_before_last_order_share
from
  risk_records
where
  level = $level
