package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/mattn/go-sqlite3"

	"handoffd/handoff/store"
)

// version is set by the build: -ldflags "-X main.version=1.2.3".
var version string

type versionCmd struct{}

// Run prints the versions on which a fault may depend.
func (versionCmd) Run(s streams) error {
	_, err := fmt.Fprintln(s.out, versionText())
	return err
}

// versionText are these versions, a line each.
func versionText() string {
	sqlite, _, _ := sqlite3.Version()
	return fmt.Sprintf("handoffd %s\n%s\nsqlite %s\nschema %d", buildVersion(), runtime.Version(), sqlite, store.Schema)
}

// buildVersion falls back on what the Go tool recorded.
func buildVersion() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
