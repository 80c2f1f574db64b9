package handoff

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

// ConfigSchema is the version of the form in which configs are kept. Raise it with every field that Config, or a type
// in it, gets, and list the field in configAdded if a config from before means anything but its zero value.
// TestConfigForm fails when the form has changed. Such a field must not have omitempty: its zero value could not be
// told from a config from before.
const ConfigSchema = 6

// added is a field that configs of earlier schemas lack.
type added struct {
	since int    // the first schema that has it
	at    string // names from the outside in, with dots between; * stands for every element of a list or map
	means any    // what a config from before says by lacking it
}

// configAdded are the fields that came to Config with a meaning of their own. Schema 0 is that of configs from before
// schemas were kept.
var configAdded = []added{
	{1, "Held", DefaultHeld},
	{1, "Teams.*.Policy.OnConflict", ConflictAsk},
	{1, "Teams.*.Policy.Phantoms", PhantomsIgnore},
}

// EncodeConfig writes a config, without Hash and TOML, as the store keeps it: in the form of ConfigSchema.
func EncodeConfig(c *Config) ([]byte, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("encode config: %w", err)
	}
	return body, nil
}

// DecodeConfig reads what EncodeConfig wrote when ConfigSchema was schema; 0 is that of configs from before it was
// kept. What a config of that schema could not say has the value that was meant then.
func DecodeConfig(schema int, body []byte) (*Config, error) {
	if schema < 0 || schema > ConfigSchema {
		return nil, fmt.Errorf("decode config: its schema is %d, this handoffd knows up to %d", schema, ConfigSchema)
	}
	body, err := complete(body, schema, configAdded)
	c := &Config{}
	if err == nil {
		err = json.Unmarshal(body, c)
	}
	if err != nil {
		return nil, fmt.Errorf("decode config of schema %d: %w", schema, err)
	}
	return c, nil
}

// Seal sets Hash: equal rules have equal hashes, wherever they were read. The schema is a part of it, since the same
// JSON may mean something else under another one.
func (c *Config) Seal() error {
	body, err := EncodeConfig(c)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(append(fmt.Appendf(nil, "handoffd config %d\n", ConfigSchema), body...))
	c.Hash = hex.EncodeToString(sum[:])
	return nil
}

// complete adds to the JSON of an older schema what was added since.
func complete(body []byte, schema int, fields []added) ([]byte, error) {
	var document any
	for _, f := range fields {
		if f.since <= schema {
			continue
		}
		if document == nil {
			d := json.NewDecoder(bytes.NewReader(body))
			d.UseNumber()
			if err := d.Decode(&document); err != nil {
				return nil, err
			}
		}
		fill(document, strings.Split(f.at, "."), f.means)
	}
	if document == nil {
		return body, nil
	}
	return json.Marshal(document)
}

// fill sets what is missing at the path. Where the way to it is missing too, nothing is: it is then listed itself, or
// as it was.
func fill(in any, path []string, means any) {
	if path[0] == "*" {
		switch in := in.(type) {
		case []any:
			for _, element := range in {
				fill(element, path[1:], means)
			}
		case map[string]any:
			for _, element := range in {
				fill(element, path[1:], means)
			}
		}
		return
	}
	object, ok := in.(map[string]any)
	if !ok {
		return
	}
	if len(path) > 1 {
		fill(object[path[0]], path[1:], means)
	} else if _, there := object[path[0]]; !there {
		object[path[0]] = means
	}
}
