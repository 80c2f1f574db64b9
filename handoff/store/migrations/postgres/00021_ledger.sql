-- Turns of people who are to have more or fewer than others count in hundredths beside whole ones, silences are counted
-- in a row, and what somebody had in the latest days is summed by day.

-- +goose Up
ALTER TABLE ledger ADD COLUMN part BIGINT NOT NULL DEFAULT 0;
ALTER TABLE loads ADD COLUMN part BIGINT NOT NULL DEFAULT 0;
ALTER TABLE loads ADD COLUMN silent BIGINT NOT NULL DEFAULT 0;
CREATE INDEX ledger_person ON ledger (person, id);

CREATE TABLE ledger_days (
    person TEXT COLLATE "C" NOT NULL,
    day    BIGINT NOT NULL, -- since 1970
    had    BIGINT NOT NULL,
    cost   BIGINT NOT NULL,
    PRIMARY KEY (person, day)
);
INSERT INTO ledger_days (person, day, had, cost)
    SELECT person, at / 86400000000000, sum(CASE WHEN kind IN ('turn', 'back') THEN turns ELSE 0 END),
        sum(CASE WHEN kind = 'penalty' THEN turns ELSE 0 END)
    FROM ledger GROUP BY person, at / 86400000000000;
