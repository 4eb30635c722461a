-- Special prices by item group or item, service commitments, and purchase volumes promised by groups;
-- each runs a year and is renewed, except where somebody forgot.
copy (
  with
    years as (
      select
        account_facts.*,
        year_no,
        (on_day (0) + to_months(12 * year_no::integer))::date as year_on
      from
        account_facts
        cross join range(4) as years (year_no)
      where
        on_day (0) + to_months(12 * year_no::integer) <= getvariable ('last_on')
    ),
    price_terms as (
      select
        *,
        (on_day (agreed_from_day) + to_months(12 * year_no::integer))::date as valid_from,
        (on_day (agreed_from_day) + to_months(12 * year_no::integer + 12))::date - 1 as valid_to,
        not is_fixed
        and chance (account_no, 'by item') < 0.25 as is_by_item
      from
        years
      where
        has_price_agreement
    ),
    kept_terms as (
      select
        *
      from
        price_terms
      where
        valid_from <= getvariable ('last_on')
        and (
          leaving_day is null
          or valid_from <= on_day (leaving_day)
        )
        and valid_from >= on_day (coalesce(new_day, 0))
        and not (
          is_not_renewed
          and valid_to >= getvariable ('last_on')
        )
    ),
    agreements as (
      select
        account_no * 1000 + year_no as agreement_key,
        customer_no,
        null as group_no,
        'price' as kind,
        valid_from,
        valid_to,
        null as item_no,
        group_name_of_items as item_group,
        null as agreed_price,
        agreed_discount_share as discount_share,
        currency,
        null as promised_amount,
        null as commitment,
        null as target
      from
        kept_terms
        join (
          select
            group_code,
            group_name as group_name_of_items
          from
            item_groups
        ) as agreed_groups on agreed_groups.group_code = agreed_group_code
      where
        not is_by_item
      union all
      select
        account_no * 1000 + 100 + year_no * 20 + step,
        customer_no,
        null,
        'price',
        valid_from,
        valid_to,
        item_no,
        null,
        round(
          round(base_price * price_level, 2) * if (currency = 'GBP', 0.86, 1) * (1 - agreed_discount_share),
          2
        ),
        null,
        currency,
        null,
        null,
        null
      from
        kept_terms
        join items on items.group_code = agreed_group_code
        join price_years on price_years.price_year = year(valid_from)
      where
        is_by_item
      union all
      select
        account_no * 1000 + 300 + year_no * 10 + commitment_no,
        customer_no,
        null,
        'service',
        year_on,
        (year_on + to_months(12))::date - 1,
        null,
        null,
        null,
        null,
        currency,
        null,
        commitment,
        target
      from
        years
        cross join (
          values
            (1, 'Delivered by the promised day', 0.95),
            (2, 'Case closed within its time', 0.9)
        ) as commitments (commitment_no, commitment, target)
      where
        (
          account_no in (1, 7)
          or (
            not is_fixed
            and size_score > 1
            and chance (account_no, 'service agreement') < 0.45
          )
        )
        and year_on >= on_day (coalesce(new_day, 0))
        and year_on <= on_day (coalesce(leaving_day, getvariable ('last_day')))
      union all
      select
        account_no * 1000 + 400 + year_no,
        null,
        format('G-{:04d}', group_no),
        'capacity',
        year_on,
        (year_on + to_months(12))::date - 1,
        null,
        null,
        null,
        null,
        'EUR',
        round(annual_revenue * branch_count * (0.7 + 0.3 * chance (account_no * 4 + year_no, 'promised')), -4),
        'Yearly volume of the group',
        null
      from
        years
      where
        branch_no = 0
        and branch_count >= 5
        and chance (account_no, 'capacity') < 0.6
    )
  select
    format('AG-{}', agreement_key) as agreement_no,
    customer_no,
    group_no,
    kind,
    valid_from,
    valid_to,
    item_no,
    item_group,
    agreed_price::decimal(12, 2) as agreed_price,
    discount_share::decimal(6, 4) as discount_share,
    currency,
    promised_amount::decimal(14, 2) as promised_volume,
    commitment,
    target::decimal(6, 4) as target_share
  from
    agreements
  order by
    agreement_key
) to (getvariable ('out_dir') || '/agreements.parquet') (format parquet, compression zstd);
