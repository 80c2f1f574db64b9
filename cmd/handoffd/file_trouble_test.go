package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTroubleWithFiles: a file that is not there, is a folder or is there already is said so, with what to name; no
// command hands on what the system said.
func TestTroubleWithFiles(t *testing.T) {
	t.Parallel()
	dir, do := demoShell(t)
	conf, none := filepath.Join(dir, "config.toml"), filepath.Join(dir, "none.x")
	id := anyID.FindString(do(exitDone, "list", "--config", conf))
	for _, tt := range []struct {
		code int
		want string
		args []string
	}{
		{exitFailed, "there is no file " + none + "; name the CSV file", []string{"import", none, "--config", conf}},
		{exitFailed, dir + " is a folder; name the CSV file", []string{"import", dir, "--config", conf}},
		{exitFailed, "there is no file " + none + "; name a bundle", []string{"verify", none}},
		{exitFailed, dir + " is a folder; name a bundle", []string{"verify", dir}},
		{exitFailed, "there is no file " + none + "; name one", []string{"read", none}},
		{exitFailed, dir + " is a folder; name one", []string{"read", dir}},
		{exitFailed, "there is no folder", []string{"read", filepath.Join(none, "x.eml")}},
		{exitFailed, "there is no such file: nothing is known", []string{"busy", "--from", "2026-11-23T00:00:00Z", "--to",
			"2026-11-24T00:00:00Z", none}},
		{exitFailed, "there is no file " + none, []string{"new", "--qualifier", "quinn", none, "--config", conf}},
		{exitFailed, conf + " is a file; name the folder", []string{"templates", "check", conf}},
		{exitFailed, conf + " is a file; name the folder", []string{"templates", "preview", conf}},
		{exitFailed, "there is no folder " + conf + ".none; `handoffd templates export", []string{"templates", "check",
			conf + ".none"}},
		{exitFailed, "there is a file where a folder is wanted", []string{"templates", "export", conf}},
		{exitFailed, "there is a file where a folder is wanted", []string{"demo", "--dir", filepath.Join(conf, "x")}},
		{exitFailed, "is there already", []string{"show", id, "--bundle", conf, "--config", conf}},
		{exitFailed, "there is no handoff HO-ZZZZZZ", []string{"show", "zzzzzz", "--config", conf}},
		{exitUsage, `"what?" is no id of a handoff: they look like HO-`, []string{"show", "what?", "--config", conf}},
		{exitUsage, `nobody in the config is called "bob"`, []string{"ledger", "--rep", "bob", "--config", conf}},
	} {
		out := do(tt.code, tt.args...)
		if !strings.Contains(out, tt.want) || strings.Contains(out, "or directory") || strings.Contains(out, "stat ") {
			t.Errorf("%q says %s", tt.args, out)
		}
	}
	if _, err := os.Stat(none); err == nil {
		t.Error("something was made")
	}
}
