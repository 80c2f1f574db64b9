-- PostgreSQL looks up what rows refer to once a statement; here nothing changes.

-- +goose Up
SELECT 1;
