-- Euros for one pound, fixed on the first of each month.
copy (
  select
    'GBP' as currency,
    (on_day (0) + to_months(month_no::integer))::date as valid_from,
    round(1.163 + 0.018 * sin(month_no / 5.0) + 0.004 * bell (month_no, 'pound'), 4)::decimal(10, 4) as eur_per_unit
  from
    range(37) as months (month_no)
  order by
    valid_from
) to (getvariable ('out_dir') || '/fx_rates.parquet') (format parquet, compression zstd);
