-- The accounts as the company's own system would export them.
copy (
  with
    referrers as (
      select
        account_facts.account_no,
        case
          when account_facts.account_no between 21 and 27 then 'A-00008'
          when account_facts.new_day is not null
          and not account_facts.is_fixed
          and chance (account_facts.account_no, 'referred') < 0.12
          and earlier.new_day is null
          and not earlier.is_prospect then earlier.customer_no
        end as referrer_no
      from
        account_facts
        left join account_facts as earlier on earlier.account_no = 28 + floor(
          (
            select
              count(*) - 28
            from
              account_facts
          ) * chance (account_facts.account_no, 'referrer')
        )
    )
  select
    customer_no,
    account_name as customer_name,
    case
      when branch_count > 1 then format('G-{:04d}', group_no)
    end as group_no,
    case
      when branch_count > 1 then group_name
    end as group_name,
    segment,
    industry,
    region,
    country,
    currency,
    case
      when size_score > 1.3
      or is_fixed
      and annual_revenue > 100000 then 'Key Accounts;'
      else ''
    end || 'Sales ' || region || case
      when size_score > -0.5
      or is_fixed then ';Service ' || region
      else ''
    end as team,
    case
      when segment = 'Public sector' then 'Framework contract'
      when size_score > 1 then 'Account desk'
      when chance (account_facts.account_no, 'channel') < 0.3 - 0.1 * size_score then 'Web shop'
      else 'Field sales'
    end as channel,
    referrer_no as referred_by,
    (
      case
        when new_day is not null then on_day (new_day) - floor(25 * chance (account_facts.account_no, 'lead'))::integer
        else getvariable ('first_on') - if (is_fixed, 700, 20) - floor(3000 * pow(chance (account_facts.account_no, 'age'), 1.4))::integer
      end
    )::date as customer_since
  from
    account_facts
    join referrers on referrers.account_no = account_facts.account_no
  order by
    account_facts.account_no
) to (getvariable ('out_dir') || '/accounts.parquet') (format parquet, compression zstd);
