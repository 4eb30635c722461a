-- question: What would be left if we lost these accounts?
-- grain: one row per scenario
-- reads: account_windows, asked_windows, asked_scenarios, asked_shrinks, asked_months, asked_branches, calendar, directory, silence_chances
-- order: position
-- param lose: texts; what is lost, repeated for several: an account_id (all of those named are one scenario), `top:3` for the three
--   largest, `segment=Retail:0.3` for three tenths of all that a value of a dimension or category brings; default: top:1, top:3
--   and top:5
-- column scenario: text; `top:3`, `accounts` for those named, or `segment=Retail:0.3`
-- column position: integer; its place in the order in which it was asked
-- column lost_accounts: count; accounts that are lost, or shrink
-- column lost_account_ids: texts; those lost as a whole, largest first; empty where a segment shrinks
-- column revenue: money; net revenue of all accounts in the window; null when no line of the data has an amount, or no account matches
-- column revenue_lost: money; what the scenario takes away; null where revenue is
-- column revenue_lost_share: share; revenue_lost / revenue; null where revenue is, and where it is not positive
-- column revenue_after: money; revenue - revenue_lost; null where revenue is
-- column margin: money; net amount of costed lines less their cost; null when nothing is costed
-- column margin_after: money; margin less that of what is lost; null when nothing is costed
-- column account_count: count; accounts with positive revenue
-- column account_count_after: count; those that are left
-- column effective_accounts: ratio; 1 / HHI; null when no account has positive revenue
-- column hhi_after: ratio; HHI of what is left; null when no account with positive revenue is left
-- column effective_accounts_after: ratio; 1 / hhi_after; null when no account with positive revenue is left
-- column new_revenue_per_month: money; revenue of new accounts, as in the growth bridge, per month of the window; null where there is
--   no prior window
-- column months_to_replace: ratio; revenue_lost / new_revenue_per_month; null where that is missing or not positive
-- column expected_loss: money; sum over the lost accounts of the chance of silence times what is lost; null when no chance is known
-- column loss_sd: money; its standard deviation, sqrt(sum p (1 - p) x^2), if accounts fall silent independently of each other; null
--   when no chance is known
with
  window_months as (
    select
      w.as_of,
      c.month_on
    from
      asked_windows as w
      inner join calendar as c on c.month_on >= w.from_on
      and c.month_on < w.to_on
  ),
  whole_losses as (
    select
      s.scenario,
      w.level,
      w.as_of,
      w.account_key,
      w.revenue,
      w.margin,
      w.revenue_rank,
      true as is_whole
    from
      asked_scenarios as s
      inner join account_windows as w on w.revenue_rank <= s.top_count
      and w.revenue > 0
    union all
    select
      s.scenario,
      w.level,
      w.as_of,
      w.account_key,
      w.revenue,
      w.margin,
      w.revenue_rank,
      true as is_whole
    from
      asked_scenarios as s
      inner join directory as d on list_contains(s.account_ids, d.account_id)
      inner join account_windows as w on w.level = d.level
      and w.account_key = d.account_key
  ),
  shrunk_losses as (
    select
      s.scenario,
      b.level,
      m.as_of,
      b.account_key,
      sum(a.net_amount) * any_value(s.lost_share) as revenue,
      sum(a.costed_net_amount - a.cost_amount) * any_value(s.lost_share) as margin,
      cast(null as integer) as revenue_rank,
      false as is_whole
    from
      asked_shrinks as s
      inner join asked_branches as b on b.branch_key = s.branch_key
      inner join asked_months as a on a.account_key = b.branch_key
      and (
        s.category is null
        or a.category = s.category
      )
      inner join window_months as m on m.month_on = a.month_on
    group by
      s.scenario,
      b.level,
      m.as_of,
      b.account_key
  ),
  losses as (
    select
      *
    from
      whole_losses
    union all
    select
      *
    from
      shrunk_losses
  ),
  lost as (
    select
      l.scenario,
      count(*) as lost_accounts,
      list(
        d.account_id
        order by
          l.revenue_rank
      ) filter(l.is_whole) as lost_account_ids,
      sum(l.revenue) as revenue,
      sum(l.margin) as margin,
      sum(c.loss_share * l.revenue) as expected_loss
    from
      losses as l
      inner join directory as d on d.level = l.level
      and d.account_key = l.account_key
      left join silence_chances as c on c.level = l.level
      and c.as_of = l.as_of
      and c.account_key = l.account_key
    group by
      l.scenario
  ),
  remaining as (
    select
      s.scenario,
      cast(w.revenue as double) as revenue,
      case
      -- What shrinks is a share of a sum that has more decimals than an amount: a whole account leaves nothing behind.
        when l.is_whole then 0
        else cast(w.revenue as double) - coalesce(cast(l.revenue as double), 0)
      end as revenue_after
    from
      asked_scenarios as s
      cross join account_windows as w
      left join losses as l on l.scenario = s.scenario
      and l.account_key = w.account_key
  ),
  concentrations as (
    select
      scenario,
      count(*) filter(revenue > 0) as account_count,
      count(*) filter(revenue_after > 0) as account_count_after,
      sum(revenue) filter(revenue > 0) as positive_revenue,
      sum(revenue * revenue) filter(revenue > 0) as squared_revenue,
      sum(revenue_after) filter(revenue_after > 0) as positive_after,
      sum(revenue_after * revenue_after) filter(revenue_after > 0) as squared_after
    from
      remaining
    group by
      scenario
  ),
  totals as (
    select
      sum(w.revenue) as revenue,
      sum(w.margin) as margin,
      case
        when any_value(a.prior_from_on) is not null then coalesce(
          sum(w.revenue) filter(
            w.revenue > 0
            and w.prior_revenue <= 0
            and coalesce(w.first_order_on >= a.prior_to_on, true)
          ),
          0
        )
      end as new_revenue,
      (
        select
          count(*)
        from
          window_months
      ) as months
    from
      account_windows as w
      inner join asked_windows as a on a.as_of = w.as_of
  )
select
  s.scenario,
  cast(s.position as integer) as position,
  cast(coalesce(l.lost_accounts, 0) as integer) as lost_accounts,
  coalesce(l.lost_account_ids, []) as lost_account_ids,
  cast(t.revenue as exact) as revenue,
  case
    when t.revenue is not null then cast(coalesce(l.revenue, 0) as exact)
  end as revenue_lost,
  case
    when t.revenue > 0 then cast(cast(coalesce(l.revenue, 0) as double) / cast(t.revenue as double) as double)
  end as revenue_lost_share,
  cast(t.revenue - coalesce(l.revenue, 0) as exact) as revenue_after,
  cast(t.margin as exact) as margin,
  cast(t.margin - coalesce(l.margin, 0) as exact) as margin_after,
  cast(coalesce(c.account_count, 0) as integer) as account_count,
  cast(coalesce(c.account_count_after, 0) as integer) as account_count_after,
  c.positive_revenue * c.positive_revenue / c.squared_revenue as effective_accounts,
  c.squared_after / (c.positive_after * c.positive_after) as hhi_after,
  c.positive_after * c.positive_after / c.squared_after as effective_accounts_after,
  cast(cast(t.new_revenue as double) / nullif(t.months, 0) as exact) as new_revenue_per_month,
  case
    when t.new_revenue > 0 then cast(coalesce(l.revenue, 0) as double) * t.months / cast(t.new_revenue as double)
  end as months_to_replace,
  cast(l.expected_loss as exact) as expected_loss,
  cast(null as exact) as loss_sd
from
  asked_scenarios as s
  cross join totals as t
  left join lost as l on l.scenario = s.scenario
  left join concentrations as c on c.scenario = s.scenario
