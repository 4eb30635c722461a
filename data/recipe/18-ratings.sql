-- What the departments think of the larger accounts, twice a year, from 1 to 5; sales see them a little
-- brighter than finance, and about some accounts they do not agree at all.
copy (
  with
    criteria as (
      select
        *
      from
        (
          values
            (0, 'strategic_alignment', ['sales', 'finance', 'executives']),
            (1, 'market_influence', ['sales', 'executives']),
            (2, 'reference_value', ['sales', 'customer_success']),
            (3, 'referrals', ['customer_success', 'sales'])
        ) as criterion (criterion_no, criterion, departments)
    ),
    rounds as (
      select
        *
      from
        (
          values
            (0, date '2024-05-06'),
            (1, date '2024-11-04'),
            (2, date '2025-05-05'),
            (3, date '2025-11-03'),
            (4, date '2026-05-04'),
            (5, date '2026-10-05')
        ) as round(round_no, round_on)
    ),
    asked as (
      select
        account_facts.*,
        criterion_no,
        criterion,
        round_no,
        round_on,
        unnest(departments) as department
      from
        account_facts
        cross join criteria
        cross join rounds
      where
        not is_prospect
        and (
          (
            not is_fixed
            and size_score > 0.9
          )
          or account_no <= 10
        )
        and date_diff('day', getvariable ('first_on'), round_on) between coalesce(new_day, -999) and coalesce(leaving_day, 9999)
    ),
    keyed as (
      select
        *,
        case department
          when 'sales' then 0
          when 'customer_success' then 1
          when 'finance' then 2
          else 3
        end as department_no,
        account_no * 4 + criterion_no as view_key
      from
        asked
    ),
    judged as (
      select
        *,
        (view_key * 8 + round_no) * 4 + department_no as rating_key,
        case
          when account_no = 8
          and criterion_no = 3 then 5.0
          when account_no = 8 then 3.6
          when account_no = 2 then 3.4 + 0.25 * round_no
          when account_no = 7 then 4.4
          when account_no = 1 then 2.6
          else 1.4 + 2.6 * chance (view_key, 'view') + 0.25 * least(size_score, 3)
        end + [0.35, 0.0, -0.4, 0.0] [department_no + 1] * case
          when not is_fixed
          and chance (account_no, 'disagreement') < 0.12 then 4
          else 1
        end + 0.35 * bell (rating_key_of_round, 'opinion') as opinion
      from
        (
          select
            *,
            (view_key * 8 + round_no) * 4 + department_no as rating_key_of_round
          from
            keyed
        )
    )
  select
    customer_no,
    criterion,
    department,
    greatest(1, least(5, round(opinion)))::integer as score,
    working_day (round_on + floor(11 * chance (rating_key, 'rating day'))::integer)::date as rated_on,
    case department
      when 'sales' then 'Head of Sales ' || region
      when 'customer_success' then 'Head of Customer Success'
      when 'finance' then 'Head of Credit Control'
      else 'Managing Director'
    end as rater,
    case
      when chance (rating_key, 'evidence') < 0.5 then one_of (
        case criterion
          when 'strategic_alignment' then ['Asks for all three divisions', 'Buys what we want to sell', 'Outside our core items']
          when 'market_influence' then ['Others in the trade follow it', 'Known in its region', 'Little known']
          when 'reference_value' then ['May be named in tenders', 'Opened its showroom to guests', 'Wishes not to be named']
          else ['Sent us a new account this year', 'Would recommend us', 'None so far']
        end,
        case
          when opinion >= 3.8 then 0
          when opinion >= 2.3 then 1
          else 2
        end::bigint
      )
    end as evidence
  from
    judged
  where
    account_no <= 10
    or chance (rating_key, 'asked') < 0.7
  order by
    account_no,
    criterion_no,
    department_no,
    round_no
) to (getvariable ('out_dir') || '/ratings.parquet') (format parquet, compression zstd);
