-- question: Why did margin change: price, cost, volume, mix, or which products were sold at all?
-- grain: one row per level, as_of, value of the asked dimension and step
-- reads: asked_windows, asked_branches, product_effects, features
-- stored: yes
-- order: level, as_of, by_value, position
-- param by: dimension or category; one bridge for each of its values
-- column level: text; `account` or `group`
-- column as_of: date; the day that fixes recency
-- column by_value: text; value of the dimension that was asked for; null when none was, or the lines have none
-- column step: text; `start`: margin of the prior window; `price`: units now times the change of net price; `cost`: the same of unit
--   cost; `volume`: margin before times the growth of revenue at constant prices; `mix`: the rest of what changed quantities bring,
--   more or less of what earns well; `new_products` and `lost_products`: margin of products sold in one window only; `returns`: of
--   windows in which a product's returns outweigh its sales; `uncosted`: change because a larger or smaller part of what was sold
--   has a cost; `fx`: owed to exchange rates, only where there are several currencies; `end`: margin of the window
-- column position: integer; place of the step in the bridge
-- column amount: money; its margin, all between `start` and `end` adding up to their difference; null when nothing is costed in
--   either window, where there is no prior window (but for `end`), and of `price` when no sold product has quantities
-- column products: count; products behind it
-- column measured_share: share; of the window's costed revenue of continuing products, the part whose price can be told from its
--   volume because every sale has a quantity; null where the step is not `price` or there is no such revenue
-- column change_amount: money; of the step `end`: margin less that of the prior window; null for other steps, when nothing is costed in
--   either window, and where there is no prior window
-- column change_rate: ratio; of the step `end`: change_amount / margin of the prior window; null for other steps and where that is
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
          ('price', 2),
          ('cost', 3),
          ('volume', 4),
          ('mix', 5),
          ('new_products', 6),
          ('lost_products', 7),
          ('returns', 8),
          ('uncosted', 9),
          ('fx', 10),
          ('end', 11)
      ) as listed (step, position)
  ),
  levels as (
    select distinct
      level
    from
      asked_branches
  ),
  totals as (
    select
      as_of,
      by_value,
      cast(sum(margin) as exact) as margin,
      cast(sum(prior_margin) as exact) as prior_margin,
      cast(sum(fx_effect) as exact) as fx_effect,
      cast(sum(price_effect) as exact) as price_effect,
      cast(sum(cost_effect) as exact) as cost_effect,
      cast(sum(new_effect) as exact) as new_effect,
      cast(sum(lost_effect) as exact) as lost_effect,
      cast(sum(returns_effect) as exact) as returns_effect,
      cast(sum(uncosted_effect) as exact) as uncosted_effect,
      -- What growth at unchanged prices and shares would have brought; undefined prices leave all of it to the mix.
      cast(
        case
          when sum(prior_costed_revenue) filter(role = 'continuing') > 0 then sum(prior_margin) filter(role = 'continuing') * (sum(constant_revenue) / cast(sum(prior_costed_revenue) filter(role = 'continuing') as double) - 1)
          when count(role) > 0 then 0
        end as exact
      ) as volume_effect,
      cast(
        sum(costed_revenue) filter(
          role = 'continuing'
          and is_measured
        ) as double
      ) / nullif(cast(sum(costed_revenue) filter(role = 'continuing') as double), 0) as measured_share,
      count(*) filter(
        role = 'continuing'
        and is_measured
      ) as measured_products,
      count(*) filter(role = 'continuing') as continuing_products,
      count(*) filter(role = 'new') as new_products,
      count(*) filter(role = 'lost') as lost_products,
      count(*) filter(returns_effect <> 0) as returned_products,
      count(*) filter(uncosted_effect <> 0) as uncosted_products,
      count(*) filter(fx_effect <> 0) as fx_products,
      count(prior_margin) as prior_products,
      count(margin) as products
    from
      product_effects
    group by
      as_of,
      by_value
  ),
  completed as (
    select
      l.level,
      w.as_of,
      t.* exclude (as_of),
      w.prior_from_on is not null as has_prior,
      t.margin is null
      and t.prior_margin is null as is_uncosted,
      coalesce(t.margin, 0) - coalesce(t.prior_margin, 0) - t.price_effect - t.cost_effect - t.volume_effect - t.new_effect - t.lost_effect - t.returns_effect - t.uncosted_effect - t.fx_effect as mix_effect
    from
      asked_windows as w
      cross join levels as l
      left join totals as t on t.as_of = w.as_of
  )
select
  c.level,
  c.as_of,
  c.by_value,
  s.step,
  s.position,
  cast(
    case
      when c.is_uncosted then null
      when s.step = 'end' then coalesce(c.margin, 0)
      when not c.has_prior then null
      else case s.step
        when 'start' then coalesce(c.prior_margin, 0)
        when 'price' then case
          when c.measured_products > 0
          or c.continuing_products = 0 then c.price_effect
        end
        when 'cost' then c.cost_effect
        when 'volume' then c.volume_effect
        when 'mix' then c.mix_effect
        when 'new_products' then c.new_effect
        when 'lost_products' then c.lost_effect
        when 'returns' then c.returns_effect
        when 'uncosted' then c.uncosted_effect
        when 'fx' then c.fx_effect
      end
    end as exact
  ) as amount,
  cast(
    coalesce(
      case s.step
        when 'start' then c.prior_products
        when 'new_products' then c.new_products
        when 'lost_products' then c.lost_products
        when 'returns' then c.returned_products
        when 'uncosted' then c.uncosted_products
        when 'fx' then c.fx_products
        when 'end' then c.products
        else c.continuing_products
      end,
      0
    ) as integer
  ) as products,
  case
    when s.step = 'price'
    and c.has_prior then c.measured_share
  end as measured_share,
  case
    when s.step = 'end'
    and c.has_prior
    and not c.is_uncosted then cast(coalesce(c.margin, 0) - coalesce(c.prior_margin, 0) as exact)
  end as change_amount,
  case
    when s.step = 'end'
    and c.has_prior
    and c.prior_margin > 0 then cast(coalesce(c.margin, 0) / c.prior_margin - 1 as double)
  end as change_rate
from
  completed as c
  cross join steps as s
  cross join features as f
where
  s.step <> 'fx'
  or f.currency_count > 1
