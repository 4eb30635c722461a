-- One plan a year for each larger account, in the reporting currency; years begin in November.
copy (
  with
    years as (
      select
        account_facts.*,
        year_no,
        account_no * 8 + year_no as year_key,
        (on_day (0) + to_months(12 * year_no::integer))::date as period_start
      from
        account_facts
        cross join range(4) as years (year_no)
      where
        not is_prospect
        and (
          (
            not is_fixed
            and size_score > 0.9
          )
          or account_no <= 20
        )
    )
  select
    customer_no,
    period_start,
    round(
      annual_revenue * exp(trend * (year_no - 1)) * coalesce(pow(growth_per_order, (year_no - 1) * 365 / gap_days), 1) * (0.95 + 0.2 * chance (year_key, 'plan')),
      -3
    )::decimal(14, 2) as planned_revenue,
    one_of (
      [
        'Second item group in every branch',
        'Framework contract for the coming year',
        'Keep the share in spite of the tender',
        'From single orders to a yearly call-off',
        'Fit out one more site',
        'Win back the lost item group'
      ],
      (draw (year_key, 'objective') % 6)::bigint
    ) as objective,
    one_of (
      [
        'Revenue of the year',
        'Item groups bought, from two to four',
        'Nine deliveries in ten on the promised day',
        'Margin above 30 %',
        'One executive meeting a quarter',
        'Six of eight branches ordering'
      ],
      (draw (year_key, 'metric') % 6)::bigint
    ) as success_metric,
    if (
      size_score > 1.3
      or account_no <= 20,
      'Key Accounts',
      'Sales ' || region
    ) as team
  from
    years
  where
    date_diff('day', getvariable ('first_on'), period_start) >= coalesce(new_day, 0)
    and date_diff('day', getvariable ('first_on'), period_start) <= coalesce(leaving_day, getvariable ('last_day')) + 30
    and period_start <= getvariable ('last_on')
  order by
    account_no,
    period_start
) to (getvariable ('out_dir') || '/plans.parquet') (format parquet, compression zstd);
