-- Who is to have no new leads until when, because a manager has said so. Without a person it is the whole team. Of
-- absences by mail with different covers the last that was said holds.

-- +goose Up
CREATE TABLE pauses (
    team      TEXT COLLATE "C" NOT NULL,
    person    TEXT COLLATE "C" NOT NULL,
    start_at  BIGINT NOT NULL,
    end_at    BIGINT NOT NULL,
    by_person TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (team, person, start_at)
);

ALTER TABLE absences ADD COLUMN said_at BIGINT NOT NULL DEFAULT 0;
