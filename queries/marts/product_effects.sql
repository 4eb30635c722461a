-- question: What did each product add to the change of margin, and through which of price, cost and quantity?
-- grain: one row per as_of, value of the asked dimension and product (category, for lines without a product) with costed lines
-- reads: asked_windows, asked_product_months, paired_months, calendar, currency_months
-- column as_of: date; the day that fixes recency
-- column by_value: text; value of the dimension that was asked for; null when none was, or the lines have none
-- column product_id: id; the product; null when the lines name none
-- column product_name: text; its name; null when the source has none
-- column category: text; its category, the one with most revenue; null when the lines have none
-- column role: text; `continuing`: sold in both windows and costed in both; `coverage`: sold in both, costed in one; `new`: sold
--   in the window only; `lost`: sold in the prior window only; `returns`: sold in neither; null where there is no prior window
-- column is_measured: boolean; whether it is a product all of whose sale lines have a quantity; what is not counts revenue as
--   its quantity, so that its price is taken as unchanged
-- column costed_revenue: money; net amount of costed lines in the window; null when none is costed
-- column prior_costed_revenue: money; the same in the prior window; null when none is costed
-- column margin: money; costed_revenue less the lines' cost; null when none is costed
-- column prior_margin: money; the same in the prior window; null when none is costed
-- column fx_effect: ratio; margin that is owed to exchange rates other than the prior window's; null where there is none
-- column price_effect: ratio; units now times the change of net price, at the prior window's rates; null where there is no prior
--   window
-- column cost_effect: ratio; units now times the change of unit cost, negative where it rose; null where there is no prior window
-- column quantity_effect: ratio; change of units times the unit margin before; null where there is no prior window
-- column new_effect: ratio; margin of a new product; null where there is no prior window
-- column lost_effect: ratio; margin, taken away, of a lost one; null where there is no prior window
-- column returns_effect: ratio; change of margin from windows in which no positive quantity was sold; null where there is no
--   prior window
-- column uncosted_effect: ratio; change of margin because a larger or smaller part of its units has a cost; null where there is no
--   prior window
-- column constant_revenue: ratio; of a continuing product, units now at the price before and the costed part before; null where it
--   is not continuing
with
  window_months as (
    select
      w.as_of,
      c.month_on,
      w.prior_from_on is not null as has_prior,
      false as is_prior
    from
      asked_windows as w
      inner join calendar as c on c.month_on >= w.from_on
      and c.month_on < w.to_on
    union all
    select
      w.as_of,
      c.month_on,
      true as has_prior,
      true as is_prior
    from
      asked_windows as w
      inner join calendar as c on c.month_on >= w.prior_from_on
      and c.month_on < w.prior_to_on
  ),
  leaves as (
    select
      w.as_of,
      m.by_value,
      m.product_id,
      case
        when m.product_id is null then m.category
      end as pooled_category,
      bool_and(w.has_prior) as has_prior,
      max(m.product_name) as product_name,
      max_by(m.category, m.net_amount) as category,
      m.product_id is not null
      and sum(m.unmeasured_line_count) = 0 as is_measured,
      sum(m.net_amount) filter(not w.is_prior) as net_amount,
      sum(m.costed_net_amount) filter(not w.is_prior) as costed_amount,
      sum(m.cost_amount) filter(not w.is_prior) as cost_amount,
      sum(m.quantity) filter(not w.is_prior) as quantity,
      sum(m.costed_quantity) filter(not w.is_prior) as costed_quantity,
      sum(m.net_amount) filter(w.is_prior) as prior_net_amount,
      sum(m.costed_net_amount) filter(w.is_prior) as prior_costed_amount,
      sum(m.cost_amount) filter(w.is_prior) as prior_cost_amount,
      sum(m.quantity) filter(w.is_prior) as prior_quantity,
      sum(m.costed_quantity) filter(w.is_prior) as prior_costed_quantity,
      -- What the amounts of the window would not be at the prior window's rates; nothing joins the reporting currency.
      coalesce(sum(cast(m.net_amount as double) - cast(m.local_amount as double) * r.average_rate), 0) as fx_net_amount,
      coalesce(
        sum(cast(m.costed_net_amount as double) - cast(m.costed_local_amount as double) * r.average_rate),
        0
      ) as fx_costed_amount,
      coalesce(sum(cast(m.cost_amount as double) - cast(m.local_cost_amount as double) * r.average_rate), 0) as fx_cost_amount
    from
      asked_product_months as m
      inner join window_months as w on w.month_on = m.month_on
      left join paired_months as p on p.as_of = w.as_of
      and p.month_on = w.month_on
      and not w.is_prior
      left join currency_months as r on r.currency = m.currency
      and r.month_on = p.prior_month_on
    group by
      w.as_of,
      m.by_value,
      m.product_id,
      pooled_category
  ),
  sides as (
    -- 1 is the window, 0 the prior one: r revenue, k cost, q quantity sold, c the costed part of it; of costed lines, at prior rates.
    select
      *,
      cast(coalesce(costed_amount, 0) as double) - fx_costed_amount as r1,
      cast(coalesce(cost_amount, 0) as double) - fx_cost_amount as k1,
      cast(coalesce(prior_costed_amount, 0) as double) as r0,
      cast(coalesce(prior_cost_amount, 0) as double) as k0,
      case
        when is_measured then cast(coalesce(costed_quantity, 0) as double)
        else cast(coalesce(costed_amount, 0) as double) - fx_costed_amount
      end as c1,
      case
        when is_measured then cast(coalesce(prior_costed_quantity, 0) as double)
        else cast(coalesce(prior_costed_amount, 0) as double)
      end as c0,
      case
        when is_measured then cast(coalesce(quantity, 0) as double)
        else cast(coalesce(net_amount, 0) as double) - fx_net_amount
      end as sold_1,
      case
        when is_measured then cast(coalesce(prior_quantity, 0) as double)
        else cast(coalesce(prior_net_amount, 0) as double)
      end as sold_0
    from
      leaves
    where
      costed_amount is not null
      or prior_costed_amount is not null
  ),
  judged as (
    -- Returns without a cost never make the costed part more than the whole.
    select
      *,
      greatest(sold_1, c1) as q1,
      greatest(sold_0, c0) as q0,
      case
        when not has_prior then null
        when greatest(sold_0, c0) > 0
        and greatest(sold_1, c1) > 0 then case
          when c0 > 0
          and c1 > 0 then 'continuing'
          when c0 > 0
          or c1 > 0 then 'coverage'
          else 'returns'
        end
        when c1 > 0 then 'new'
        when c0 > 0 then 'lost'
        else 'returns'
      end as role
    from
      sides
  ),
  units as (
    -- Unit price p0, unit margin m0 and costed part a0 of the prior window.
    select
      *,
      case
        when role = 'continuing' then r0 / c0
      end as p0,
      case
        when role = 'continuing' then (r0 - k0) / c0
      end as m0,
      case
        when role = 'continuing' then c0 / q0
      end as a0
    from
      judged
  )
select
  as_of,
  by_value,
  product_id,
  product_name,
  category,
  role,
  is_measured,
  cast(costed_amount as exact) as costed_revenue,
  cast(prior_costed_amount as exact) as prior_costed_revenue,
  cast(costed_amount - cost_amount as exact) as margin,
  cast(prior_costed_amount - prior_cost_amount as exact) as prior_margin,
  case
    when has_prior then fx_costed_amount - fx_cost_amount
  end as fx_effect,
  case role
    when 'continuing' then r1 - c1 * p0
    else case
      when has_prior then 0.0
    end
  end as price_effect,
  case role
    when 'continuing' then c1 * (k0 / c0) - k1
    else case
      when has_prior then 0.0
    end
  end as cost_effect,
  case role
    when 'continuing' then (q1 - q0) * a0 * m0
    else case
      when has_prior then 0.0
    end
  end as quantity_effect,
  case role
    when 'new' then r1 - k1
    else case
      when has_prior then 0.0
    end
  end as new_effect,
  case role
    when 'lost' then k0 - r0
    else case
      when has_prior then 0.0
    end
  end as lost_effect,
  case role
    when 'new' then k0 - r0
    when 'lost' then r1 - k1
    when 'returns' then r1 - k1 - r0 + k0
    else case
      when has_prior then 0.0
    end
  end as returns_effect,
  case role
    when 'continuing' then (c1 - q1 * a0) * m0
    when 'coverage' then r1 - k1 - r0 + k0
    else case
      when has_prior then 0.0
    end
  end as uncosted_effect,
  case role
    when 'continuing' then q1 * a0 * p0
  end as constant_revenue
from
  units
order by
  as_of,
  by_value,
  product_id,
  pooled_category
