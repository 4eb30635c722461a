-- The words of names, and what an industry and a country bring with them. All of it is invented but the
-- towns; % stands for the root of the name and ! for the legal form.
/* sql-formatter-disable */
set variable name_heads = [
  'Alder', 'Amber', 'Birch', 'Bracken', 'Calder', 'Cinder', 'Cobalt', 'Copper', 'Coral', 'Dusk',
  'Elm', 'Ember', 'Fallow', 'Fern', 'Flint', 'Garnet', 'Harrow', 'Hazel', 'Heron', 'Ivory',
  'Juniper', 'Kestrel', 'Larch', 'Linden', 'Marl', 'Merle', 'Nettle', 'Oaken', 'Onyx', 'Osprey',
  'Pebble', 'Quartz', 'Rowan', 'Rush', 'Sable', 'Silver', 'Teal', 'Thistle', 'Umber', 'Willow'
];

set variable name_tails = [
  'aue', 'bank', 'beck', 'bight', 'bourne', 'brook', 'büttel', 'combe', 'cove', 'crest',
  'deich', 'fell', 'ferry', 'fjord', 'ford', 'furt', 'gate', 'glen', 'hagen', 'haven',
  'heath', 'holm', 'hook', 'keep', 'lea', 'marsh', 'mere', 'mill', 'moor', 'ness',
  'quay', 'rode', 'shore', 'sluis', 'stead', 'stow', 'tarn', 'vale', 'wharf', 'wick'
];

-- Shares of groups by industry, as sums; the cycle is the season that most of its accounts keep.
create temp table industries as
select *
from (
  values
    (0.00, 'Manufacturing',         0, ['% Valves !', '% Machinery !', '% Packaging !', '% Coatings !', '% Precision !', '% Ceramics !']),
    (0.17, 'Financial services',    3, ['% Savings Bank', '% Insurance !', '% Leasing !', '% Asset Services !']),
    (0.26, 'Public administration', 1, ['City of %', '% District Council', '% Harbour Authority', '% Water Board', '% Regional Office']),
    (0.37, 'Education',             4, ['University of %', '% College', '% Grammar School', '% Technical Academy', '% Schools Trust']),
    (0.45, 'Healthcare',            0, ['% Clinics !', '% Care Homes !', '% Medical Supply !', '% Dental Group !']),
    (0.53, 'Hospitality',           2, ['% Hotels !', '% Catering !', '% Resorts !', '% Brewery !']),
    (0.61, 'Technology',            0, ['% Software !', '% Networks !', '% Sensors !', '% Data Centres !', '% Robotics !']),
    (0.70, 'Retail',                3, ['% Home Stores !', '% Markets !', '% Opticians !', '% Garden Centres !']),
    (0.77, 'Events and agencies',   2, ['% Events !', '% Brand Agency !', '% Fairs !', '% Live Communication !', '% Congress !']),
    (0.85, 'Logistics',             0, ['% Freight !', '% Warehousing !', '% Shipping !', '% Couriers !']),
    (0.91, 'Construction',          0, ['% Interiors !', '% Building !', '% Facades !', '% Facility Services !']),
    (0.96, 'Professional services', 3, ['% Tax Advisers !', '% Engineering Office !', '% Consulting !', '% Translations !'])
) as industry_row (share_from, industry, cycle_no, patterns);

-- Shares of groups by country, as sums; branches stand in its towns, and German ones in the towns' regions.
create temp table countries as
select *
from (
  values
    (0.00, 'Germany',        null,            'EUR', ['GmbH', 'GmbH', 'GmbH & Co. KG', 'AG'],
      ['Hamburg', 'Köln', 'München', 'Leipzig', 'Bremen', 'Kassel', 'Ulm', 'Erfurt', 'Kiel', 'Mainz', 'Essen']),
    (0.56, 'Netherlands',    'West',          'EUR', ['B.V.'],
      ['Utrecht', 'Breda', 'Zwolle', 'Arnhem', 'Delft', 'Venlo', 'Almere', 'Leiden', 'Assen', 'Emmen', 'Tilburg']),
    (0.64, 'Austria',        'South',         'EUR', ['GmbH'],
      ['Wien', 'Graz', 'Linz', 'Salzburg', 'Wels', 'Villach', 'Steyr', 'Dornbirn', 'Krems', 'Leoben', 'Bregenz']),
    (0.70, 'Belgium',        'West',          'EUR', ['NV'],
      ['Gent', 'Mechelen', 'Namur', 'Brugge', 'Leuven', 'Hasselt', 'Mons', 'Kortrijk', 'Aalst', 'Genk', 'Oostende']),
    (0.75, 'Denmark',        'North',         'EUR', ['A/S'],
      ['Aarhus', 'Odense', 'Esbjerg', 'Kolding', 'Vejle', 'Horsens', 'Randers', 'Viborg', 'Herning', 'Køge', 'Roskilde']),
    (0.80, 'Poland',         'East',          'EUR', ['Sp. z o.o.'],
      ['Poznań', 'Gdynia', 'Lublin', 'Opole', 'Toruń', 'Rzeszów', 'Radom', 'Kielce', 'Gliwice', 'Płock', 'Elbląg']),
    (0.84, 'United Kingdom', 'British Isles', 'GBP', ['Ltd', 'Ltd', 'plc'],
      ['Leeds', 'Bristol', 'Derby', 'Norwich', 'Cardiff', 'Dundee', 'Exeter', 'Preston', 'Luton', 'Swansea', 'Lincoln']),
    (0.97, 'Ireland',        'British Isles', 'EUR', ['Ltd'],
      ['Cork', 'Galway', 'Limerick', 'Sligo', 'Tralee', 'Athlone', 'Ennis', 'Carlow', 'Naas', 'Bray', 'Kilkenny'])
) as country_row (share_from, country, region, currency, legal_forms, towns);
/* sql-formatter-enable */
set variable german_regions = ['North', 'West', 'South', 'East', 'North', 'West', 'South', 'East', 'North', 'West', 'West'];
