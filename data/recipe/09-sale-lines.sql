-- The lines of each order, worked out as they are read: nothing of it is stored, so that a hundred
-- million lines stream through.
create temp view sale_lines as
with
  drawn_lines as (
    select
      order_facts.*,
      line_no,
      draw (order_key * 16 + line_no, 'line') as line_draw,
      draw (order_key * 16 + line_no, 'price') as price_draw
    from
      (
        select
          *,
          unnest(range(1, line_count + 1)) as line_no
        from
          order_facts
        where
          is_exported
      ) as order_facts
  ),
  picked as (
    select
      drawn_lines.*,
      account_facts.customer_no,
      account_facts.currency,
      account_facts.discount_share,
      account_facts.rebate_share,
      account_facts.rush_share,
      account_facts.has_price_agreement,
      account_facts.agreed_group_code,
      account_facts.agreed_discount_share,
      account_facts.agreed_from_day,
      -- Whoever fades buys from the first half of its item groups only.
      (
        account_facts.palette >> (
          4 * (
            line_draw & case
              when day_number > decline_day then 7
              else 15
            end
          )
        )
      ) & 15 as group_code,
      -- The first line is worth most; the shares add up to the whole order.
      order_value::double * 2 * (line_count + 1 - line_no) / (line_count * (line_count + 1.0)) as wanted_value
    from
      drawn_lines
      join account_facts on account_facts.account_no = drawn_lines.account_no
  ),
  stepped as (
    select
      picked.*,
      -- No item dearer than the money that the line is worth.
      picked.group_code * 15 + floor(
        (
          1 + greatest(0, least(14, floor(14 * ln(wanted_value / lowest_price) / ln(highest_price / lowest_price))))
        ) * pow(((line_draw >> 20) & 65535) / 65536.0, 0.8)
      )::integer as item_code
    from
      picked
      join item_groups on item_groups.group_code = picked.group_code
  ),
  priced as (
    select
      stepped.*,
      item_no,
      item_name,
      item_group,
      freight_share,
      step as item_step,
      round(base_price * price_level, 2) as list_price,
      base_price * cost_share * cost_level * (0.97 + 0.06 * ((line_draw >> 36) & 65535) / 65536.0) as unit_cost,
      case
        when has_price_agreement
        and stepped.group_code = agreed_group_code
        and day_number >= agreed_from_day
        -- One line in twelve misses the agreed price, to either side.
        then agreed_discount_share + case (line_draw >> 52) & 31
          when 0 then 0.02
          when 1 then 0.035
          when 2 then -0.025
          else 0
        end
        else greatest(0, discount_share + 0.06 * ((price_draw & 65535) / 65536.0 - 0.5))
      end as line_discount_share
    from
      stepped
      join items on items.item_code = stepped.item_code
      join price_years on price_years.price_year = year(on_day (day_number))
  ),
  counted as (
    select
      *,
      greatest(1, round(wanted_value / (list_price * (1 - line_discount_share)))) as quantity,
      case currency
        when 'GBP' then 0.86
        else 1
      end as currency_factor,
      ((price_draw >> 16) & 1023) / 1024.0 as cost_chance,
      ((price_draw >> 26) & 1023) / 1024.0 < rush_share as is_rush_line,
      ((price_draw >> 36) & 1023) / 1024.0 as freight_chance,
      ((price_draw >> 46) & 1023) / 1024.0 as list_chance
    from
      priced
  )
select
  order_no,
  order_key,
  account_no,
  customer_no,
  day_number,
  entry_days,
  line_no,
  item_no,
  item_name,
  item_group,
  group_code,
  quantity::bigint as quantity,
  is_cancelled,
  returned_line,
  credited_line,
  currency,
  case
    when list_chance >= 0.03 then round(list_price * currency_factor, 2)::decimal(12, 2)
  end as list_price,
  round(quantity * list_price * currency_factor * (1 - line_discount_share), 2)::decimal(14, 2) as net_value,
  case
  -- Bespoke work and part of what is shipped straight from the maker has no cost on file.
    when cost_chance >= 0.045 then round(quantity * unit_cost * currency_factor, 2)::decimal(14, 2)
  end as cost_value,
  round(
    quantity * list_price * currency_factor * (1 - line_discount_share) * freight_share * (0.5 + freight_chance) * if (is_rush_line, 2.2, 1),
    2
  )::decimal(12, 2) as freight_value,
  round(quantity * list_price * currency_factor * (1 - line_discount_share) * rebate_share, 2)::decimal(12, 2) as bonus_value,
  is_rush_line as is_express
from
  counted;

-- What is taken back, corrected or cancelled of them, as documents of their own with negative amounts.
create temp view correction_lines as
with
  dated as (
    select
      *,
      'R' as line_type,
      working_day (on_day (day_number) + 12 + floor(30 * chance (order_key, 'return days'))::integer) as corrected_on,
      500000000 as number_shift,
      case
        when quantity = 1 then 1
        else ceil(quantity * (0.1 + 0.5 * chance (order_key, 'returned share')))
      end / quantity as corrected_share
    from
      sale_lines
    where
      returned_line is not null
      and line_no = returned_line
      and not is_cancelled
    union all
    select
      *,
      'C' as line_type,
      working_day (on_day (day_number) + 5 + floor(40 * chance (order_key, 'credit days'))::integer) as corrected_on,
      600000000 as number_shift,
      0.04 + 0.1 * chance (order_key, 'credited share') as corrected_share
    from
      sale_lines
    where
      credited_line is not null
      and line_no = credited_line
      and not is_cancelled
    union all
    select
      *,
      'X' as line_type,
      working_day (on_day (day_number) + 1 + floor(8 * chance (order_key, 'cancel days'))::integer) as corrected_on,
      700000000 as number_shift,
      1 as corrected_share
    from
      sale_lines
    where
      is_cancelled
  )
select
  order_no,
  order_no + number_shift as document_no,
  line_no,
  account_no,
  customer_no,
  corrected_on::date as corrected_on,
  line_type,
  item_no,
  item_name,
  item_group,
  -- A credit corrects the price alone: no goods, no cost.
  case
    when line_type <> 'C' then - round(quantity * corrected_share)::bigint
  end as quantity,
  case
    when line_type <> 'C' then list_price
  end as list_price,
  - round(net_value * corrected_share, 2)::decimal(14, 2) as net_value,
  case
    when line_type = 'C' then 0
    else - round(cost_value * corrected_share, 2)
  end::decimal(14, 2) as cost_value,
  case
    when line_type = 'X' then - freight_value
    else 0
  end::decimal(12, 2) as freight_value,
  - round(bonus_value * corrected_share, 2)::decimal(12, 2) as bonus_value,
  currency,
  is_express
from
  dated
where
  corrected_on <= getvariable ('last_on');

create temp view order_totals as
select
  order_no,
  sum(net_value)::decimal(14, 2) as net_value,
  sum(quantity)::bigint as quantity,
  arg_min(item_group, line_no) as item_group,
  any_value(currency) as currency
from
  sale_lines
group by
  order_no;
