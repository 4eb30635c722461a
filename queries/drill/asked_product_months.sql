-- question: What did the selected accounts buy of each product in each month, at what list, net and cost?
-- grain: one row per product, category, currency, month and value of the asked dimension
-- reads: asked_lines, calendar_days
-- column product_id: id; the product; null when the line names none
-- column product_name: text; its name; null when the source has none
-- column category: text; its category; null when the line has none
-- column currency: text; currency of the lines
-- column month_on: month; first day of the (fiscal) month
-- column by_value: text; value of the dimension that was asked for; null when none was, or the line has none
-- column net_amount: money; net amount in the reporting currency; null when no line has an amount
-- column local_amount: money; the same in the lines' own currency; null when no line has an amount
-- column cost_amount: money; cost of lines that have one; null when none has
-- column costed_net_amount: money; net amount of those lines; null when none has
-- column costed_local_amount: money; the same in the lines' own currency; null when none has
-- column local_cost_amount: money; cost of lines that have one, in the lines' own currency; null when none has
-- column costed_quantity: ratio; units of those lines; null when none is known
-- column list_amount: money; list amount of lines that have one; null when none has
-- column listed_net_amount: money; net amount of those lines; null when none has
-- column quantity: ratio; units; null when none is known
-- column line_count: count; lines
-- column unmeasured_line_count: count; lines of kind sale without a quantity
select
  l.product_id,
  max(l.product_name) as product_name,
  l.category,
  l.currency,
  d.month_on,
  l.by_value,
  sum(l.net_amount) as net_amount,
  sum(l.local_amount) as local_amount,
  sum(
    case
      when l.net_amount is not null then l.cost_amount
    end
  ) as cost_amount,
  sum(
    case
      when l.cost_amount is not null then l.net_amount
    end
  ) as costed_net_amount,
  sum(
    case
      when l.cost_amount is not null then l.local_amount
    end
  ) as costed_local_amount,
  sum(
    case
      when l.net_amount is not null then l.local_cost_amount
    end
  ) as local_cost_amount,
  sum(
    case
      when l.cost_amount is not null
      and l.net_amount is not null then l.quantity
    end
  ) as costed_quantity,
  sum(
    case
      when l.net_amount is not null then l.list_amount
    end
  ) as list_amount,
  sum(
    case
      when l.list_amount is not null then l.net_amount
    end
  ) as listed_net_amount,
  sum(l.quantity) as quantity,
  count(*) as line_count,
  sum(
    case
      when l.quantity is null
      and l.kind = 'sale' then 1
      else 0
    end
  ) as unmeasured_line_count
from
  asked_lines as l
  inner join calendar_days as d on d.day_on = l.ordered_on
group by
  l.product_id,
  l.category,
  l.currency,
  d.month_on,
  l.by_value
