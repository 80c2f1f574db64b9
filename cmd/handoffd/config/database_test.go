package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDatabase(t *testing.T) {
	t.Setenv("DATABASE_SECRET", "s3 cret/&")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "pw"), []byte("from file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const plain = "postgres://handoffd@db.acme.example/leads?sslmode=verify-full"
	const url = `url = "` + plain + `"`
	with := func(password string) string { return strings.Replace(plain, "handoffd@", "handoffd:"+password+"@", 1) }
	for name, tt := range map[string]struct {
		table        string
		opens, shows string
		keys         string
		err          string
	}{
		"file":          {``, "handoffd.db", "handoffd.db", "handoffd.db.key", ""},
		"server":        {url, plain, plain, "handoffd.key", ""},
		"variable":      {url + "\npassword_env = \"DATABASE_SECRET\"", with("s3%20cret%2F&"), plain, "handoffd.key", ""},
		"password file": {url + "\npassword_file = \"pw\"", with("from%20file"), plain, "handoffd.key", ""},
		"own keys":      {url + "\nkey_file = \"keys\"", plain, plain, "keys", ""},
		"socket": {`url = "postgres:///leads?host=/run/postgresql"`, "postgres:///leads?host=/run/postgresql",
			"postgres:///leads?host=/run/postgresql", "handoffd.key", ""},

		"both":                 {url + "\npath = \"handoffd.db\"", "", "", "", "path and url are both given"},
		"password in the url":  {`url = "postgres://handoffd:secret@db/leads"`, "", "", "", "url holds a password"},
		"password in its tail": {`url = "postgres://db/leads?password=secret"`, "", "", "", "url holds a password"},
		"another database":     {`url = "mysql://handoffd@db/leads"`, "", "", "", "not that of a PostgreSQL database"},
		"no name":              {`url = "postgres://handoffd@db.acme.example"`, "", "", "", "names no database"},
		"password of a file":   {`password_env = "X"`, "", "", "", "is for a database with a url"},
		"two passwords":        {url + "\npassword_env = \"X\"\npassword_file = \"y\"", "", "", "", "both given"},
	} {
		t.Run(name, func(t *testing.T) {
			text := readFile(t, tablesFile) + "\n[database]\n" + tt.table + "\n"
			c, err := Parse(filepath.Join(dir, "config.toml"), []byte(text))
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) || strings.Contains(err.Error(), "secret") {
					t.Errorf("got %v, want %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			opens, err := c.OpenName()
			below := func(s string) string { return strings.TrimPrefix(s, dir+"/") }
			if err != nil || below(opens) != tt.opens || below(c.Database) != tt.shows || below(c.KeyFile) != tt.keys {
				t.Errorf("opens %s, shows %s, keys in %s (%v)", opens, c.Database, c.KeyFile, err)
			}
		})
	}
}
