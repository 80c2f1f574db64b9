// Command packages makes what handoffd is installed from: packages for Debian, Red Hat and Alpine, an OCI image, the
// program itself, a list of what it is made of, and the digests of all. It builds no program: it is given one that is
// linked statically, so that one serves all of them. The same program and the same sources give the same bytes.
//
// It is a module of its own: what it needs is no part of handoffd.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// release is what is packed.
type release struct {
	program string // path of the static binary
	root    string // of the sources
	out     string // folder
	version string // 1.2.3
	made    time.Time
	files   []file
}

// file is one that is installed.
type file struct {
	to   string // absolute
	mode os.FileMode
	data []byte // nil: a folder
}

func main() {
	r := release{}
	flag.StringVar(&r.program, "program", "", "the static program")
	flag.StringVar(&r.root, "root", ".", "the sources")
	flag.StringVar(&r.out, "out", "dist", "where the packages go")
	version := flag.String("version", "", "of the program")
	epoch := flag.Int64("epoch", 0, "when it was made, in seconds since 1970")
	flag.Parse()
	r.version, r.made = numbered(*version), time.Unix(*epoch, 0).UTC()
	if err := r.make(); err != nil {
		fmt.Fprintln(os.Stderr, "packages:", err)
		os.Exit(1)
	}
}

// numbered is a version as packages need it: a number first.
func numbered(v string) string {
	v = strings.TrimPrefix(v, "v")
	if v != "" && v[0] >= '0' && v[0] <= '9' && strings.Contains(v, ".") {
		return v
	}
	return "0.0.0-" + strings.ReplaceAll(v, "-", ".")
}

func (r *release) make() error {
	if err := os.Setenv("SOURCE_DATE_EPOCH", strconv.FormatInt(r.made.Unix(), 10)); err != nil {
		return err
	}
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		return err
	}
	for _, step := range []func() error{r.stage, r.copyProgram, r.linuxPackages, r.image, r.bill, r.digests} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// copyProgram puts the program beside the packages.
func (r *release) copyProgram() error {
	data, err := os.ReadFile(r.program)
	if err != nil {
		return err
	}
	return os.WriteFile(r.named("handoffd-%s-linux-%s"), data, 0o755)
}

// named is a file in the folder, by version and architecture.
func (r *release) named(format string) string {
	return filepath.Join(r.out, fmt.Sprintf(format, r.version, runtime.GOARCH))
}

// digests lists the SHA-256 of all files.
func (r *release) digests() error {
	all, err := os.ReadDir(r.out)
	if err != nil {
		return err
	}
	var lines []string
	for _, f := range all {
		if f.IsDir() || f.Name() == "SHA256SUMS" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(r.out, f.Name()))
		if err != nil {
			return err
		}
		lines = append(lines, fmt.Sprintf("%x  %s\n", sha256.Sum256(data), f.Name()))
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[66:], b[66:]) })
	return os.WriteFile(filepath.Join(r.out, "SHA256SUMS"), []byte(strings.Join(lines, "")), 0o644)
}
