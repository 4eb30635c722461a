-- question: How likely is each account to stay silent by the rung that the ladder chose, and what does each part add?
-- grain: one row per level, as_of and account or group with an order by as_of
-- reads: risk_features, model_chances, risk_dates, risk_models, risk_terms
-- kept: no
-- column level: text; `account` or `group`
-- column as_of: date; the month end
-- column account_key: integer; the account or group
-- column p_raw: share; chance of no order within the horizon as the rung gives it; null where no rung could be chosen or there is no horizon
-- column p_calibrated: share; that chance on the line that past outcomes gave, 1 / (1 + exp(-(a + b logit p_raw))); null where p_raw is
-- column p_usual: share; by the model of orders alone and its own line, the chance of an account of as many orders and the same age that has
--   ordered today; null where no model was fitted or there is no horizon
-- column p_year: share; chance of no order within 365 days by the model of orders alone; null where no model was fitted
-- column silence_weight: ratio; what the silence adds to the log-odds against the mean account: coefficient x (value - mean), summed
-- column count_weight: ratio; what the number of orders adds
-- column gap_weight: ratio; what the course of the gaps adds
-- column value_weight: ratio; what the course of order values adds
-- column category_weight: ratio; what dropped categories add
-- column late_weight: ratio; what late deliveries add
-- column case_weight: ratio; what severe service cases add
-- column quote_weight: ratio; what unanswered quotes add
-- column agreement_weight: ratio; what an ending agreement adds
-- column contact_weight: ratio; what fewer contacts add
-- column executive_weight: ratio; what the silence of executives adds
with
  thresholds as (
    select
      7 as most_log_odds,
      0.0001 as least_chance
  ),
  terms as (
    pivot risk_terms on feature in (
      'model_log_odds',
      'log_recency',
      'log_orders',
      'log_overdue',
      'surprise',
      'log_gap',
      'gap_change',
      'order_trend',
      'value_change',
      'categories_dropped',
      'late_share',
      'severe_cases',
      'quotes_unanswered',
      'agreement_ends',
      'contact_trend',
      'executive_quiet'
    ) using first(coefficient) as weight,
    first(mean) as mean
    group by
      level,
      model_on
  ),
  chances as (
    select
      f.* exclude (known_on),
      d.model_on,
      m.model_chance,
      m.usual_chance,
      m.year_chance,
      case
      -- least() and greatest() pass over nulls, so both ends must be asked for first.
        when m.model_chance <= 0 then - t.most_log_odds
        when m.model_chance >= 1 then t.most_log_odds
        when m.model_chance is not null then greatest(- t.most_log_odds, least(t.most_log_odds, ln(m.model_chance / (1 - m.model_chance))))
      end as model_log_odds
    from
      risk_features as f
      inner join risk_dates as d on d.known_on = f.known_on
      and d.as_of = f.as_of
      cross join thresholds as t
      left join model_chances as m on m.level = f.level
      and m.as_of = f.as_of
      and m.account_key = f.account_key
    where
      f.known_on = date '9999-12-31'
  ),
  scored as (
    select
      c.level,
      c.as_of,
      c.account_key,
      case
        when o.rung = '2' then c.model_chance
        when o.rung is not null then 1 / (
          1 + exp(
            - (
              o.intercept + coalesce(t.model_log_odds_weight * c.model_log_odds, 0) + coalesce(t.log_recency_weight * c.log_recency, 0) + coalesce(t.log_orders_weight * c.log_orders, 0) + coalesce(t.log_overdue_weight * c.log_overdue, 0) + coalesce(t.surprise_weight * c.surprise, 0) + coalesce(t.log_gap_weight * c.log_gap, 0) + coalesce(t.gap_change_weight * c.gap_change, 0) + coalesce(t.order_trend_weight * c.order_trend, 0) + coalesce(t.value_change_weight * c.value_change, 0) + coalesce(t.categories_dropped_weight * c.categories_dropped, 0) + coalesce(t.late_share_weight * c.late_share, 0) + coalesce(t.severe_cases_weight * c.severe_cases, 0) + coalesce(t.quotes_unanswered_weight * c.quotes_unanswered, 0) + coalesce(t.agreement_ends_weight * c.agreement_ends, 0) + coalesce(t.contact_trend_weight * c.contact_trend, 0) + coalesce(t.executive_quiet_weight * c.executive_quiet, 0)
            )
          )
        )
      end as p_raw,
      o.intercept_of_line,
      o.slope_of_line,
      o.usual_intercept,
      o.usual_slope,
      c.usual_chance,
      c.year_chance,
      coalesce(t.model_log_odds_weight * (c.model_log_odds - t.model_log_odds_mean), 0) + coalesce(t.log_recency_weight * (c.log_recency - t.log_recency_mean), 0) + coalesce(t.log_overdue_weight * (c.log_overdue - t.log_overdue_mean), 0) + coalesce(t.surprise_weight * (c.surprise - t.surprise_mean), 0) as silence_weight,
      coalesce(t.log_orders_weight * (c.log_orders - t.log_orders_mean), 0) as count_weight,
      coalesce(t.gap_change_weight * (c.gap_change - t.gap_change_mean), 0) + coalesce(t.order_trend_weight * (c.order_trend - t.order_trend_mean), 0) as gap_weight,
      coalesce(t.value_change_weight * (c.value_change - t.value_change_mean), 0) as value_weight,
      coalesce(t.categories_dropped_weight * (c.categories_dropped - t.categories_dropped_mean), 0) as category_weight,
      coalesce(t.late_share_weight * (c.late_share - t.late_share_mean), 0) as late_weight,
      coalesce(t.severe_cases_weight * (c.severe_cases - t.severe_cases_mean), 0) as case_weight,
      coalesce(t.quotes_unanswered_weight * (c.quotes_unanswered - t.quotes_unanswered_mean), 0) as quote_weight,
      coalesce(t.agreement_ends_weight * (c.agreement_ends - t.agreement_ends_mean), 0) as agreement_weight,
      coalesce(t.contact_trend_weight * (c.contact_trend - t.contact_trend_mean), 0) as contact_weight,
      coalesce(t.executive_quiet_weight * (c.executive_quiet - t.executive_quiet_mean), 0) as executive_weight
    from
      chances as c
      inner join risk_models as o on o.level = c.level
      and o.model_on = c.model_on
      left join terms as t on t.level = c.level
      and t.model_on = c.model_on
  )
select
  s.level,
  s.as_of,
  s.account_key,
  s.p_raw,
  case
    when s.p_raw is not null then 1 / (
      1 + exp(
        - (
          s.intercept_of_line + s.slope_of_line * ln(
            least(1 - t.least_chance, greatest(t.least_chance, s.p_raw)) / (1 - least(1 - t.least_chance, greatest(t.least_chance, s.p_raw)))
          )
        )
      )
    )
  end as p_calibrated,
  case
    when s.usual_chance is not null then 1 / (
      1 + exp(
        - (
          s.usual_intercept + s.usual_slope * ln(
            least(1 - t.least_chance, greatest(t.least_chance, s.usual_chance)) / (1 - least(1 - t.least_chance, greatest(t.least_chance, s.usual_chance)))
          )
        )
      )
    )
  end as p_usual,
  s.year_chance as p_year,
  s.silence_weight,
  s.count_weight,
  s.gap_weight,
  s.value_weight,
  s.category_weight,
  s.late_weight,
  s.case_weight,
  s.quote_weight,
  s.agreement_weight,
  s.contact_weight,
  s.executive_weight
from
  scored as s
  cross join thresholds as t
