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
	sqlite, _, _ := sqlite3.Version()
	_, err := fmt.Fprintf(s.out, "handoffd %s\n%s\nsqlite %s\nschema %d\n", buildVersion(), runtime.Version(), sqlite,
		store.Schema)
	return err
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
