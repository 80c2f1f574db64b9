package app

import (
	"fmt"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/store"
)

// TestServerMend: a database server that does not let us in is told with where its password stands, or is to stand.
func TestServerMend(t *testing.T) {
	const url = "postgres://hand@db.acme.example/leads"
	for _, tt := range []struct {
		err      error
		password config.Password
		want     string
	}{
		{store.ErrLogin, config.Password{File: "/etc/handoffd/db"}, "hand may log in from here (pg_hba.conf), and the password " +
			"in /etc/handoffd/db (password_file)"},
		{store.ErrLogin, config.Password{Env: "DB_PASSWORD"}, "the variable DB_PASSWORD (password_env)"},
		{store.ErrLogin, config.Password{}, "password_file in [database], or a variable with password_env"},
		{store.ErrMissing, config.Password{}, "createdb --owner hand"},
		{store.ErrGone, config.Password{}, ""},
	} {
		c := &config.Config{Database: url, OnServer: true, DatabasePassword: tt.password}
		got := ServerMend(c, fmt.Errorf("open: %w", tt.err))
		if got != tt.want && (tt.want == "" || !strings.Contains(got, tt.want)) {
			t.Errorf("%v, %+v: %q, want %q", tt.err, tt.password, got, tt.want)
		}
	}
}
