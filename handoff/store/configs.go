package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"handoffd/handoff"
)

// Version is that of a schema or of the rules, as it was recorded; 0 is unknown: recorded before there were versions.
type Version int

func (v Version) String() string {
	if v == 0 {
		return "unknown"
	}
	return strconv.Itoa(int(v))
}

// StoredConfig is a config as it was kept, with Hash, and with TOML unless that is unknown.
type StoredConfig struct {
	*handoff.Config
	Schema Version // under which it was kept
}

// PutConfig keeps a config under its hash. Of several files that give the same rules the first is kept.
func (tx Record) PutConfig(c *handoff.Config) error {
	err := errors.New("it has no hash")
	if c.Hash != "" {
		var body []byte
		if body, err = handoff.EncodeConfig(c); err == nil {
			err = tx.exec(`INSERT INTO configs (hash, body, schema_version, toml) VALUES ($1, $2, $3, $4)
				ON CONFLICT DO NOTHING`, c.Hash, string(body), handoff.ConfigSchema, text(c.TOML))
		}
	}
	if err != nil {
		return tx.fail(err, "keep config %q", c.Hash)
	}
	return nil
}

// Config reads the config that was kept under the hash, each field that it could not have yet as it was meant then;
// ErrNotFound if none was.
func (tx Record) Config(hash string) (StoredConfig, error) {
	read := func(dest ...any) error {
		return tx.one("SELECT hash, body, schema_version, toml FROM configs WHERE hash = $1", []any{hash}, dest)
	}
	c, err := scanConfig(read)
	if err != nil {
		return StoredConfig{}, tx.fail(err, "read config %q", hash)
	}
	return c, nil
}

// scanConfig reads a row of hash, body, schema_version and toml.
func scanConfig(scan func(...any) error) (StoredConfig, error) {
	var hash string
	var body []byte
	var schema sql.NullInt64
	var file sql.NullString
	if err := scan(&hash, &body, &schema, &file); err != nil {
		return StoredConfig{}, err
	}
	c, err := handoff.DecodeConfig(int(schema.Int64), body)
	if err != nil {
		return StoredConfig{}, err
	}
	c.Hash, c.TOML = hash, file.String
	return StoredConfig{Config: c, Schema: Version(schema.Int64)}, nil
}

// maxConfigs bounds how many earlier configs are looked at.
const maxConfigs = 256

// RecordedPeople are the people of earlier configs by their ids, as they stood there: of one who stood there otherwise
// each way, the latest last.
func (tx Record) RecordedPeople() (map[handoff.PersonID][]handoff.Person, error) {
	out := make(map[handoff.PersonID][]handoff.Person)
	err := tx.each(func(scan func(...any) error) error {
		var body []byte
		var c struct {
			People map[handoff.PersonID]handoff.Person
		} // as every schema has them, also one that is not known
		if err := scan(&body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &c); err != nil {
			return err
		}
		for id, p := range c.People {
			same := func(o handoff.Person) bool { return o.Name == p.Name && slices.Equal(o.Emails, p.Emails) }
			out[id] = append(slices.DeleteFunc(out[id], same), p)
		}
		return nil
	}, "SELECT body FROM configs"+atMost(maxConfigs))
	if err != nil {
		return nil, tx.fail(err, "read earlier configs")
	}
	return out, nil
}

// FormerAddresses lists the mail addresses of people who stood in an earlier config and do not stand in this one.
func (tx Record) FormerAddresses(now *handoff.Config) ([]string, error) {
	recorded, err := tx.RecordedPeople()
	if err != nil {
		return nil, err
	}
	former := make(map[string]bool)
	for _, all := range recorded {
		for _, p := range all {
			for _, address := range p.Emails {
				former[address] = true
			}
		}
	}
	for _, p := range now.People {
		for _, address := range p.Emails {
			delete(former, address)
		}
	}
	return slices.Sorted(maps.Keys(former)), nil
}

// DecidedUnder is the hash of the config under which the latest fact was decided that can be read, of one handoff or,
// without an id, of all; empty if there is none.
func (tx Record) DecidedUnder(id handoff.ID) (string, error) {
	of, args := "SELECT max(fact) FROM payloads", []any(nil)
	if id != "" {
		of, args = "SELECT max(p.fact) FROM payloads p JOIN facts f ON f.id = p.fact WHERE f.handoff = $1",
			[]any{string(id)}
	}
	var p struct{ Env struct{ Config string } }
	var body []byte
	err := tx.one("SELECT body FROM payloads WHERE fact = ("+of+")", args, []any{&body})
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err == nil {
		err = json.Unmarshal(body, &p)
	}
	if err != nil {
		return "", tx.fail(err, "look for the config of the latest fact")
	}
	return p.Env.Config, nil
}
