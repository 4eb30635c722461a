-- question: Which orders did the account place, what was each worth, and what became of it?
-- grain: one row per order, return or credit note and account
-- reads: history_lines, directory, orders
-- order: -ordered_on, order_id, account_id
-- param account_id: id; the account or group
-- total revenue: sum(revenue)
-- total margin: sum(margin)
-- total costed_revenue: sum(costed_revenue)
-- total margin_share: cast(sum(margin) / nullif(sum(costed_revenue), 0) as double)
-- total quantity: sum(quantity)
-- total lines: sum(lines)
-- column order_id: id; the order
-- column account_id: id; the account that ordered; of a group, its branch
-- column name: text; its name
-- column ordered_on: date; day of the order; of its first line, where lines differ
-- column kind: text; `sale`, `return` or `credit`; `mixed` where lines differ
-- column revenue: money; net amount of its lines; null when none has an amount
-- column margin: money; net amount of costed lines less their cost; null when none is costed
-- column costed_revenue: money; net amount of costed lines; null when none is costed
-- column margin_share: share; margin / costed_revenue; null when none is costed
-- column price_realisation: share; net amount of lines with a list amount / their list amount; null when none has one
-- column quantity: ratio; units; null when none is known
-- column lines: count; lines
-- column products: count; products
-- column is_rush: boolean; whether any line is of a rush order; null when the source does not say
-- column currency: text; currency of its lines; `mixed` where they differ
-- column local_amount: money; net amount in that currency; null when none has an amount, or currencies differ
-- column status: text; what the orders say became of it; null where they do not hold it
-- column promised_on: date; promised day of delivery; null where the orders do not say
-- column is_open: boolean; whether its status is `open`; null where there is no status
with
  statuses as (
    -- Where an order and its lines name different accounts, the line wins: the status belongs to the order.
    select
      order_id,
      min_by(status, status) as status,
      min(promised_on) as promised_on
    from
      orders
    where
      order_id in (
        select
          order_id
        from
          history_lines
      )
    group by
      order_id
  ),
  ordered as (
    select
      order_id,
      branch_key,
      min(ordered_on) as ordered_on,
      case
        when min(kind) = max(kind) then min(kind)
        else 'mixed'
      end as kind,
      sum(net_amount) as revenue,
      sum(
        case
          when cost_amount is not null then net_amount
        end
      ) - sum(
        case
          when net_amount is not null then cost_amount
        end
      ) as margin,
      sum(
        case
          when cost_amount is not null then net_amount
        end
      ) as costed_revenue,
      sum(
        case
          when list_amount is not null then net_amount
        end
      ) as listed_net_amount,
      sum(
        case
          when net_amount is not null then list_amount
        end
      ) as list_amount,
      sum(quantity) as quantity,
      count(*) as line_count,
      count(distinct product_id) as product_count,
      bool_or(is_rush) as is_rush,
      case
        when min(currency) = max(currency) then min(currency)
        else 'mixed'
      end as currency,
      case
        when min(currency) = max(currency) then sum(local_amount)
      end as local_amount
    from
      history_lines
    where
      ordered_on >= coalesce($asked_from::date, ordered_on)
      and ordered_on < coalesce($asked_to::date, $asked_as_of::date + 1, date '9999-12-31')
    group by
      order_id,
      branch_key
  )
select
  o.order_id,
  d.account_id,
  d.name,
  o.ordered_on,
  o.kind,
  cast(o.revenue as exact) as revenue,
  cast(o.margin as exact) as margin,
  cast(o.costed_revenue as exact) as costed_revenue,
  cast(o.margin / nullif(o.costed_revenue, 0) as double) as margin_share,
  cast(o.listed_net_amount / nullif(o.list_amount, 0) as double) as price_realisation,
  cast(o.quantity as double) as quantity,
  cast(o.line_count as integer) as lines,
  cast(o.product_count as integer) as products,
  o.is_rush,
  o.currency,
  cast(o.local_amount as exact) as local_amount,
  s.status,
  s.promised_on,
  s.status = 'open' as is_open
from
  ordered as o
  inner join directory as d on d.level = 'account'
  and d.account_key = o.branch_key
  left join statuses as s on s.order_id = o.order_id
