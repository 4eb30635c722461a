-- What becomes of an order: deliveries, late or short more often while an account is in trouble,
-- then the invoice and its payment.
create temp table shipments as
with
  judged as (
    select
      order_facts.order_no,
      order_facts.order_key,
      order_facts.account_no,
      account_facts.customer_no,
      on_day (order_facts.day_number)::date as ordered_on,
      order_facts.is_cancelled
      and working_day (
        on_day (order_facts.day_number) + 1 + floor(8 * chance (order_facts.order_key, 'cancel days'))::integer
      ) <= getvariable ('last_on') as is_cancelled,
      order_totals.net_value,
      order_totals.quantity,
      order_totals.currency,
      account_facts.late_share,
      account_facts.payment_days,
      account_facts.payment_delay,
      coalesce(
        planted_orders.promised_on,
        working_day (
          on_day (order_facts.day_number) + 4 + floor(10 * chance (order_facts.order_key, 'lead'))::integer + if (order_totals.net_value > 20000, 10, 0)
        )
      )::date as promised_on,
      planted_orders.promised_on is not null as is_planted,
      coalesce(
        is_late_trouble
        and day_number between trouble_from and trouble_to,
        false
      ) as is_troubled
    from
      order_totals
      join order_facts on order_facts.order_no = order_totals.order_no
      join account_facts on account_facts.account_no = order_facts.account_no
      left join planted_orders on planted_orders.account_no = order_facts.account_no
      and planted_orders.account_no * 1024 + planted_orders.step = order_facts.order_key
  ),
  delivered as (
    select
      *,
      working_day (
        promised_on + case
          when is_planted then 0
          when chance (order_key, 'late') < if (is_troubled, 0.62, late_share) then 1 + floor(if (is_troubled, 8, 4) * waiting (order_key, 'late days'))::integer
          else - floor(2.5 * chance (order_key, 'early'))::integer
        end
      )::date as delivered_on,
      case
        when quantity >= 5
        and chance (order_key, 'short') < if (is_troubled, 0.18, 0.02 + late_share / 4) then floor(quantity * (0.5 + 0.45 * chance (order_key, 'short share')))
        else quantity
      end::bigint as first_quantity
    from
      judged
  )
select
  *,
  greatest(
    ordered_on,
    working_day_before (delivered_on - 1 - floor(3 * chance (order_key, 'transit'))::integer)
  )::date as shipped_on,
  working_day (delivered_on + 6 + floor(12 * chance (order_key, 'rest'))::integer)::date as rest_delivered_on
from
  delivered;

copy (
  select
    order_no,
    customer_no,
    ordered_on as order_date,
    case
      when is_cancelled then 'cancelled'
      when if (first_quantity < quantity, rest_delivered_on, delivered_on) <= getvariable ('last_on') then 'closed'
      when shipped_on <= getvariable ('last_on') then 'shipped'
      else 'open'
    end as status,
    promised_on as promised_date,
    net_value as order_value,
    currency
  from
    shipments
  order by
    order_no
) to (getvariable ('out_dir') || '/orders.parquet') (format parquet, compression zstd);

copy (
  with
    parts as (
      select
        order_no + 100000000 as delivery_no,
        order_no,
        customer_no,
        promised_on,
        shipped_on,
        delivered_on,
        first_quantity as quantity,
        quantity as ordered_quantity
      from
        shipments
      where
        not is_cancelled
      union all
      -- The rest of a short delivery, once it is on its way.
      select
        order_no + 150000000,
        order_no,
        customer_no,
        promised_on,
        working_day_before (rest_delivered_on - 2),
        rest_delivered_on,
        quantity - first_quantity,
        quantity - first_quantity
      from
        shipments
      where
        not is_cancelled
        and first_quantity < quantity
        and working_day_before (rest_delivered_on - 2) <= getvariable ('last_on')
    )
  select
    delivery_no,
    order_no,
    customer_no,
    promised_on as promised_date,
    if (shipped_on <= getvariable ('last_on'), shipped_on, null) as ship_date,
    if (delivered_on <= getvariable ('last_on'), delivered_on, null) as delivery_date,
    if (shipped_on <= getvariable ('last_on'), quantity, null) as delivered_qty,
    ordered_quantity as ordered_qty,
    case
      when delivered_on <= getvariable ('last_on') then 'delivered'
      when shipped_on <= getvariable ('last_on') then 'in transit'
      else 'planned'
    end as status
  from
    parts
  order by
    delivery_no
) to (getvariable ('out_dir') || '/deliveries.parquet') (format parquet, compression zstd);

copy (
  with
    billed as (
      select
        order_no + 200000000 as invoice_no,
        order_no,
        customer_no,
        shipped_on as issued_on,
        (shipped_on + payment_days)::date as due_on,
        net_value as amount,
        currency,
        (
          shipped_on + payment_days + round(
            payment_delay + 4 * bell (order_key, 'payment') + case
            -- A dispute, or somebody short of cash.
              when chance (order_key, 'slow payment') < 0.03 then 30 + 90 * chance (order_key, 'slow days')
              else 0
            end
          )::integer
        )::date as paid_on,
        case
          when chance (order_key, 'short payment') < 0.015 then 0.5 + 0.4 * chance (order_key, 'paid share')
          else 1
        end as paid_share
      from
        shipments
      where
        not is_cancelled
        and shipped_on <= getvariable ('last_on')
      union all
      select
        document_no,
        order_no,
        customer_no,
        corrected_on,
        corrected_on,
        net_value,
        currency,
        corrected_on + 10,
        1
      from
        correction_lines
      where
        line_type <> 'X'
    )
  select
    invoice_no,
    order_no,
    customer_no,
    issued_on as invoice_date,
    due_on as due_date,
    amount as net_amount,
    currency,
    if (greatest(paid_on, issued_on) <= getvariable ('last_on'), round(amount * paid_share, 2), 0)::decimal(14, 2) as paid_amount,
    if (greatest(paid_on, issued_on) <= getvariable ('last_on'), greatest(paid_on, issued_on), null) as paid_date
  from
    billed
  order by
    invoice_no
) to (getvariable ('out_dir') || '/invoices.parquet') (format parquet, compression zstd);
