-- What became of earlier leads of a company is told with a new one: they are found by the domain of their people.

-- +goose Up
ALTER TABLE handoffs ADD COLUMN company TEXT COLLATE "C";
UPDATE handoffs SET company = lower(replace(
    (data::json #>> '{Prospects,0,Address}'),
    rtrim((data::json #>> '{Prospects,0,Address}'), replace((data::json #>> '{Prospects,0,Address}'), '@', '')), ''))
    WHERE forget = 0;
CREATE INDEX handoffs_company ON handoffs (company, n) WHERE company IS NOT NULL;
