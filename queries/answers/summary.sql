-- question: How much did the accounts bring, how did that change, and how much of last year's revenue stayed?
-- grain: one row per level and as_of
-- reads: account_windows, asked_levels, asked_windows, no_change_baselines, asked_tiers, account_risk
-- stored: yes
-- order: level, as_of
-- not by category: active_accounts, orders, order_days, grr_no_change_baseline_low, grr_no_change_baseline_high, grr_verdict,
--   nrr_no_change_baseline_low, nrr_no_change_baseline_high, revenue_at_risk, revenue_at_risk_sd
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column revenue: money; net revenue of all accounts in the window; null when no line of the data has an amount, or no account matches
-- column prior_revenue: money; the same in the prior window; null when there is none, or no account matches
-- column growth_rate: ratio; revenue / prior_revenue - 1; null when the prior window is missing or not positive
-- column margin: money; net amount of costed lines less their cost; null when nothing is costed
-- column margin_share: share; margin / net amount of costed lines; null when that is missing or not positive
-- column margin_coverage_share: share; net amount of costed lines / revenue; null when either is missing or not positive
-- column prior_margin_share: share; margin_share of the prior window; null where nothing costed was sold in it
-- column known_accounts: count; accounts that match the filters and are known by then: with a line in the window or the prior one, or an
--   order up to as_of; the rows of the answer accounts. 0 says that nobody matches, not that the data lacks anything
-- column accounts: count; accounts with a line in the window
-- column active_accounts: count; accounts with an order day in the window
-- column orders: count; order numbers with a sale, each once, on the day of its first line, in the window
-- column order_days: count; days with a sale in the window, of each account
-- column new_accounts: count; accounts with revenue in the window, none in the prior one and no order before that one's end, as in
--   the growth bridge; null when there is no prior window
-- column lost_accounts: count; accounts with revenue in the prior window and none in this one; null when there is no prior window
-- column grr: share; gross revenue retention: sum of min(revenue, prior revenue) / prior revenue, over accounts with prior revenue;
--   null when there is none
-- column grr_no_change_baseline_low: share; lower end of what grr would show if nothing but the timing and the size of orders had varied, in 95 of
--   100 cases, with gaps as random and as regular as the company's are; null when there is no prior revenue, or under five accounts of the
--   company have three valued orders in two years
-- column grr_no_change_baseline_high: share; upper end of it; null when grr_no_change_baseline_low is
-- column grr_verdict: text; `fewer` or `more` was kept than timing and size of orders alone would have it, `no_change` where grr lies between both
--   ends; null when grr_no_change_baseline_low is
-- column logo_retention: share; of the accounts with prior revenue, those that have revenue now; null when there is none
-- column nrr: ratio; net revenue retention: revenue / prior revenue of accounts with prior revenue; null when there is none
-- column nrr_no_change_baseline_low: ratio; lower end of what nrr would show if nothing but the timing and the size of orders had varied, in 95 of 100
--   cases; null when grr_no_change_baseline_low is
-- column nrr_no_change_baseline_high: ratio; upper end of it; null when grr_no_change_baseline_low is
-- column revenue_at_risk: money; expected loss, summed, as in risk; null where the past does not bear it out
-- column revenue_at_risk_sd: money; no longer told; null for every row: silences of a common cause have no such deviation
-- column key_accounts: count; accounts of tier key; null when there are no tiers
-- column key_account_share: share; their share of the positive revenue; null when there are no tiers
-- column key_account_multiple: ratio; median revenue of a key account / of any other, of those with revenue; null when there are none
with
  kept as (
    select
      l.level,
      a.as_of,
      w.account_key,
      t.tier,
      w.revenue,
      w.prior_revenue,
      w.margin,
      w.costed_revenue,
      w.prior_margin,
      w.prior_costed_revenue,
      w.line_count,
      w.orders,
      w.order_days,
      w.prior_order_days,
      a.prior_from_on is not null as has_prior,
      coalesce(w.first_order_on < a.prior_to_on, false) as has_begun_before,
      r.revenue_at_risk
    from
      asked_windows as a
      cross join asked_levels as l
      left join account_windows as w on w.level = l.level
      and w.as_of = a.as_of
      left join asked_tiers as t on t.level = w.level
      and t.as_of = w.as_of
      and t.account_key = w.account_key
      left join account_risk as r on r.level = w.level
      and r.as_of = w.as_of
      and r.account_key = w.account_key
  ),
  totals as (
    select
      level,
      as_of,
      cast(sum(revenue) as exact) as revenue,
      cast(sum(prior_revenue) as exact) as prior_revenue,
      case
        when sum(prior_revenue) > 0 then cast(sum(revenue) / sum(prior_revenue) - 1 as double)
      end as growth_rate,
      cast(sum(margin) as exact) as margin,
      case
        when sum(costed_revenue) > 0 then cast(sum(margin) / sum(costed_revenue) as double)
      end as margin_share,
      case
        when sum(revenue) > 0
        and sum(costed_revenue) > 0 then cast(sum(costed_revenue) / sum(revenue) as double)
      end as margin_coverage_share,
      case
        when sum(prior_costed_revenue) > 0 then cast(sum(prior_margin) / sum(prior_costed_revenue) as double)
      end as prior_margin_share,
      cast(count(account_key) as integer) as known_accounts,
      cast(count(*) filter(line_count > 0) as integer) as accounts,
      cast(count(*) filter(order_days > 0) as integer) as active_accounts,
      cast(coalesce(sum(orders), 0) as integer) as orders,
      cast(coalesce(sum(order_days), 0) as integer) as order_days,
      case
        when bool_and(has_prior) then cast(
          count(*) filter(
            revenue > 0
            and prior_revenue <= 0
            and not has_begun_before
          ) as integer
        )
      end as new_accounts,
      case
        when bool_and(has_prior) then cast(
          count(*) filter(
            prior_revenue > 0
            and revenue <= 0
          ) as integer
        )
      end as lost_accounts,
      cast(
        sum(least(greatest(revenue, 0), prior_revenue)) filter(prior_revenue > 0) / sum(prior_revenue) filter(prior_revenue > 0) as double
      ) as grr,
      count(*) filter(
        prior_revenue > 0
        and revenue > 0
      ) / nullif(count(*) filter(prior_revenue > 0), 0) as logo_retention,
      cast(sum(revenue) filter(prior_revenue > 0) / sum(prior_revenue) filter(prior_revenue > 0) as double) as nrr,
      cast(sum(revenue_at_risk) as exact) as revenue_at_risk,
      cast(null as exact) as revenue_at_risk_sd,
      case
        when count(tier) > 0 then cast(count(*) filter(tier = 'key') as integer)
      end as key_accounts,
      case
        when count(tier) > 0 then cast(
          coalesce(
            sum(revenue) filter(
              tier = 'key'
              and revenue > 0
            ),
            0
          ) / nullif(sum(revenue) filter(revenue > 0), 0) as double
        )
      end as key_account_share,
      cast(
        median(revenue) filter(
          tier = 'key'
          and revenue > 0
        ) / median(revenue) filter(
          tier is distinct from 'key'
          and revenue > 0
        ) as double
      ) as key_account_multiple
    from
      kept
    group by
      level,
      as_of
  )
select
  t.level,
  t.as_of,
  t.revenue,
  t.prior_revenue,
  t.growth_rate,
  t.margin,
  t.margin_share,
  t.margin_coverage_share,
  t.prior_margin_share,
  t.known_accounts,
  t.accounts,
  t.active_accounts,
  t.orders,
  t.order_days,
  t.new_accounts,
  t.lost_accounts,
  t.grr,
  b.grr_low as grr_no_change_baseline_low,
  b.grr_high as grr_no_change_baseline_high,
  case
    when t.grr < b.grr_low then 'fewer'
    when t.grr > b.grr_high then 'more'
    when t.grr <= b.grr_high then 'no_change'
  end as grr_verdict,
  t.logo_retention,
  t.nrr,
  b.nrr_low as nrr_no_change_baseline_low,
  b.nrr_high as nrr_no_change_baseline_high,
  t.revenue_at_risk,
  t.revenue_at_risk_sd,
  t.key_accounts,
  t.key_account_share,
  t.key_account_multiple
from
  totals as t
  left join no_change_baselines as b on b.level = t.level
  and b.as_of = t.as_of
