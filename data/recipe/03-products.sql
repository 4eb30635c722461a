-- What the company sells: sixteen item groups with fifteen items each, on a ladder of list prices.
-- Costs are shares of the list price; prices rise each January, costs a little more.
/* sql-formatter-disable */
create temp table item_groups as
select *
from (
  values
    ( 0, 'Writing instruments'     , 'PRO',   0.6,   28.0, 0.53, 0.015, ['Ballpoint', 'Gel pen', 'Fountain pen', 'Pencil set', 'Highlighter']),
    ( 1, 'Drinkware'               , 'PRO',   2.4,   34.0, 0.54, 0.025, ['Mug', 'Steel bottle', 'Travel cup', 'Carafe', 'Tumbler']),
    ( 2, 'Bags'                    , 'PRO',   1.8,   79.0, 0.55,  0.02, ['Tote', 'Backpack', 'Cooler bag', 'Document case', 'Trolley']),
    ( 3, 'Branded clothing'        , 'PRO',   4.5,   95.0, 0.56,  0.02, ['T-shirt', 'Polo shirt', 'Hoodie', 'Softshell', 'Cap']),
    ( 4, 'Fair and event items'    , 'PRO',   0.9,  480.0, 0.52,  0.03, ['Lanyard', 'Roll-up', 'Badge set', 'Counter', 'Beach flag']),
    ( 5, 'Gift sets'               , 'PRO',  12.0,  140.0, 0.57,  0.03, ['Welcome box', 'Desk set', 'Pantry box', 'Travel set', 'Jubilee set']),
    ( 6, 'Seating'                 , 'FUR',  89.0, 1150.0,  0.6, 0.055, ['Task chair', 'Visitor chair', 'Stool', 'Lounge chair', 'Bench']),
    ( 7, 'Desks and tables'        , 'FUR', 129.0, 2400.0, 0.61,  0.06, ['Sit-stand desk', 'Bench desk', 'Meeting table', 'Folding table', 'High table']),
    ( 8, 'Storage'                 , 'FUR',  48.0,  980.0,  0.6, 0.055, ['Locker', 'Pedestal', 'Cupboard', 'Shelf', 'Planter box']),
    ( 9, 'Acoustics and partitions', 'FUR',  65.0, 3900.0, 0.58,  0.06, ['Desk screen', 'Wall panel', 'Ceiling sail', 'Phone booth', 'Curtain']),
    (10, 'Displays'                , 'AVS', 240.0, 5200.0, 0.67,  0.02, ['Monitor', 'Large display', 'Touch board', 'Video wall tile', 'Signage screen']),
    (11, 'Conferencing'            , 'AVS',  95.0, 3800.0, 0.64, 0.015, ['Room bar', 'Speakerphone', 'Camera', 'Room kit', 'Ceiling microphone']),
    (12, 'Sound'                   , 'AVS',  59.0, 2100.0, 0.63,  0.02, ['Speaker', 'Amplifier', 'Mixer', 'Wireless microphone', 'Sound bar']),
    (13, 'Projection'              , 'AVS',  79.0, 4600.0, 0.66,  0.02, ['Projector', 'Screen', 'Lens', 'Lectern', 'Lift']),
    (14, 'Cabling and mounts'      , 'AVS',   7.5,  390.0, 0.55,  0.02, ['Wall mount', 'Cable set', 'Floor box', 'Trolley mount', 'Switcher']),
    (15, 'Installation and service', 'SRV',  45.0, 1800.0, 0.62,   0.0, ['Site survey', 'Assembly', 'Wiring', 'Training', 'Service visit'])
) as item_group_row (group_code, group_name, division, lowest_price, highest_price, cost_share, freight_share, item_nouns);
/* sql-formatter-enable */
create temp table items as
select
  group_code * 15 + step as item_code,
  group_code,
  step,
  format('{}-{:03d}', division, group_code * 15 + step) as item_no,
  item_nouns[1 + step % 5] || ' ' || ['Basic', 'Plus', 'Premium'] [1 + step // 5] as item_name,
  group_name as item_group,
  round(lowest_price * pow(highest_price / lowest_price, step / 14.0), 2) as base_price,
  cost_share * (0.96 + 0.08 * chance (group_code * 15 + step, 'item cost')) as cost_share,
  freight_share
from
  item_groups
  cross join range(0, 15) as steps (step);

-- Price and cost levels by calendar year.
create temp table price_years as
select
  *
from
  (
    values
      (2023, 1.0, 1.0),
      (2024, 1.03, 1.035),
      (2025, 1.056, 1.062),
      (2026, 1.085, 1.095)
  ) as price_year (price_year, price_level, cost_level);
