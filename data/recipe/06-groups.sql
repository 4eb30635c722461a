-- Groups, their branches and their names.
create macro root_of (number) as one_of (getvariable ('name_heads'), (number // 40) % 40) || one_of (getvariable ('name_tails'), number % 40);

create temp table group_facts as
with
  sizes as (
    select
      group_no,
      -- Stratified, so that the shape of the company does not hang on the seed.
      bell_quantile (
        (
          row_number() over (
            order by
              draw (group_no, 'group size'),
              group_no
          ) - 0.5
        ) / count(*) over ()
      ) as size_score,
      chance (group_no, 'branches') as branch_chance
    from
      range(18, greatest(60, round(883 * getvariable ('scale'))::bigint + 18)) as groups (group_no)
  ),
  branched as (
    select
      *,
      case
        when size_score > 1.9 then 4 + floor(branch_chance * 6)
        when size_score > 1.1
        and branch_chance < 0.6 then 2 + floor(branch_chance / 0.2)
        when size_score > 0.3
        and branch_chance < 0.15 then 2 + floor(branch_chance / 0.075)
        else 1
      end::bigint as branch_count
    from
      sizes
  )
select
  *
from
  branched
union all
-- Group 1 grows by branches, so that it stays above a tenth of revenue at any scale.
select
  1,
  3.0,
  0.5,
  greatest(11, round(10 * getvariable ('scale')) + 1)::bigint
union all
-- Groups 2 to 10 are the single accounts 1 to 9, groups 11 to 17 those whom account 8 referred.
select
  group_no,
  0.0,
  0.5,
  1
from
  range(2, 18) as groups (group_no);

create temp table branch_facts as
with
  branches as (
    select
      group_no,
      size_score,
      branch_count,
      unnest(range(branch_count)) as branch_no
    from
      group_facts
  ),
  numbered as (
    select
      *,
      case
        when group_no between 2 and 10 then group_no - 1
        when group_no = 1
        and branch_no <= 10 then 10 + branch_no
        when group_no between 11 and 17 then group_no + 10
      end as planted_no
    from
      branches
  )
select
  group_no,
  branch_no,
  branch_count,
  size_score,
  coalesce(
    planted_no,
    27 + row_number() over (
      partition by
        planted_no is null
      order by
        group_no,
        branch_no
    )
  )::bigint as account_no
from
  numbered;

-- Names: forty heads and forty tails make 1,600 roots, one a group; further groups get two roots.
create temp table group_names as
with
  rooted as (
    select
      group_no,
      size_score,
      branch_count,
      if (group_no = 1, 0.7, chance (group_no, 'industry')) as industry_chance,
      if (group_no = 1, 0, chance (group_no, 'country')) as country_chance,
      draw (group_no, 'words') as word_draw,
      root_of (group_no * 987 + 311) || if (group_no >= 1600, ' ' || root_of (group_no // 1600), '') as root
    from
      group_facts
  )
select
  rooted.group_no,
  rooted.size_score,
  rooted.branch_count,
  industries.industry,
  industries.cycle_no,
  countries.country,
  countries.currency,
  countries.towns,
  coalesce(
    countries.region,
    one_of (getvariable ('german_regions'), floor(4 * chance (rooted.group_no, 'region'))::bigint)
  ) as region,
  case
    when rooted.group_no = 1 then 'Merrowgate Holding'
    else replace(
      replace(
        case
        -- Whoever has branches is not a single school or city.
          when rooted.branch_count > 1
          and industries.industry = 'Education' then '% Schools Trust'
          when rooted.branch_count > 1
          and industries.industry = 'Public administration' then '% Regional Administration'
          else one_of (industries.patterns, (word_draw % len(industries.patterns))::bigint)
        end,
        '%',
        root
      ),
      '!',
      one_of (countries.legal_forms, ((word_draw >> 8) % len(countries.legal_forms))::bigint)
    )
  end as group_name
from
  rooted
  asof join industries on rooted.industry_chance >= industries.share_from
  asof join countries on rooted.country_chance >= countries.share_from;
