-- question: Who is a key account, why, how sure is that, and what would change it?
-- grain: one row per account or group that was reviewed in the last closed quarter
-- reads: asked_tiers, asked_branches, directory, tier_quarters, tier_models, tier_criteria, tier_frozen_anchors, build_facts,
--   tier_care_months, cost_to_serve_months, accounts
-- order: -score, account_id
-- param account_id: id; the one account or group, as its record asks for it; all where it is not given
-- param list: `candidates` (orders often and at rising values, not key yet), `unmerited` (key, and no longer worth it),
--   `under_served` (key, and looked after worse than the median key account), `referrers` (brought other accounts), `moved` (raised
--   or lowered by the last review), `contested` (keeps its tier in less than nine of ten weight draws) or `disputed` (departments
--   disagree); all where it is not given
-- total revenue: sum(revenue)
-- total contribution: sum(contribution)
-- total white_space: sum(white_space)
-- total contacts: sum(contacts)
-- total referred_accounts: sum(referred_accounts)
-- column account_id: id; the account or group
-- column name: text; its name
-- column tier_on: date; last day of the quarter that was reviewed
-- column model_version: text; version of the tier model of that quarter
-- column is_reconstructed: boolean; whether the quarter was reviewed after its time
-- column tier: text; `key`, `growth`, `standard` or `emerging`; null where it could not be scored
-- column prior_tier: text; of the quarter before; null where it had none
-- column score: ratio; 0 to 100; an emerging account's on potential only; null where nothing is known
-- column value: ratio; 0 to 100, current value; null where nothing of it is known
-- column potential: ratio; 0 to 100, future potential; null where nothing of it is known
-- column prior_score: ratio; of the quarter before; null where it had none
-- column move_data: ratio; points that figures moved the score by; null where there is no prior score
-- column move_judgement: ratio; points that the departments' judgement moved it by, its age included; null where there is no prior score
-- column move_weights: ratio; points that another model or its new anchors moved it by; null where there is no prior score
-- column stability: share; weight draws in which it keeps its tier, from .9 robust, below contested; null where none were made
-- column confidence_share: share; points that stand on known figures and fresh judgements / all points
-- column next_tier: text; tier above; null where it is key or emerging
-- column points_to_next: ratio; points of score that are missing to its entry; null where there is no next tier
-- column distance_to_next: text; what alone would be enough, in plain units; null where there is no next tier
-- column gate_reason: text; why it may not be key; null where no gate is shut
-- column revenue: money; net revenue of the twelve months, for a year where the history holds less; null when no line has an amount
-- column contribution: money; after service; after freight and rebates alone where no rates are given; null when nothing is costed
-- column contribution_basis: text; `contribution` after service, `margin` where no rates are given, `none` without any cost
-- column price_realisation: ratio; net amount of lines with a list amount / their list amount; null when none has one
-- column breadth: integer; categories bought; null when no line has a category
-- column growth: ratio; symmetric, over the twelve months before; null where there is no baseline
-- column white_space: money; expected of categories that it does not buy; null where no list of white space passed its check
-- column planned_growth: ratio; symmetric, from the twelve months to the plan; null where there is no plan
-- column is_candidate: boolean; whether it orders often and at rising values
-- column rising_share: share; pairs of its orders of which the later is the larger / all pairs; null where it is no candidate
-- column order_days_to_date: count; days with a sale up to the quarter's end
-- column contribution_score: share; score on the criterion, 0 to 1; null where it is not known
-- column revenue_score: share; score on the criterion, 0 to 1; null where it is not known
-- column price_realisation_score: share; score on the criterion, 0 to 1; null where it is not known
-- column breadth_score: share; score on the criterion, 0 to 1; null where it is not known
-- column growth_score: share; score on the criterion, 0 to 1; null where it is not known
-- column white_space_score: share; score on the criterion, 0 to 1; null where it is not known
-- column planned_growth_score: share; score on the criterion, 0 to 1; null where it is not known
-- column candidate_score: share; score on the criterion, 0 to 1; null where it is not known
-- column strategic_alignment_score: share; score on the criterion, 0 to 1; null where it is not known
-- column market_influence_score: share; score on the criterion, 0 to 1; null where it is not known
-- column reference_value_score: share; score on the criterion, 0 to 1; null where it is not known
-- column referrals_score: share; score on the criterion, 0 to 1; null where it is not known
-- column rating_spread: ratio; widest spread between departments, on 1 to 5; null where no two judged one criterion
-- column disputed: texts; criteria on which departments disagree; null where they do not
-- column stale: texts; judgements that have faded below a quarter; null where none has
-- column unmerited_reason: text; why a key account no longer merits it: a gate, its score, or that serving it takes half of its
--   margin and twice as much of it as at the median key account; null where it does or is none
-- column service_load: ratio; cost of serving / contribution before service, 0 or more; null where it is no key account, no rate is
--   given or it has no contribution before service
-- column under_served_by: texts; of `service`, `contact` and `delivery` what is worse than the median key account's beyond chance;
--   null where nothing is or it is no key account
-- column contacts: count; touchpoints in the twelve months; null where it is no key account or there are none
-- column in_time_share: share; deliveries that arrived, or else left, in time / deliveries due; null where it is no key account or none was due
-- column commitment_share: share; service commitments met / known; null where it is no key account or none is known
-- column referred_accounts: count; accounts that name it as the one that referred them
with
  thresholds as (
    select
      1.96 as z,
      5 as least_accounts,
      0.5 as most_load,
      2 as times_median
  ),
  reviewed as (
    select
      t.*,
      d.account_id,
      d.name,
      q.model_id,
      q.frozen_id,
      q.version,
      q.is_reconstructed,
      q.contribution_basis,
      q.from_on,
      q.to_on,
      m.key_entry,
      m.key_exit,
      m.growth_entry,
      m.contribution_floor,
      m.price_realisation_floor
    from
      asked_tiers as t
      inner join directory as d on d.level = t.level
      and d.account_key = t.account_key
      inner join tier_quarters as q on q.as_of = t.tier_on
      inner join tier_models as m on m.model_id = q.model_id
    where
      t.account_key in (
        select
          account_key
        from
          asked_branches
      )
  ),
  points as (
    select
      model_id,
      max(points) filter(criterion = 'contribution') as contribution,
      max(points) filter(criterion = 'revenue') as revenue,
      max(points) filter(criterion = 'price_realisation') as price_realisation,
      max(points) filter(criterion = 'breadth') as breadth,
      max(points) filter(criterion = 'growth') as growth,
      max(points) filter(criterion = 'white_space') as white_space,
      max(points) filter(criterion = 'planned_growth') as planned_growth,
      max(points) filter(criterion = 'candidate') as candidate,
      max(points) filter(criterion = 'strategic_alignment') as strategic_alignment,
      max(points) filter(criterion = 'market_influence') as market_influence,
      max(points) filter(criterion = 'reference_value') as reference_value,
      max(points) filter(criterion = 'referrals') as referrals,
      bool_or(is_log) filter(criterion = 'contribution') as is_log
    from
      tier_criteria
    group by
      model_id
  ),
  anchors as (
    select
      frozen_id,
      level,
      low,
      high
    from
      tier_frozen_anchors
    where
      criterion = 'contribution'
  ),
  placed as (
    -- The points that its known criteria carry: a missing point of score is so many points of a criterion.
    select
      r.*,
      case
        when r.tier = 'growth' then 'key'
        when r.tier = 'standard' then 'growth'
      end as next_tier,
      case
        when r.tier = 'growth' then greatest(r.key_entry - r.score, 0)
        when r.tier = 'standard' then greatest(r.growth_entry - r.score, 0)
      end as points_to_next,
      p.contribution as contribution_points,
      p.is_log,
      if (r.contribution_score is null, 0, coalesce(p.contribution, 0)) + if (r.revenue_score is null, 0, coalesce(p.revenue, 0)) + if (r.price_realisation_score is null, 0, coalesce(p.price_realisation, 0)) + if (r.breadth_score is null, 0, coalesce(p.breadth, 0)) + if (r.growth_score is null, 0, coalesce(p.growth, 0)) + if (r.white_space_score is null, 0, coalesce(p.white_space, 0)) + if (r.planned_growth_score is null, 0, coalesce(p.planned_growth, 0)) + if (r.candidate_score is null, 0, coalesce(p.candidate, 0)) + if (r.strategic_alignment_score is null, 0, coalesce(p.strategic_alignment, 0)) + if (r.market_influence_score is null, 0, coalesce(p.market_influence, 0)) + if (r.reference_value_score is null, 0, coalesce(p.reference_value, 0)) + if (r.referrals_score is null, 0, coalesce(p.referrals, 0)) as points_known,
      a.low,
      a.high,
      greatest(
        if (r.strategic_alignment_score is null, 0, p.strategic_alignment),
        if (r.market_influence_score is null, 0, p.market_influence),
        if (r.reference_value_score is null, 0, p.reference_value),
        if (r.referrals_score is null, 0, p.referrals)
      ) as best_judged_points,
      case greatest(
          if (r.strategic_alignment_score is null, 0, p.strategic_alignment),
          if (r.market_influence_score is null, 0, p.market_influence),
          if (r.reference_value_score is null, 0, p.reference_value),
          if (r.referrals_score is null, 0, p.referrals)
        )
        when if (r.strategic_alignment_score is null, -1, p.strategic_alignment) then 'strategic_alignment'
        when if (r.market_influence_score is null, -1, p.market_influence) then 'market_influence'
        when if (r.reference_value_score is null, -1, p.reference_value) then 'reference_value'
        when if (r.referrals_score is null, -1, p.referrals) then 'referrals'
      end as best_judged,
      case greatest(
          if (r.strategic_alignment_score is null, 0, p.strategic_alignment),
          if (r.market_influence_score is null, 0, p.market_influence),
          if (r.reference_value_score is null, 0, p.reference_value),
          if (r.referrals_score is null, 0, p.referrals)
        )
        when if (r.strategic_alignment_score is null, -1, p.strategic_alignment) then r.strategic_alignment_score
        when if (r.market_influence_score is null, -1, p.market_influence) then r.market_influence_score
        when if (r.reference_value_score is null, -1, p.reference_value) then r.reference_value_score
        when if (r.referrals_score is null, -1, p.referrals) then r.referrals_score
      end as best_judged_score
    from
      reviewed as r
      inner join points as p on p.model_id = r.model_id
      left join anchors as a on a.frozen_id = r.frozen_id
      and a.level = r.level
  ),
  needed as (
    select
      *,
      points_to_next * points_known / 100 / nullif(contribution_points, 0) + contribution_score as contribution_needed,
      4 * points_to_next * points_known / 100 / nullif(best_judged_points, 0) as judged_needed
    from
      placed
  ),
  ways as (
    select
      *,
      case
        when contribution_needed <= 1 then if (is_log, low * pow(high / low, contribution_needed), low + (high - low) * contribution_needed) - contribution
      end as more_contribution,
      case
        when judged_needed <= 4 * (1 - best_judged_score) then judged_needed
      end as more_judged
    from
      needed
  ),
  key_accounts as (
    -- All of them, whatever is filtered: the median is the same in every list.
    select
      t.level,
      t.account_key,
      t.contribution,
      q.from_on,
      q.to_on,
      q.held_share,
      q.contribution_basis
    from
      asked_tiers as t
      inner join tier_quarters as q on q.as_of = t.tier_on
    where
      t.tier = 'key'
  ),
  care as (
    select
      r.account_key,
      sum(c.contacts) as contacts,
      sum(c.deliveries_due) as due,
      sum(c.deliveries_in_time) / nullif(sum(c.deliveries_due), 0) as in_time_share,
      sum(c.commitments) as commitments,
      sum(c.commitments_met) / nullif(sum(c.commitments), 0) as commitment_share
    from
      key_accounts as r
      inner join main.branches as b on b.level = r.level
      and b.account_key = r.account_key
      inner join tier_care_months as c on c.account_key = b.branch_key
      and c.month_on >= r.from_on
      and c.month_on < r.to_on
    group by
      r.account_key
  ),
  medians as (
    select
      median(contacts) as contacts,
      median(in_time_share) as in_time_share,
      median(commitment_share) as commitment_share
    from
      care
      cross join thresholds as t
    having
      count(*) >= max(t.least_accounts)
  ),
  compared as (
    -- Worse than the median beyond chance: the upper end of its 95 % interval lies under it (Wilson's for shares).
    select
      c.account_key,
      c.contacts,
      c.in_time_share,
      c.commitment_share,
      nullif(
        list_filter(
          [
            case
              when (
                c.commitment_share + z * z / (2 * c.commitments) + z * sqrt(
                  c.commitment_share * (1 - c.commitment_share) / c.commitments + z * z / (4 * c.commitments * c.commitments)
                )
              ) / (1 + z * z / c.commitments) < m.commitment_share then 'service'
            end,
            case
              when pow(sqrt(c.contacts + 1) + z / 2, 2) < m.contacts then 'contact'
            end,
            case
              when (
                c.in_time_share + z * z / (2 * c.due) + z * sqrt(c.in_time_share * (1 - c.in_time_share) / c.due + z * z / (4 * c.due * c.due))
              ) / (1 + z * z / c.due) < m.in_time_share then 'delivery'
            end
          ],
          lambda what: what is not null
        ),
        []
      ) as under_served_by
    from
      care as c
      cross join thresholds
      left join medians as m on true
  ),
  served as (
    -- Only from the quarter's own figures: what is left after service, and what service took.
    select
      r.account_key,
      sum(c.cost_to_serve) / r.held_share / nullif(greatest(r.contribution + sum(c.cost_to_serve) / r.held_share, 0), 0) as service_load
    from
      key_accounts as r
      inner join main.branches as b on b.level = r.level
      and b.account_key = r.account_key
      inner join cost_to_serve_months as c on c.account_key = b.branch_key
      and c.month_on >= r.from_on
      and c.month_on < r.to_on
    where
      r.contribution_basis = 'contribution'
    group by
      r.account_key,
      r.contribution,
      r.held_share
  ),
  usual_load as (
    select
      median(s.service_load) as service_load
    from
      served as s
      cross join thresholds as t
    having
      count(*) >= max(t.least_accounts)
  ),
  referrals as (
    select
      r.level,
      r.account_key,
      count(*) as referred_accounts
    from
      accounts as a
      inner join accounts as b on b.account_id = a.referred_by
      inner join main.branches as r on r.branch_key = b.account_key
      inner join main.branches as s on s.level = r.level
      and s.branch_key = a.account_key
    where
      s.account_key <> r.account_key
      and r.level = (
        select
          any_value(level)
        from
          asked_branches
      )
    group by
      r.level,
      r.account_key
  ),
  told as (
    select
      p.*,
      c.contacts,
      c.in_time_share,
      c.commitment_share,
      c.under_served_by,
      coalesce(f.referred_accounts, 0) as referred_accounts,
      s.service_load,
      u.service_load as usual_load,
      h.most_load,
      h.times_median,
      b.currency,
      array_to_string(
        list_transform(
          p.gates,
          lambda gate: case gate
            when 'contribution' then format(
              'contribution of {} {:,.0f} is under {:,.0f}',
              b.currency,
              cast(p.contribution as double),
              p.contribution_floor
            )
            else format(
              'price realisation of {:.1f} % is under {:.0f} %',
              100 * cast(p.price_realisation as double),
              100 * p.price_realisation_floor
            )
          end
        ),
        ' and '
      ) as gate_reason
    from
      ways as p
      cross join build_facts as b
      cross join thresholds as h
      left join served as s on s.account_key = p.account_key
      left join usual_load as u on true
      left join compared as c on c.account_key = p.account_key
      left join referrals as f on f.account_key = p.account_key
  ),
  judged_merit as (
    select
      t.*,
      case
        when t.tier = 'key'
        and t.gates is not null then t.gate_reason
        when t.tier = 'key'
        and t.score < t.key_exit then format('score of {:.1f} is under the exit of {:.0f}', cast(t.score as double), t.key_exit)
        when t.service_load >= t.most_load
        and t.service_load >= t.times_median * t.usual_load then format(
          'serving it takes {:.0f} % of its margin, {:.0f} % at the median key account',
          100 * t.service_load,
          100 * t.usual_load
        )
      end as unmerited_reason
    from
      told as t
  )
select
  j.account_id,
  j.name,
  j.tier_on,
  j.version as model_version,
  j.is_reconstructed,
  j.tier,
  j.prior_tier,
  cast(j.score as double) as score,
  cast(j.value as double) as value,
  cast(j.potential as double) as potential,
  cast(j.prior_score as double) as prior_score,
  j.move_data,
  j.move_judgement,
  j.move_weights,
  cast(j.tier_share as double) as stability,
  cast(j.confidence_share as double) as confidence_share,
  j.next_tier,
  cast(j.points_to_next as double) as points_to_next,
  case
    when j.next_tier is null then null
    when j.next_tier = 'key'
    and j.gates is not null
    and j.points_to_next = 0 then 'an open gate'
    when j.more_contribution is null
    and j.more_judged is null then 'no single criterion is enough'
    else array_to_string(
      list_filter(
        [
          case
            when j.more_contribution is not null then format('{} {:,.0f} more contribution', j.currency, cast(j.more_contribution as double))
          end,
          case
            when j.more_judged is not null then format('{:.1f} points of {}', cast(j.more_judged as double), replace(j.best_judged, '_', ' '))
          end
        ],
        lambda way: way is not null
      ),
      ', or '
    ) || if (
      j.next_tier = 'key'
      and j.gates is not null,
      ', and an open gate',
      ''
    )
  end as distance_to_next,
  j.gate_reason,
  j.revenue,
  j.contribution,
  j.contribution_basis,
  j.price_realisation,
  j.breadth,
  j.growth,
  j.white_space,
  j.planned_growth,
  j.is_candidate,
  cast(j.rising_share as double) as rising_share,
  j.order_days_to_date,
  cast(j.contribution_score as double) as contribution_score,
  cast(j.revenue_score as double) as revenue_score,
  cast(j.price_realisation_score as double) as price_realisation_score,
  cast(j.breadth_score as double) as breadth_score,
  cast(j.growth_score as double) as growth_score,
  cast(j.white_space_score as double) as white_space_score,
  cast(j.planned_growth_score as double) as planned_growth_score,
  cast(j.candidate_score as double) as candidate_score,
  cast(j.strategic_alignment_score as double) as strategic_alignment_score,
  cast(j.market_influence_score as double) as market_influence_score,
  cast(j.reference_value_score as double) as reference_value_score,
  cast(j.referrals_score as double) as referrals_score,
  j.rating_spread,
  j.disputed,
  j.stale,
  j.unmerited_reason,
  j.service_load,
  j.under_served_by,
  cast(j.contacts as integer) as contacts,
  cast(j.in_time_share as double) as in_time_share,
  cast(j.commitment_share as double) as commitment_share,
  cast(j.referred_accounts as integer) as referred_accounts
from
  judged_merit as j
where
  case cast($list as varchar)
    when 'candidates' then j.is_candidate
    and j.tier is distinct from 'key'
    when 'unmerited' then j.unmerited_reason is not null
    when 'under_served' then j.under_served_by is not null
    when 'referrers' then j.referred_accounts > 0
    when 'moved' then j.prior_tier is not null
    and j.tier is not null
    and j.tier <> j.prior_tier
    and not (
      j.tier in ('standard', 'emerging')
      and j.prior_tier in ('standard', 'emerging')
    )
    when 'contested' then j.tier_share < 0.9
    when 'disputed' then j.disputed is not null
    else true
  end
