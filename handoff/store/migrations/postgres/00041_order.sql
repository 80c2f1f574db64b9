-- Leads that fall due at one moment are decided in the order of their ids: indexes in that order change side by side.
-- What is counted by state is found in the index of the reps, and meetings are only those that lie ahead.

-- +goose Up
DROP INDEX handoffs_state;
DROP INDEX handoffs_rep;
DROP INDEX handoffs_owner;
DROP INDEX handoffs_qualifier;
DROP INDEX handoffs_reps;
CREATE INDEX handoffs_meets ON handoffs (rep, start_at, end_at, id) WHERE open = 1 AND turn = 1;
CREATE INDEX handoffs_owner ON handoffs (owner, due_at, id, state) WHERE open = 1;
CREATE INDEX handoffs_qualifier ON handoffs (qualifier, due_at, id, owner, state) WHERE open = 1;
CREATE INDEX handoffs_reps ON handoffs (rep, due_at, id, owner, state, team) WHERE open = 1;
CREATE INDEX handoffs_met ON handoffs (rep, qualifier)
    WHERE state IN ('accepted', 'past', 'held', 'nurture', 'converted');

-- What facts, moments and mails refer to is looked up once for all rows of a statement, not by one for each row.
-- Handoffs are never deleted and keep their ids, so none is locked for that. A payload is kept under the number of its
-- fact as it is found, and facts are never deleted either.
-- +goose StatementBegin
CREATE FUNCTION handoffd_refers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE nobody TEXT;
BEGIN
    -- No EXISTS: while the table is small it is planned as a hash of all of it, and kept so.
    SELECT f.handoff INTO nobody FROM fresh f
        WHERE f.handoff IS NOT NULL AND (SELECT 1 FROM handoffs h WHERE h.id = f.handoff) IS NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% refers to handoff %, which is not there', TG_TABLE_NAME, nobody
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
ALTER TABLE facts DROP CONSTRAINT facts_handoff_fkey;
ALTER TABLE moments DROP CONSTRAINT moments_handoff_fkey;
ALTER TABLE outbox DROP CONSTRAINT outbox_handoff_fkey;
ALTER TABLE payloads DROP CONSTRAINT payloads_fact_fkey;
CREATE TRIGGER facts_refer AFTER INSERT ON facts REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION handoffd_refers();
CREATE TRIGGER moments_refer AFTER INSERT ON moments REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION handoffd_refers();
CREATE TRIGGER outbox_refers AFTER INSERT ON outbox REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION handoffd_refers();
CREATE TRIGGER handoffs_stay BEFORE DELETE OR UPDATE OF id ON handoffs
    FOR EACH ROW EXECUTE FUNCTION handoffd_stays('handoffs are kept, under their ids');
CREATE TRIGGER handoffs_all_stay BEFORE TRUNCATE ON handoffs
    FOR EACH STATEMENT EXECUTE FUNCTION handoffd_stays('handoffs are kept, under their ids');
