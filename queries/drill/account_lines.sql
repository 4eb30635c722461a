-- question: Which order lines did the account have?
-- grain: one row per order line
-- reads: history_lines, directory
-- order: -ordered_on, order_id, line_no, product_id, source_line, net_amount
-- param account_id: id; the account or group
-- param order_id: id; only the lines of this order
-- param product_id: id; only the lines of this product
-- param kind: text; only lines of this kind: `sale`, `return` or `credit`
-- total quantity: sum(quantity)
-- total list_amount: sum(list_amount)
-- total net_amount: sum(net_amount)
-- total cost_amount: sum(cost_amount)
-- total margin: sum(margin)
-- total freight_amount: sum(freight_amount)
-- total rebate_amount: sum(rebate_amount)
-- column order_id: id; the order
-- column line_no: text; position within the order; null where the source gives none
-- column account_id: id; the account; of a group, its branch
-- column name: text; its name
-- column ordered_on: date; day of the order
-- column entered_on: date; day on which the line was entered
-- column kind: text; `sale`, `return` or `credit`
-- column product_id: id; the product; null where the line names none
-- column product_name: text; its name; null where the source has none
-- column category: text; its category; null where the line has none
-- column quantity: ratio; units; null where not known
-- column unit_price: money; net_amount / quantity; null where either is missing, or they have different signs
-- column list_amount: money; list amount; null where the line has none
-- column net_amount: money; net amount in the reporting currency; null where the line has none
-- column cost_amount: money; cost; null where the line has none
-- column margin: money; net amount less cost; null where either is missing
-- column freight_amount: money; freight borne; null where not known
-- column rebate_amount: money; rebate granted; null where not known
-- column currency: text; currency of the line
-- column local_amount: money; net amount in that currency; null where the line has none
-- column is_rush: boolean; whether it is of a rush order; null where not known
-- column source_file: text; file that the line was read from; null where the source does not say
-- column source_line: integer; line of that file; null where the source does not say
select
  l.order_id,
  l.line_no,
  d.account_id,
  d.name,
  l.ordered_on,
  l.entered_on,
  l.kind,
  l.product_id,
  l.product_name,
  l.category,
  cast(l.quantity as double) as quantity,
  case
    when l.net_amount / nullif(l.quantity, 0) >= 0 then cast(l.net_amount / nullif(l.quantity, 0) as exact)
  end as unit_price,
  l.list_amount,
  l.net_amount,
  l.cost_amount,
  cast(l.net_amount - l.cost_amount as exact) as margin,
  l.freight_amount,
  l.rebate_amount,
  l.currency,
  l.local_amount,
  l.is_rush,
  l.source_file,
  l.source_line
from
  history_lines as l
  inner join directory as d on d.level = 'account'
  and d.account_key = l.branch_key
where
  l.ordered_on >= coalesce($asked_from::date, l.ordered_on)
  and l.ordered_on < coalesce($asked_to::date, $asked_as_of::date + 1, date '9999-12-31')
  and l.order_id = coalesce($order_id, l.order_id)
  and (
    $product_id is null
    or l.product_id = $product_id
  )
  and l.kind = coalesce($kind, l.kind)
