-- Quotes: some orders had one before, among them orders that are still to come (today's live quotes);
-- others were lost or ran out, more often while an account is in trouble.
copy (
  with
    ordered as (
      select
        order_facts.order_key * 2 as quote_key,
        order_facts.account_no,
        working_day (on_day (day_number) - 4 - least(50, floor(12 * waiting (order_key, 'quote lead')))::integer) as quoted_on,
        coalesce(order_totals.net_value, order_value * if (account_facts.currency = 'GBP', 0.86, 1)) * (0.98 + 0.1 * chance (order_key, 'quote amount')) as amount,
        45 as valid_days,
        if (order_totals.order_no is null, 'open', 'won') as status,
        order_totals.order_no
      from
        order_facts
        join account_facts on account_facts.account_no = order_facts.account_no
        left join order_totals on order_totals.order_no = order_facts.order_no
      where
        chance (order_key, 'quoted') < 0.16
        and not (
          is_fixed
          and order_totals.order_no is null
        )
    ),
    months as (
      select
        account_facts.*,
        month_no,
        account_no * 64 + month_no as month_key,
        (on_day (0) + to_months(month_no::integer))::date as month_on,
        date_diff('day', getvariable ('first_on'), on_day (0) + to_months(month_no::integer)) as month_day
      from
        account_facts
        cross join range(37) as months (month_no)
    ),
    declined as (
      select
        month_key * 2 + 1 as quote_key,
        account_no,
        working_day (month_on + floor(27 * chance (month_key, 'quote day'))::integer) as quoted_on,
        annual_revenue * greatest(gap_days, 10) / 365 * exp(0.5 * bell (month_key, 'lost amount')) * 1.4 * if (currency = 'GBP', 0.86, 1) as amount,
        one_of ([30, 30, 45, 60], (draw (month_key, 'valid') % 4)::bigint)::integer as valid_days,
        if (chance (month_key, 'lost') < 0.6, 'lost', 'expired') as status,
        null as order_no
      from
        months
      where
        month_day >= coalesce(new_day, 0)
        and month_day <= coalesce(leaving_day, month_day)
        and chance (month_key, 'lost quote') < case
          when is_quote_trouble
          and month_day between trouble_from - 15 and trouble_to then 0.55
          when is_prospect then 0.12
          else least(0.16, 2.2 / gap_days)
        end
    ),
    planted_quotes as (
      select
        -9 as quote_key,
        9 as account_no,
        date '2026-10-12' as quoted_on,
        57500.0 as amount,
        49 as valid_days,
        'open' as status,
        null as order_no
    ),
    quotes as (
      select
        *
      from
        ordered
      union all
      select
        *
      from
        declined
      union all
      select
        *
      from
        planted_quotes
    ),
    decided as (
      select
        *,
        case
          when status = 'lost' then quoted_on + floor(valid_days * (0.4 + 0.6 * chance (quote_key, 'decided')))::integer
          when status = 'expired' then quoted_on + valid_days
        end as decided_on
      from
        quotes
    )
  select
    500000 + row_number() over (
      order by
        quoted_on,
        account_facts.account_no,
        quote_key
    ) as quote_no,
    customer_no,
    quoted_on::date as quote_date,
    round(amount, 2)::decimal(14, 2) as quote_value,
    currency,
    if (decided_on > getvariable ('last_on'), 'open', status) as status,
    (quoted_on + valid_days)::date as valid_until,
    order_no,
    item_groups.group_name as item_group
  from
    decided
    join account_facts on account_facts.account_no = decided.account_no
    join item_groups on item_groups.group_code = account_facts.agreed_group_code
  where
    quoted_on <= getvariable ('last_on')
    and quoted_on >= getvariable ('first_on')
    and not (
      is_fixed
      and quote_key > 0
      and coalesce(decided_on > getvariable ('last_on'), false)
    )
  order by
    quote_no
) to (getvariable ('out_dir') || '/quotes.parquet') (format parquet, compression zstd);
