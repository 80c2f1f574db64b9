package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/goreleaser/nfpm/v2"
	_ "github.com/goreleaser/nfpm/v2/apk"
	_ "github.com/goreleaser/nfpm/v2/deb"
	"github.com/goreleaser/nfpm/v2/files"
	_ "github.com/goreleaser/nfpm/v2/rpm"
)

// scripts are run around the installation; each runs with a plain sh.
var scripts = map[string]string{
	// The user is made, the folder of the config is closed to others, and nothing is started: there is no config yet.
	"after": `#!/bin/sh
set -e
if command -v systemd-sysusers >/dev/null 2>&1; then
  systemd-sysusers handoffd.conf || true
fi
if ! grep -q '^handoffd:' /etc/passwd; then
  if command -v useradd >/dev/null 2>&1; then
    useradd --system --user-group --home-dir /var/lib/handoffd --shell /usr/sbin/nologin handoffd
  else
    addgroup -S handoffd && adduser -S -D -H -h /var/lib/handoffd -s /sbin/nologin -G handoffd handoffd
  fi
fi
mkdir -p /var/lib/handoffd
chown handoffd:handoffd /var/lib/handoffd
chmod 0700 /var/lib/handoffd
chown root:handoffd /etc/handoffd
chmod 0750 /etc/handoffd
if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
if [ ! -e /etc/handoffd/config.toml ]; then
  echo "handoffd: next, as root: handoffd init --config /etc/handoffd/config.toml"
  echo "handoffd: then handoffd check, and systemctl enable --now handoffd"
fi
`,
	"before-removal": `#!/bin/sh
set -e
case "$1" in
remove|purge|0) if [ -d /run/systemd/system ]; then systemctl disable --now handoffd || true; fi ;;
esac
`,
	// What people wrote and what leads there are is never thrown away by itself.
	"after-removal": `#!/bin/sh
set -e
if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
if [ "$1" = purge ] || [ "$1" = 0 ]; then
  rmdir /etc/handoffd /var/lib/handoffd 2>/dev/null || true
  for left in /etc/handoffd /var/lib/handoffd; do
    if [ -d "$left" ]; then echo "handoffd: $left stays, with what is in it"; fi
  done
fi
`,
}

// linuxPackages makes deb, rpm and apk.
func (r *release) linuxPackages() error {
	dir, err := os.MkdirTemp("", "packages-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := func(name string, data []byte, mode os.FileMode) (string, error) {
		at := filepath.Join(dir, name)
		return at, errors.Join(os.WriteFile(at, data, mode), os.Chtimes(at, r.made, r.made)) // some keep the time of the file
	}
	at := map[string]string{}
	for name, text := range scripts {
		if at[name], err = path(name, []byte(text), 0o755); err != nil {
			return err
		}
	}
	var contents files.Contents
	for i, f := range r.sorted() {
		c := &files.Content{Destination: f.to, Type: files.TypeDir,
			FileInfo: &files.ContentFileInfo{Owner: "root", Group: "root", Mode: f.mode, MTime: r.made}}
		if f.data != nil {
			c.Type = files.TypeFile
			if c.Source, err = path(fmt.Sprint(i), f.data, f.mode); err != nil {
				return err
			}
		}
		contents = append(contents, c)
	}
	for _, format := range []string{"deb", "rpm", "apk"} {
		if err := r.pack(format, contents, at); err != nil {
			return fmt.Errorf("%s: %w", format, err)
		}
	}
	return nil
}

// pack makes one package.
func (r *release) pack(format string, contents files.Contents, scripts map[string]string) error {
	version, pre, _ := strings.Cut(r.version, "-")
	info := nfpm.WithDefaults(&nfpm.Info{Name: "handoffd", Arch: runtime.GOARCH, Platform: "linux", Version: version,
		VersionSchema: "none", Section: "mail", Priority: "optional", MTime: r.made, License: "Apache-2.0",
		Maintainer: "handoffd <handoffd@localhost>", Homepage: "https://handoffd.invalid",
		Description: "Makes the handoff from lead qualifier to sales rep accountable\n" +
			"It sits at a mail address, writes introduction and invitation, watches whether the rep replies and accepts in " +
			"time, reminds, passes the lead on, and in the end asks the manager.",
		Overridables: nfpm.Overridables{Contents: slices.Clone(contents),
			Scripts: nfpm.Scripts{PostInstall: scripts["after"], PreRemove: scripts["before-removal"],
				PostRemove: scripts["after-removal"]},
			RPM: nfpm.RPM{BuildHost: "handoffd", Summary: "Makes the handoff from lead qualifier to sales rep accountable"}}})
	if pre != "" {
		info.Release, info.Version = "0.git"+strings.ReplaceAll(pre, ".", ""), version
		if format == "apk" {
			info.Release = "0"
		}
	}
	if err := nfpm.PrepareForPackager(info, format); err != nil {
		return err
	}
	packager, err := nfpm.Get(format)
	if err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(r.out, packager.ConventionalFileName(info)))
	if err != nil {
		return err
	}
	defer f.Close()
	if err := packager.Package(info, f); err != nil {
		return err
	}
	return f.Close()
}

// sorted are the files by where they go.
func (r *release) sorted() []file {
	return slices.SortedFunc(slices.Values(r.files), func(a, b file) int { return strings.Compare(a.to, b.to) })
}
