-- Who spoke with whom: by level and direction; the account's own side falls silent when it is in trouble.
copy (
  with
    months as (
      select
        account_facts.*,
        month_no,
        (on_day (0) + to_months(month_no::integer))::date as month_on,
        date_diff('day', getvariable ('first_on'), on_day (0) + to_months(month_no::integer)) as month_day
      from
        account_facts
        cross join range(37) as months (month_no)
    ),
    expected as (
      select
        *,
        coalesce(
          is_contact_trouble
          and month_day between trouble_from and trouble_to,
          false
        ) as is_quiet,
        (account_no * 64 + month_no) * 4 + level_no as level_key,
        contact_factor * case level_no
          when 1 then if (size_score > 0.9, 0.2 * exp(0.35 * (size_score - 1)), 0.005)
          when 2 then 0.35 * exp(0.4 * size_score)
          else 0.8 * exp(0.3 * size_score)
        end * if (
          is_prospect
          and level_no = 3,
          0,
          1
        ) as expected_count
      from
        months
        cross join range(1, 4) as levels (level_no)
      where
        month_day >= coalesce(new_day, 0) - 30
        and month_day <= coalesce(leaving_day, month_day) + 20
    ),
    touched as (
      select
        *,
        unnest(range(least(15, floor(expected_count + chance (level_key, 'contacts'))::bigint))) as contact_no
      from
        expected
    ),
    dated as (
      select
        *,
        level_key * 16 + contact_no as contact_key,
        working_day (month_on + floor(27 * chance (level_key * 16 + contact_no, 'contact day'))::integer)::date as contact_on,
        chance (level_key * 16 + contact_no, 'direction') < 0.42 as is_theirs
      from
        touched
    )
  select distinct
    customer_no,
    contact_on as contact_date,
    ['executive', 'manager', 'operational'] [level_no] as level,
    if (is_theirs, 'theirs', 'ours') as direction,
    case level_no
      when 1 then one_of (['meeting', 'call', 'visit'], (draw (contact_key, 'kind') % 3)::bigint)
      when 2 then one_of (['visit', 'meeting', 'call', 'email'], (draw (contact_key, 'kind') % 4)::bigint)
      else one_of (['call', 'email', 'email'], (draw (contact_key, 'kind') % 3)::bigint)
    end as kind,
    case level_no
      when 1 then 'Management'
      when 2 then if (size_score > 1.3, 'Key Accounts', 'Sales ' || region)
      else 'Service ' || region
    end as team
  from
    dated
  where
    contact_on <= getvariable ('last_on')
    -- In trouble the account hardly calls any more, and is called less.
    and chance (contact_key, 'quiet') >= case
      when not is_quiet then 0
      when is_theirs then 0.85
      else 0.4
    end
  order by
    contact_date,
    customer_no,
    level,
    direction,
    kind,
    team
) to (getvariable ('out_dir') || '/touchpoints.parquet') (format parquet, compression zstd);
