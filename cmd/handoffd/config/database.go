package config

import (
	"net/url"
	"path/filepath"
	"strings"

	"handoffd/handoff/store"
)

// database checks where the database is: in a file, or on a PostgreSQL server.
func (f *faults) database(c *Config, raw fileDatabase) {
	c.Database = below(c.Path, f.text("database.path", raw.Path, "handoffd.db"))
	keys := c.Database + ".key"
	if f.index.has("database.url") {
		c.Database = f.databaseURL(raw)
		keys = below(c.Path, "handoffd.key")
		c.DatabasePassword = Password{File: below(c.Path, f.text("database.password_file", raw.PasswordFile, "")),
			Env: f.text("database.password_env", raw.PasswordEnv, "")}
	}
	for _, key := range []string{"database.password_file", "database.password_env"} {
		if f.index.has(key) && !f.index.has("database.url") {
			f.keyErrorf(key, "%s is for a database with a url; remove the line", lastKey(key))
		}
	}
	if f.index.has("database.password_file") && f.index.has("database.password_env") {
		f.keyErrorf("database.password_env", "password_file and password_env are both given; keep one")
	}
	c.KeyFile = keyFile(c.Path, keys, f.text("database.key_file", raw.KeyFile, ""))
}

func (f *faults) databaseURL(raw fileDatabase) string {
	name := f.text("database.url", raw.URL, "")
	u, err := url.Parse(name)
	if f.index.has("database.path") {
		f.keyErrorf("database.url", "path and url are both given; keep path for a file, or url for a PostgreSQL server")
	}
	switch {
	case err != nil || !store.IsURL(name):
		f.errorf("database.url", "url is not that of a PostgreSQL database; write it like "+
			"\"postgres://handoffd@db.acme.example/handoffd\"")
	case hasPassword(u):
		f.errorf("database.url", "url holds a password, which a config must not; name the file that holds it with "+
			"password_file, or the environment variable with password_env")
	case strings.Trim(u.Path, "/") == "":
		f.errorf("database.url", "url names no database; write it at the end, like "+
			"\"postgres://handoffd@db.acme.example/handoffd\"")
	}
	return name
}

func hasPassword(u *url.URL) bool {
	_, has := u.User.Password()
	return has || u.Query().Has("password") || u.Query().Has("sslpassword")
}

// OnServer says whether the database is on a PostgreSQL server, and not in a file.
func (c *Config) OnServer() bool { return store.IsURL(c.Database) }

// OpenName is the database as package store opens it: its path, or its URL with the password. It is not to be shown.
func (c *Config) OpenName() (string, error) {
	if c.DatabasePassword == (Password{}) {
		return c.Database, nil
	}
	password, err := c.DatabasePassword.Read()
	if err != nil {
		return "", err
	}
	u, err := url.Parse(c.Database)
	if err != nil {
		return "", err
	}
	u.User = url.UserPassword(u.User.Username(), password)
	return u.String(), nil
}

// Folder is that of the files which handoffd makes.
func (c *Config) Folder() string {
	if c.OnServer() {
		return filepath.Dir(c.KeyFile)
	}
	return filepath.Dir(c.Database)
}
