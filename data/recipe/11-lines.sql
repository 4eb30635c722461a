-- Order lines, then returns, credit notes and cancellations as documents of their own.
copy (
  select
    order_no,
    line_no::smallint as line_no,
    customer_no,
    on_day (day_number)::date as order_date,
    on_day (day_number + entry_days)::date as entry_date,
    'S' as line_type,
    item_no,
    item_name,
    item_group,
    quantity::integer as qty,
    list_price,
    net_value,
    cost_value,
    freight_value,
    bonus_value,
    currency,
    is_express as express
  from
    sale_lines
  union all
  from
    (
      select
        document_no,
        line_no::smallint,
        customer_no,
        corrected_on,
        corrected_on,
        if (line_type = 'R', 'R', 'C'),
        item_no,
        item_name,
        item_group,
        quantity::integer,
        list_price,
        net_value,
        cost_value,
        freight_value,
        bonus_value,
        currency,
        is_express
      from
        correction_lines
      order by
        document_no,
        line_no
    )
) to (getvariable ('out_dir') || '/lines.parquet') (format parquet, compression zstd);
