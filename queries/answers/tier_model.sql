-- question: By which model were the tiers of the last closed quarter given?
-- grain: one row per criterion, with points or without
-- reads: tier_quarters, tier_history, tier_models, tier_criteria, tier_departments, tier_frozen_anchors
-- order: place
-- column criterion: text; the criterion
-- column label: text; what the model calls it
-- column axis: text; `value` or `potential`
-- column is_judged: boolean; whether departments judge it, on 1 to 5
-- column place: integer; place in the model
-- column points: ratio; points of a hundred
-- column scale: text; `log` or `linear`
-- column low: ratio; figure that scores 0, frozen; 1 for judged criteria; null where no account has a figure
-- column high: ratio; figure that scores 1, frozen; 5 for judged criteria; null where no account has a figure
-- column tier_on: date; last day of the quarter
-- column next_quarter_on: date; first day of the quarter after it
-- column model_version: text; version of the model
-- column model_id: text; names the content of the version
-- column reference_on: date; day of the snapshot from which anchors and peers were taken
-- column is_reconstructed: boolean; whether the quarter was reviewed after its time
-- column is_by_size: boolean; whether it gives tiers by size; one that does not gives them by points alone
-- column size_key_entry: ratio; value score from which an account becomes key; null where the model gives no tiers by size
-- column size_key_exit: ratio; value score under which it can lose that; null where size_key_entry is
-- column size_develop_entry: ratio; value score from which an account becomes develop; null where size_key_entry is
-- column size_develop_exit: ratio; value score under which it can lose that; null where size_key_entry is
-- column key_entry: ratio; score from which an account becomes key; null where no tier is given by score
-- column key_exit: ratio; score under which it can lose that; null where key_entry is
-- column develop_entry: ratio; score from which an account becomes develop; null where none does
-- column develop_exit: ratio; score under which it can lose that; null where none does
-- column exit_after_quarters: integer; quarters running under the exit after which a tier is lost
-- column minimum_stay: integer; quarters of a tier, that of the promotion included, before it can be lost; by points alone quarters after it
-- column silence_days: days; silence after which a tier is lost at once; null where none does
-- column silence_gaps: ratio; mean gaps of its own that the silence must also be longer than; null where silence_days is
-- column given_low: ratio; the low anchor that the model itself gives; null where it is taken from the snapshot
-- column given_high: ratio; the high anchor that the model itself gives; null where it is taken from the snapshot
-- column asked_departments: texts; departments that judge it, with their weight: `sales 1`; null for figures
-- column anchored_scores: texts; what its scores mean: `5 others follow it`; null where the model does not say
-- column tier_refusal: text; why no tier is given by size at this level; null where one is
-- column valid_from: date; first day of the version
-- column half_life_days: ratio; days after which a judgement counts half
-- column disagreement_range: ratio; difference from which departments disagree
-- column contribution_floor: money; contribution under which an account is not key; null where that gate is off
-- column thin_share: ratio; share of contribution / share of revenue under which a large account is not key; null where that gate is off
-- column key_label: text; what the model calls key
-- column develop_label: text; what it calls develop
-- column standard_label: text; what it calls standard
-- column emerging_label: text; what it calls emerging
-- column price_realisation_floor: ratio; share of list price under which it is not; null where that gate is off
-- column emerging_orders: integer; order days under which an account is emerging
-- column emerging_months: integer; months since its first order under which it is
select
  c.criterion,
  c.label,
  c.axis,
  c.is_judged,
  c.place,
  c.points,
  if (c.is_log, 'log', 'linear') as scale,
  case
    when c.is_judged then 1
    when c.criterion = 'candidate' then 0
    else a.low
  end as low,
  case
    when c.is_judged then 5
    when c.criterion = 'candidate' then 1
    else a.high
  end as high,
  q.as_of as tier_on,
  cast(q.as_of + 1 as date) as next_quarter_on,
  q.version as model_version,
  q.model_id,
  q.reference_on,
  q.is_reconstructed,
  m.is_by_size,
  m.size_key_entry,
  m.size_key_exit,
  m.size_develop_entry,
  m.size_develop_exit,
  m.key_entry,
  m.key_exit,
  m.develop_entry,
  m.develop_exit,
  m.exit_after_quarters,
  m.minimum_stay,
  m.silence_days,
  m.silence_gaps,
  c.low as given_low,
  c.high as given_high,
  (
    select
      list(
        d.department || ' ' || cast(cast(d.weight as decimal(9, 4)) as varchar)
        order by
          d.department
      )
    from
      tier_departments as d
    where
      d.model_id = c.model_id
      and d.criterion = c.criterion
  ) as asked_departments,
  nullif(c.anchored_scores, []) as anchored_scores,
  (
    select
      any_value(h.tier_refusal)
    from
      tier_history as h
    where
      h.as_of = q.as_of
      and h.level = cast($level as varchar)
  ) as tier_refusal,
  m.valid_from,
  m.half_life_days,
  m.disagreement_range,
  cast(m.contribution_floor as exact) as contribution_floor,
  m.thin_share,
  m.key_label,
  m.develop_label,
  m.standard_label,
  m.emerging_label,
  m.price_realisation_floor,
  m.emerging_orders,
  m.emerging_months
from
  tier_quarters as q
  inner join tier_models as m on m.model_id = q.model_id
  inner join tier_criteria as c on c.model_id = q.model_id
  left join tier_frozen_anchors as a on a.frozen_id = q.frozen_id
  and a.level = cast($level as varchar)
  and a.criterion = c.criterion
where
  q.as_of = (
    select
      max(as_of)
    from
      tier_quarters
    where
      as_of <= cast($as_of as date)
  )
