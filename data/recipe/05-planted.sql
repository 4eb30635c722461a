-- The accounts that carry a story (data/README.md tells each), with what they override; null leaves
-- a matter to chance. Accounts 1 to 9 stand alone, 10 to 20 are the first of group 1, and 21 to 27
-- are those whom account 8 referred. Below scale 1 their revenue shrinks with the company.
/* sql-formatter-disable */
create temp table planted as
select
  *
from
  (
    values
      ( 1, 'Tarnholt Facility Services GmbH', 'Construction'         , 'Germany'    , 'South', 0, 2100000,  6.0,  3, null, null, null,  0.0,  null, 0.36, 0.85,  0.3,  0.1,  1.6),
      ( 2, 'Quillmere Robotics GmbH'        , 'Technology'           , 'Germany'    , 'West' , 0,  118000, 34.0,  8,  330, null, null,  0.0, 1.055, 0.07, 0.01, 0.02, 0.04,  1.4),
      ( 3, 'Havenstow Water Supply GmbH'    , 'Manufacturing'        , 'Germany'    , 'North', 0,  240000, 14.0,  8, null, 1037, null, 0.02,  null, 0.11, 0.03, 0.04, 0.05,  1.2),
      ( 4, 'Brackenvale Foods B.V.'         , 'Manufacturing'        , 'Netherlands', 'West' , 0,  310000, 12.0,  5, null, 1012,  830, 0.02,  null, 0.12, 0.05, 0.05, 0.07,  1.0),
      ( 5, 'Elmquay Spring Fairs GmbH'      , 'Events and agencies'  , 'Germany'    , 'East' , 5,  150000, 92.0, 99, null, null, null, 0.03,  null,  0.1, 0.03, 0.08, 0.06,  1.0),
      ( 6, 'Stowgarth Insurance AG'         , 'Financial services'   , 'Germany'    , 'West' , 0,  420000, 16.0,  4, null, null, null, 0.03,  null,  0.1, 0.04, 0.04, 0.06,  1.1),
      ( 7, 'Wyndmoor Diagnostics GmbH'      , 'Healthcare'           , 'Germany'    , 'South', 0, 2300000,  8.0,  5, null, null, null, 0.04,  null,  0.1, 0.28, 0.08, 0.42, 0.18),
      ( 8, 'Pellbrook Coworking GmbH'       , 'Professional services', 'Germany'    , 'North', 0,   21000, 41.0,  3, null, null, null, 0.04,  null, 0.06, 0.02, 0.03, 0.05,  1.5),
      ( 9, 'Oakferry Hotels A/S'            , 'Hospitality'          , 'Denmark'    , 'North', 0,  190000, 20.0,  6, null, 1028, null, 0.02,  null,  0.1, 0.03, 0.05, 0.06,  1.2),
      (10, 'Merrowgate Retail Fit-out GmbH' , 'Retail'               , 'Germany'    , 'West' , 0, 1900000,  7.0,  4, null, null, null,  0.0,  null, 0.31, 0.07, 0.08, 0.08,  1.2)
  ) as planted_account (
    account_no, account_name, industry, country, region, cycle_no, annual_revenue, gap_days, regularity, start_day, end_day,
    decline_day, trend, growth_per_order, discount_share, case_share, rush_share, late_share, contact_factor
  );
/* sql-formatter-enable */
