-- question: Why is each account that is behind its rhythm, or flagged, at risk?
-- grain: one row per level, as_of and such account or group
-- reads: cadence, cadence_states, risk_signals, risk_chances, risk_models
-- kept: no
-- column level: text; `account` or `group`
-- column as_of: date; the month end
-- column account_key: integer; the account or group
-- column risk_reasons: texts; up to three sentences with their figures, that which adds most to its risk first; what the model has not
--   learned from adds nothing and comes last
with
  thresholds as (
    select
      0.1 as raised_from,
      1.2 as slower_ratio,
      0.8 as smaller_ratio,
      4 as few_orders,
      4 as quarters,
      1.5 as fewer_contacts,
      1.5 as longer_contact_gap,
      30 as executive_days,
      3 as most_reasons
  )
select
  c.level,
  c.as_of,
  c.account_key,
  list_transform(
    list_sort(
      list_filter(
        [
          {
            'weight': - w.silence_weight,
            'sentence': case
              when c.days_since_order > c.long_gap_days then format(
                '{} days since the last order; nine in ten of its gaps were no longer than {}.',
                c.days_since_order,
                c.long_gap_days
              )
              when c.days_since_order > c.late_after_days then format(
                '{} days since the last order; nine in ten orders of such a rhythm come within {}.',
                c.days_since_order,
                c.late_after_days
              )
            end
          },
          {
            'weight': - w.count_weight,
            'sentence': case
              when c.orders <= t.few_orders then format('Only {} orders so far.', c.orders)
            end
          },
          {
            'weight': - w.gap_weight,
            'sentence': case
              when s.recent_gap_days > t.slower_ratio * s.earlier_gap_days then format(
                'Its last three gaps were {:.0f} days on average, those before {:.0f}.',
                s.recent_gap_days,
                s.earlier_gap_days
              )
            end
          },
          {
            'weight': - w.value_weight,
            'sentence': case
              when c.recent_value < t.smaller_ratio * c.earlier_value then format(
                'Its last three orders were worth {:,} on average; before, an order was worth {:,}.',
                cast(round(c.recent_value) as bigint),
                cast(round(c.earlier_value) as bigint)
              )
            end
          },
          {
            'weight': - w.category_weight,
            'sentence': case
              when g.categories_dropped > 0 then format('Not ordered for half a year, but before: {}.', g.dropped)
            end
          },
          {
            'weight': - w.late_weight,
            'sentence': case
              when g.late_deliveries > 1
              and g.late_deliveries * greatest(1, g.earlier_deliveries) > g.deliveries * g.earlier_late_deliveries then format(
                '{} of {} deliveries of the last half year were late; in the year before, {} of {}.',
                g.late_deliveries,
                g.deliveries,
                g.earlier_late_deliveries,
                g.earlier_deliveries
              )
            end
          },
          {
            'weight': - w.case_weight,
            'sentence': case
              when g.severe_cases + g.open_severe_cases > 0 then format('Severe service cases: {} in the last quarter, {} still open.', g.severe_cases, g.open_severe_cases)
            end
          },
          {
            'weight': - w.quote_weight,
            'sentence': case
              when g.quotes_unanswered > 0 then format(
                'Quotes of the last half year that ran out without an order: {}, over {:,}.',
                g.quotes_unanswered,
                cast(round(g.amount_unanswered) as bigint)
              )
            end
          },
          {
            'weight': - w.agreement_weight,
            'sentence': case
              when g.agreement_ends_on is not null then format(
                'An agreement {} on {} and has no successor.',
                if (g.agreement_ends_on > c.as_of, 'ends', 'ended'),
                strftime(g.agreement_ends_on, '%-d %b %Y')
              )
            end
          },
          {
            'weight': - w.contact_weight,
            'sentence': case
              when g.earlier_contacts >= t.quarters
              and t.fewer_contacts * t.quarters * g.contacts < g.earlier_contacts then format(
                'Contacts in the last quarter: {}; in the year before, {:.1f} a quarter.',
                g.contacts,
                g.earlier_contacts / t.quarters
              )
            end
          },
          {
            'weight': - w.executive_weight,
            'sentence': case
              when g.executive_contacts > 1
              and c.as_of - g.last_executive_on > t.longer_contact_gap * greatest(t.executive_days, (g.last_executive_on - g.first_executive_on) / (g.executive_contacts - 1)) then format(
                'No executive contact for {} days; before, one in {:.0f}.',
                c.as_of - g.last_executive_on,
                (g.last_executive_on - g.first_executive_on) / (g.executive_contacts - 1)
              )
            end
          }
        ],
        lambda cause: cause.sentence is not null
      )
    ),
    lambda cause: cause.sentence
  ) [:t.most_reasons] as risk_reasons
from
  cadence as c
  cross join thresholds as t
  inner join cadence_states as s on s.known_on = date '9999-12-31'
  and s.level = c.level
  and s.as_of = c.as_of
  and s.account_key = c.account_key
  inner join risk_signals as g on g.known_on = s.known_on
  and g.level = c.level
  and g.as_of = c.as_of
  and g.account_key = c.account_key
  inner join risk_chances as w on w.level = c.level
  and w.as_of = c.as_of
  and w.account_key = c.account_key
  inner join risk_models as m on m.level = c.level
  and m.model_on = c.model_on
where
  c.cadence_state in ('due', 'late')
  or (
    c.cadence_state = 'on_time'
    and m.verdict <> 'do_not_use'
    and w.p_calibrated >= t.raised_from
  )
