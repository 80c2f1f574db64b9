-- Who is to have no new leads until when, because a manager has said so. Without a person it is the whole team. Of
-- absences by mail with different covers the last that was said holds.

-- +goose Up
CREATE TABLE pauses (
    team      TEXT NOT NULL,
    person    TEXT NOT NULL,
    start_at  INTEGER NOT NULL,
    end_at    INTEGER NOT NULL,
    by_person TEXT NOT NULL,
    PRIMARY KEY (team, person, start_at)
) STRICT, WITHOUT ROWID;

ALTER TABLE absences ADD COLUMN said_at INTEGER NOT NULL DEFAULT 0;
