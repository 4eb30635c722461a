-- question: What did each account buy in each month, by category and currency?
-- grain: one row per account, month, category and currency
-- reads: order_lines, calendar_days
-- column account_id: id; the account
-- column month_on: month; first day of the (fiscal) month
-- column category: text; product category; null when the line has none
-- column currency: text; currency of the lines
-- column net_amount: money; net amount of all lines, in the reporting currency; null when no line has an amount
-- column local_amount: money; the same in the lines' own currency; null when no line has an amount
-- column credit_amount: money; net amount of returns and credits; null when there are none
-- column list_amount: money; list amount of lines that have one; null when none has
-- column listed_net_amount: money; net amount of those lines; null when none has
-- column cost_amount: money; cost of lines that have one; null when none has
-- column costed_net_amount: money; net amount of those lines; null when none has
-- column freight_amount: money; freight borne; null when none is known
-- column rebate_amount: money; rebates granted; null when none is known
-- column quantity: ratio; units; null when none is known
-- column line_count: count; lines
-- column sale_line_count: count; lines of kind sale
-- column return_line_count: count; lines of kind return
-- column rush_line_count: count; lines of rush orders
select
  l.account_id,
  d.month_on,
  l.category,
  l.currency,
  sum(l.net_amount) as net_amount,
  sum(l.local_amount) as local_amount,
  sum(
    case
      when l.kind <> 'sale' then l.net_amount
    end
  ) as credit_amount,
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
  sum(l.freight_amount) as freight_amount,
  sum(l.rebate_amount) as rebate_amount,
  sum(l.quantity) as quantity,
  count(*) as line_count,
  sum(
    case
      when l.kind = 'sale' then 1
      else 0
    end
  ) as sale_line_count,
  sum(
    case
      when l.kind = 'return' then 1
      else 0
    end
  ) as return_line_count,
  sum(
    case
      when l.is_rush then 1
      else 0
    end
  ) as rush_line_count
from
  order_lines as l
  inner join calendar_days as d on d.day_on = l.ordered_on
group by
  l.account_id,
  d.month_on,
  l.category,
  l.currency
