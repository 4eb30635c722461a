-- Service cases follow orders; more of them, and graver ones, while an account is in trouble.
copy (
  with
    troubled as (
      select
        order_no,
        order_key,
        order_facts.account_no,
        customer_no,
        working_day (on_day (day_number) + 2 + floor(24 * chance (order_key, 'case day'))::integer)::date as opened_on,
        coalesce(
          is_service_trouble
          and day_number between trouble_from and trouble_to,
          false
        ) as is_troubled,
        case_share
      from
        order_facts
        join account_facts on account_facts.account_no = order_facts.account_no
      where
        is_exported
    ),
    opened as (
      select
        *,
        case
          when chance (order_key, 'severity') < if (is_troubled, 0.15, 0.04) then 4
          when chance (order_key, 'severity') < if (is_troubled, 0.45, 0.19) then 3
          when chance (order_key, 'severity') < 0.68 then 2
          else 1
        end as severity_no
      from
        troubled
      where
        chance (order_key, 'case') < if (is_troubled, greatest(0.5, case_share), case_share)
        and opened_on <= getvariable ('last_on')
    ),
    closed as (
      select
        *,
        (
          opened_on + ceil(
            one_of ([2.0, 3.0, 4.0, 5.0], (severity_no - 1)::bigint) * (0.2 + waiting (order_key, 'case length')) * if (account_no = 7, 2.2, 1)
          )::integer
        )::date as closed_on,
        case
          when severity_no >= 3
          and chance (order_key, 'escalated') < if (is_troubled, 0.55, 0.3) then (opened_on + 1 + floor(3 * chance (order_key, 'escalation'))::integer)::date
        end as escalated_on
      from
        opened
    )
  select
    800000 + row_number() over (
      order by
        opened_on,
        order_key
    ) as case_no,
    customer_no,
    order_no,
    opened_on as opened_date,
    if (closed_on <= getvariable ('last_on'), closed_on, null) as closed_date,
    if (escalated_on <= getvariable ('last_on'), escalated_on, null) as escalated_date,
    ['low', 'normal', 'high', 'critical'] [severity_no] as severity,
    round((20 + 40 * waiting (order_key, 'case minutes')) * severity_no * if (account_no = 1, 2.2, 1))::integer as minutes,
    case
      when closed_on > getvariable ('last_on') then null
      -- Commitments: ten, eight, seven and six days by severity.
      else closed_on - opened_on <= [10, 8, 7, 6] [severity_no]
    end as within_commitment
  from
    closed
  order by
    case_no
) to (getvariable ('out_dir') || '/service_cases.parquet') (format parquet, compression zstd);
