-- Who the accounts are and what will become of them: the latent facts from which all tables follow.
create temp table account_facts as
with
  shares as (
    select
      *,
      exp(0.6 * bell (account_no, 'branch weight')) as branch_weight
    from
      branch_facts
  ),
  sized as (
    select
      shares.account_no,
      shares.group_no,
      shares.branch_no,
      shares.branch_count,
      case
        when shares.group_no = 1 then 480000.0 * (0.7 + 0.6 * chance (shares.account_no, 'branch size'))
        when shares.group_no between 11 and 17 then 30000.0 * (0.5 + 2 * chance (shares.account_no, 'referred size'))
        else 25000 * exp(1.36 * shares.size_score) * branch_weight / sum(branch_weight) over (
          partition by
            shares.group_no
          order by
            shares.branch_no rows between unbounded preceding
            and unbounded following
        )
      end as drawn_revenue
    from
      shares
  ),
  drawn as (
    select
      sized.account_no,
      sized.group_no,
      sized.branch_no,
      sized.branch_count,
      coalesce(
        planted.account_name,
        group_names.group_name || case
          when sized.branch_count > 1 then ', ' || one_of (group_names.towns, sized.branch_no) || if (sized.branch_no > 10, format(' {}', 1 + sized.branch_no // 11), '')
          else ''
        end
      ) as account_name,
      group_names.group_name,
      group_names.cycle_no as industry_cycle_no,
      coalesce(planted.industry, group_names.industry) as industry,
      coalesce(planted.country, group_names.country) as country,
      if (planted.account_no is null, group_names.currency, 'EUR') as currency,
      case
        when planted.region is not null then planted.region
        when sized.branch_count > 1
        and group_names.country = 'Germany' then one_of (getvariable ('german_regions'), sized.branch_no)
        else group_names.region
      end as region,
      planted.account_no is not null as is_planted,
      sized.account_no <= 27 as is_fixed,
      coalesce(planted.annual_revenue, drawn_revenue) * case
        when sized.account_no <= 27 then least(1, getvariable ('scale'))
        else 1
      end as annual_revenue,
      ln(coalesce(planted.annual_revenue, drawn_revenue) / 25000) / 1.36 as size_score,
      planted.cycle_no as planted_cycle_no,
      planted.gap_days as planted_gap_days,
      planted.regularity as planted_regularity,
      planted.start_day as planted_start_day,
      planted.end_day as planted_end_day,
      planted.decline_day as planted_decline_day,
      planted.trend as planted_trend,
      planted.growth_per_order,
      planted.discount_share as planted_discount_share,
      planted.case_share as planted_case_share,
      planted.rush_share as planted_rush_share,
      planted.late_share as planted_late_share,
      planted.contact_factor as planted_contact_factor
    from
      sized
      join group_names on group_names.group_no = sized.group_no
      left join planted on planted.account_no = sized.account_no
  ),
  started as (
    select
      *,
      not is_fixed
      and chance (account_no, 'prospect') < 0.014 as is_prospect,
      not is_fixed
      and chance (account_no, 'seasonal') < 0.03 as is_seasonal,
      case
        when account_no between 21 and 27 then 150 + 105 * (account_no - 21)
        when is_fixed then planted_start_day
        when chance (account_no, 'new') < 0.31 then floor(getvariable ('last_day') * chance (account_no, 'start'))
      end::integer as new_day,
      -- The yearly chance of leaving; larger accounts leave less often.
      0.125 * exp(-0.25 * size_score) as leaving_rate
    from
      drawn
  ),
  lived as (
    select
      *,
      case
        when is_fixed then planted_end_day
        when new_day is not null
        and chance (account_no, 'one-off') < 0.1 then new_day + 1 + floor(70 * chance (account_no, 'one-off end'))
        when coalesce(new_day, 0) + 365 * waiting (account_no, 'leaving') / leaving_rate < getvariable ('future_day') then coalesce(new_day, 0) + 365 * waiting (account_no, 'leaving') / leaving_rate
      end::integer as leaving_day,
      not is_fixed
      and chance (account_no, 'gradual') < 0.5 as is_gradual,
      not is_fixed
      and new_day is null
      and chance (account_no, 'pause') < 0.035 as has_pause,
      floor(450 * chance (account_no, 'pause start'))::integer as pause_day
    from
      started
  ),
  declined as (
    select
      *,
      case
        when planted_decline_day is not null then planted_decline_day
        when is_gradual then greatest(coalesce(new_day, 0) + 30, leaving_day - 150 - floor(150 * chance (account_no, 'decline')))
      end::integer as first_decline_day
    from
      lived
  ),
  troubled as (
    select
      *,
      case
        when first_decline_day < leaving_day then first_decline_day
      end as decline_day,
      case
        when account_no = 4 then 740
        when is_fixed then null
        when first_decline_day < leaving_day then first_decline_day - 75
        when leaving_day is not null then leaving_day - 110
        -- Trouble also comes to those who stay.
        when chance (account_no, 'trouble') < 0.2 then floor(1000 * chance (account_no, 'trouble start'))
      end::integer as trouble_from,
      case
        when account_no = 4 then 1012
        when leaving_day is not null then leaving_day
        else floor(1000 * chance (account_no, 'trouble start')) + 130
      end::integer as trouble_to
    from
      declined
  ),
  cycled as (
    select
      *,
      coalesce(
        planted_cycle_no,
        case
          when is_seasonal then 5 + floor(3 * chance (account_no, 'season'))
          when chance (account_no, 'own cycle') < 0.25 then 0
          else industry_cycle_no
        end
      )::integer as cycle_no,
      coalesce(
        planted_gap_days,
        case
          when is_seasonal then 60 + 60 * chance (account_no, 'gap')
          else 7 * pow(120 / 7.0, bell_share (-0.6 * size_score + 0.8 * bell (account_no, 'gap')))
        end
      ) as gap_days,
      coalesce(
        planted_regularity,
        case
          when is_seasonal then 8
          else 1 + floor(8 * pow(chance (account_no, 'regularity'), 1.3))
        end
      )::integer as regularity
    from
      troubled
  ),
  dealt as (
    select
      *,
      coalesce(
        planted_discount_share,
        greatest(0.02, least(0.26, 0.1 + 0.022 * size_score + 0.03 * bell (account_no, 'discount')))
      ) as discount_share,
      case
        when not is_planted
        and size_score > 1.3 then 0.01 + 0.02 * chance (account_no, 'rebate')
        else 0
      end as rebate_share,
      coalesce(planted_rush_share, 0.02 + 0.08 * chance (account_no, 'rush')) as rush_share,
      coalesce(planted_late_share, 0.04 + 0.09 * chance (account_no, 'late')) as late_share,
      coalesce(planted_case_share, 0.01 + 0.07 * chance (account_no, 'cases')) as case_share,
      coalesce(planted_contact_factor, 0.6 + 0.8 * chance (account_no, 'contact')) as contact_factor,
      -- Price agreements run on one item group; those of account 6 and some others were never renewed.
      case
        when account_no = 6 then true
        when is_fixed then account_no = 7
        else size_score > 0.9
        and chance (account_no, 'price agreement') < 0.55
      end as has_price_agreement
    from
      cycled
  ),
  palettes as (
    select
      account_no,
      bit_or(item_group_code::ubigint << (4 * slot)::ubigint) as palette
    from
      (
        select
          account_no,
          slot,
          list_extract(wanted, 1 + floor(group_count * pow(slot / 16.0, 1.5))::bigint) as item_group_code
        from
          (
            select
              account_no,
              least(
                8,
                2 + floor(5 * chance (account_no, 'breadth')) + case
                  when size_score > 1 then 1
                  else 0
                end
              )::bigint as group_count,
              -- Item groups in the order in which this account wants them; divisions hang together.
              list_transform(
                list_sort(
                  list_transform(
                    range(16),
                    lambda item_group: struct_pack(
                      wish := chance (account_no * 16 + item_group, 'wish') - 0.35 * (
                        case
                          when item_group < 6 then chance (account_no, 'promotional')
                          when item_group < 10 then chance (account_no, 'furniture')
                          else chance (account_no, 'audiovisual')
                        end
                      ),
                      item_group := item_group
                    )
                  )
                ),
                lambda wished: wished.item_group
              ) as wanted
            from
              dealt
          )
          cross join range(16) as slots (slot)
      )
    group by
      account_no
  )
select
  dealt.account_no,
  format('A-{:05d}', dealt.account_no) as customer_no,
  account_name,
  group_no,
  branch_no,
  branch_count,
  group_name,
  industry,
  country,
  region,
  currency,
  case
    when industry in ('Public administration', 'Education') then 'Public sector'
    when industry = 'Events and agencies' then 'Agencies'
    when size_score > 1.2 then 'Corporate'
    when size_score > -0.2 then 'Mid-market'
    else 'Small business'
  end as segment,
  is_fixed,
  is_prospect,
  annual_revenue,
  size_score,
  dealt.cycle_no,
  gap_days,
  regularity,
  new_day,
  -- Who was there before the first day starts some gaps earlier, so that the first months are like any other.
  coalesce(
    first_tick.clock_end - first_tick.eighths,
    if (regularity = 99, 0, - floor(8 * gap_days * (3 + chance (dealt.account_no, 'phase'))))
  )::bigint as start_tick,
  leaving_day,
  decline_day,
  decline_tick.clock_end as decline_tick,
  case
    when has_pause then pause_day
  end as pause_from,
  case
    when has_pause then pause_day + 390 + floor(150 * chance (dealt.account_no, 'pause length'))
  end::integer as pause_to,
  trouble_from,
  trouble_to,
  account_no_in_trouble.late as is_late_trouble,
  account_no_in_trouble.service as is_service_trouble,
  account_no_in_trouble.quotes as is_quote_trouble,
  account_no_in_trouble.contact as is_contact_trouble,
  coalesce(planted_trend, 0.015 + 0.09 * bell (dealt.account_no, 'trend')) as trend,
  growth_per_order,
  case
    when growth_per_order is not null then 0.06
    when dealt.account_no in (3, 5, 9) then 0.2
    else 0.45
  end as value_spread,
  case
    when dealt.account_no = 1 then 1.0
    else 1.9 + 0.4 * greatest(-1, least(2.5, size_score))
  end as further_lines,
  discount_share,
  rebate_share,
  rush_share,
  late_share,
  case_share,
  contact_factor,
  palette,
  has_price_agreement,
  -- The item group that the account buys most.
  (palette & 15)::integer as agreed_group_code,
  round(least(0.34, discount_share + 0.04 + 0.08 * chance (dealt.account_no, 'agreed discount')), 2) as agreed_discount_share,
  case
    when dealt.account_no = 6 then 152
    when has_price_agreement then date_diff(
      'day',
      getvariable ('first_on'),
      getvariable ('first_on') + to_months(floor(12 * chance (dealt.account_no, 'agreement start'))::integer)
    )
  end::integer as agreed_from_day,
  dealt.account_no = 6
  or (
    not is_fixed
    and chance (dealt.account_no, 'not renewed') < 0.12
  ) as is_not_renewed,
  one_of ([14, 30, 30, 45, 60], (draw (dealt.account_no, 'terms') % 5)::bigint) as payment_days,
  -6 + 18 * pow(chance (dealt.account_no, 'payer'), 2) as payment_delay
from
  dealt
  join palettes on palettes.account_no = dealt.account_no
  left join cycle_days as first_tick on first_tick.cycle_no = dealt.cycle_no
  and first_tick.day_number = dealt.new_day
  left join cycle_days as decline_tick on decline_tick.cycle_no = dealt.cycle_no
  and decline_tick.day_number = dealt.decline_day
  cross join lateral (
    select
      dealt.account_no = 4
      or chance (dealt.account_no, 'late trouble') < 0.55 as late,
      dealt.account_no = 4
      or chance (dealt.account_no, 'service trouble') < 0.5 as service,
      chance (dealt.account_no, 'quote trouble') < 0.5 as quotes,
      dealt.account_no = 4
      or chance (dealt.account_no, 'contact trouble') < 0.55 as contact
  ) as account_no_in_trouble
order by
  dealt.account_no;
