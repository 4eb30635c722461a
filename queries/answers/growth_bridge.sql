-- question: Why did revenue change: which accounts are new, came back, grew, shrank, or left?
-- grain: one row per level, as_of, value of the asked dimension and step
-- reads: asked_windows, bridge_windows, currency_effects, features
-- stored: yes
-- order: level, as_of, by_value, position
-- param by: dimension or category; one bridge for each of its values
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column by_value: text; value of the dimension that was asked for; null when none was, or the accounts have none
-- column step: text; `start`: revenue of the prior window; `new`: of accounts without revenue then and without an order before the
--   end of that window; `reactivated`: of accounts without revenue then that had ordered before; `expansion` and `contraction`: of accounts with
--   revenue in both; `lost`: of accounts with revenue then and none now; `credits`: change of accounts' net credits; `fx`: owed to
--   exchange rates, only where there are several currencies; `end`: revenue of the window
-- column position: integer; place of the step in the bridge
-- column amount: money; its revenue, all between `start` and `end` adding up to their difference; null when no line has an amount,
--   where there is no prior window (but for `end`), and of `fx` in a bridge split by category
-- column accounts: count; accounts behind it
-- column change_amount: money; of the step `end`: revenue less that of the prior window; null for other steps and where there is no
--   prior window
-- column change_rate: ratio; of the step `end`: change_amount / revenue of the prior window; null for other steps and where that is
--   missing or not positive
with
  steps as (
    select
      step,
      position
    from
      (
        values
          ('start', 1),
          ('new', 2),
          ('reactivated', 3),
          ('expansion', 4),
          ('contraction', 5),
          ('lost', 6),
          ('credits', 7),
          ('fx', 8),
          ('end', 9)
      ) as listed (step, position)
  ),
  constant_currency as (
    -- Accounts are compared at the prior window's rates, so that a weak currency does not look like a weak customer.
    select
      b.level,
      b.as_of,
      b.by_value,
      b.revenue,
      b.prior_revenue,
      b.has_bought_before,
      b.is_fx_known,
      -- Beside the join and not within it: a condition of one side alone would have every pair compared.
      case
        when b.is_fx_known then coalesce(e.fx_amount, 0)
        else 0
      end as fx_amount,
      b.revenue - case
        when b.is_fx_known then coalesce(e.fx_amount, 0)
        else 0
      end as constant_revenue
    from
      bridge_windows as b
      left join currency_effects as e on e.level = b.level
      and e.as_of = b.as_of
      and e.account_key = b.account_key
  ),
  judged as (
    select
      *,
      greatest(constant_revenue, 0) as bought,
      greatest(prior_revenue, 0) as bought_before,
      case
        when prior_revenue is null
        or constant_revenue is null then null
        when prior_revenue <= 0
        and constant_revenue > 0 then case
          when has_bought_before then 'reactivated'
          else 'new'
        end
        when prior_revenue > 0
        and constant_revenue <= 0 then 'lost'
        when constant_revenue > prior_revenue
        and prior_revenue > 0 then 'expansion'
        when constant_revenue < prior_revenue
        and constant_revenue > 0 then 'contraction'
      end as movement
    from
      constant_currency
  ),
  movements as (
    select
      level,
      as_of,
      by_value,
      movement as step,
      sum(bought - bought_before) as amount,
      count(*) as accounts
    from
      judged
    where
      movement is not null
    group by
      level,
      as_of,
      by_value,
      movement
  ),
  totals as (
    select
      level,
      as_of,
      by_value,
      sum(revenue) as revenue,
      sum(prior_revenue) as prior_revenue,
      sum(fx_amount) as fx_amount,
      bool_and(is_fx_known) as is_fx_known,
      sum(least(constant_revenue, 0) - least(prior_revenue, 0)) filter(prior_revenue is not null) as credit_change,
      count(*) filter(prior_revenue <> 0) as prior_accounts,
      count(*) filter(revenue <> 0) as accounts,
      count(*) filter(
        constant_revenue < 0
        or prior_revenue < 0
      ) as credit_accounts,
      count(*) filter(fx_amount <> 0) as fx_accounts
    from
      judged
    group by
      level,
      as_of,
      by_value
  )
select
  t.level,
  t.as_of,
  t.by_value,
  s.step,
  s.position,
  cast(
    case
      when t.revenue is null then null
      when s.step = 'end' then t.revenue
      when t.prior_revenue is null then null
      when s.step = 'start' then t.prior_revenue
      when s.step = 'credits' then t.credit_change
      when s.step = 'fx' then case
      -- What exchange rates did is known per account, not per account and category.
        when t.is_fx_known then t.fx_amount
      end
      else coalesce(m.amount, 0)
    end as exact
  ) as amount,
  cast(
    case s.step
      when 'start' then t.prior_accounts
      when 'end' then t.accounts
      when 'credits' then t.credit_accounts
      when 'fx' then t.fx_accounts
      else coalesce(m.accounts, 0)
    end as integer
  ) as accounts,
  case
    when s.step = 'end' then cast(t.revenue - t.prior_revenue as exact)
  end as change_amount,
  case
    when s.step = 'end'
    and t.prior_revenue > 0 then cast(t.revenue / t.prior_revenue - 1 as double)
  end as change_rate
from
  totals as t
  cross join steps as s
  cross join features as f
  left join movements as m on m.level = t.level
  and m.as_of = t.as_of
  and m.by_value is not distinct from t.by_value
  and m.step = s.step
where
  s.step <> 'fx'
  or f.currency_count > 1
