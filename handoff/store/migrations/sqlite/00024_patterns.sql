-- How leads stand with the reps they were given to, which rows of them that came to nothing were told, and what briefs
-- have to prove because of that.

-- +goose Up
CREATE TABLE endings (
    handoff   TEXT    NOT NULL,
    rep       TEXT    NOT NULL,
    team      TEXT    NOT NULL,
    qualifier TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    at        INTEGER NOT NULL, -- when the rep first answered for it
    how       TEXT    NOT NULL,
    unmet     TEXT    NOT NULL, -- names of criteria, with spaces between them
    unproved  TEXT    NOT NULL,
    PRIMARY KEY (handoff, rep)
) STRICT, WITHOUT ROWID;
CREATE INDEX endings_rep ON endings (team, rep, at);
CREATE INDEX endings_qualifier ON endings (team, qualifier, at);
CREATE INDEX endings_source ON endings (team, source, at) WHERE source <> '';

CREATE TABLE patterns (
    id      INTEGER PRIMARY KEY,
    team    TEXT    NOT NULL,
    what    TEXT    NOT NULL, -- whose leads: a qualifier's, a source's or a rep's
    who     TEXT    NOT NULL,
    handoff TEXT    NOT NULL, -- at which it was found
    at      INTEGER NOT NULL,
    data    TEXT    NOT NULL
) STRICT;
CREATE INDEX patterns_whose ON patterns (team, what, who, at);

CREATE TABLE demands (
    team      TEXT    NOT NULL,
    what      TEXT    NOT NULL,
    who       TEXT    NOT NULL,
    criterion TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    by_whom   TEXT    NOT NULL,
    ended     INTEGER NOT NULL DEFAULT 0, -- two in a row were accepted
    PRIMARY KEY (team, what, who, criterion, since)
) STRICT, WITHOUT ROWID;
