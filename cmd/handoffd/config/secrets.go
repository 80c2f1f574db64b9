package config

import (
	"bytes"
	"fmt"
	"net/url"

	"github.com/pelletier/go-toml/v2"
)

// withoutSecrets is a config file for the record: what it says, in the order of its keys. Comments are left out, since
// people comment out what they must not keep, and so is a login in an address. Other secrets a config cannot hold: it
// names the file or the environment variable that does.
func withoutSecrets(data []byte) (string, error) {
	var document map[string]any
	if err := toml.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &document); err != nil {
		return "", fmt.Errorf("record config: %w", err)
	}
	disarm(document)
	out, err := toml.Marshal(document)
	if err != nil {
		return "", fmt.Errorf("record config: %w", err)
	}
	return string(out), nil
}

// disarm takes the logins out of all addresses below a table or an array, and gives what is left of a value.
func disarm(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			v[key] = disarm(value)
		}
	case []any:
		for i, value := range v {
			v[i] = disarm(value)
		}
	case string:
		if u, err := url.Parse(v); err == nil && u.User != nil {
			u.User = nil
			return u.String()
		}
	}
	return v
}
