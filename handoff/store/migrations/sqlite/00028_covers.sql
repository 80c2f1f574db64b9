-- Who stands in for somebody who is away, as they said by mail.

-- +goose Up
ALTER TABLE absences ADD COLUMN cover TEXT NOT NULL DEFAULT '';
