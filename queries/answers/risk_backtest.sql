-- question: How well would silence have been foretold at each past quarter end, by each rung of the ladder and by fixed rules?
-- grain: one row per cut-off and prediction
-- reads: risk_backtests, risk_records
-- order: -cut_on, model
-- column cut_on: date; the cut-off: everything is rebuilt from rows entered by then, and learned from outcomes known by then
-- column model: id; the rung's number on the ladder, or `silent_60`, `silent_90` for a fixed rule
-- column label: text; its name
-- column is_champion: boolean; whether the ladder would have put it in use on that day
-- column accounts: count; accounts with an order by the cut-off whose outcome is known
-- column live_accounts: count; those with an order in the 91 days before it
-- column silent_share: share; of the accounts, those that placed no order within their horizon; null when there is none
-- column auc: share; of all pairs of one account that fell silent and one that did not, those put in the right order, ties half; null when
--   all fell silent or none did
-- column auc_live: share; the same among live accounts; null when all of them fell silent or none did
-- column brier: ratio; mean squared difference of chance and outcome, 0 is perfect; null where the prediction gives no chance
-- column brier_live: ratio; the same among live accounts; null where the prediction gives no chance
-- column brier_skill: ratio; 1 - brier / that of always saying the actual share; null where the prediction gives no chance
-- column flags: count; accounts that a silence of 60 days flags, among those that have not lapsed; a fixed rule's own number
-- column precision_at_k: share; of as many accounts with the highest chance, those that fell silent; null when there is none
-- column lift_at_10pct: ratio; how many times as often the highest tenth fell silent as all did; null when none did
-- column revenue_captured: share; no longer told; null for every row: see `sort` in the answer evidence
-- column calibration: ratio; share foretold / share that came; null when none came or the prediction gives no chance
-- column calibration_revenue: ratio; the same by revenue; null when none was lost or the prediction gives no chance
-- column predicted_share: share; mean chance; null where the prediction gives no chance
-- column lead_days_mean: days; mean days from the start of a flag to the confirmation of a silence, none counting as 0; measured after one
--   cut-off, for what was in use and the fixed rules; null elsewhere
select
  b.cut_on,
  b.model,
  b.label,
  b.is_champion,
  b.accounts,
  b.live_accounts,
  b.actual_share as silent_share,
  b.auc,
  b.auc_live,
  b.brier,
  b.brier_live,
  b.brier_skill,
  b.flags,
  b.precision_at_k,
  b.lift_at_10pct,
  cast(null as double) as revenue_captured,
  b.predicted_share / nullif(b.actual_share, 0) as calibration,
  b.predicted_revenue_share / nullif(b.actual_revenue_share, 0) as calibration_revenue,
  b.predicted_share,
  r.lead_days_mean
from
  risk_backtests as b
  left join risk_records as r on r.level = b.level
  and r.lead_cut_on = b.cut_on
  and r.model = case
    when b.is_champion then 'in_use'
    else b.model
  end
where
  b.level = $level
  and b.cut_on <= cast($as_of as date)
