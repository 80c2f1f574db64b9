package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// stage gathers what is installed, the program first.
func (r *release) stage() error {
	program, err := os.ReadFile(r.program)
	if err != nil {
		return err
	}
	r.add("/usr/bin/handoffd", 0o755, program)
	for from, to := range map[string]string{
		"README.md": "/usr/share/doc/handoffd/README.md", "LICENSE": "/usr/share/doc/handoffd/copyright",
		"config.toml.example":              "/usr/share/doc/handoffd/config.toml.example",
		".install/handoffd.sysusers":       "/usr/lib/sysusers.d/handoffd.conf",
		".install/handoffd-dashboard.json": "/usr/share/handoffd/handoffd-dashboard.json",
		".install/handoffd-alerts.yml":     "/usr/share/handoffd/handoffd-alerts.yml",
	} {
		data, err := os.ReadFile(filepath.Join(r.root, from))
		if err != nil {
			return err
		}
		r.add(to, 0o644, data)
	}
	unit, err := os.ReadFile(filepath.Join(r.root, ".install/handoffd.service"))
	if err != nil {
		return err
	}
	r.add("/usr/lib/systemd/system/handoffd.service", 0o644,
		bytes.ReplaceAll(unit, []byte("/usr/local/bin/"), []byte("/usr/bin/")))
	for args, to := range map[string]string{
		"completion bash": "/usr/share/bash-completion/completions/handoffd",
		"completion zsh":  "/usr/share/zsh/site-functions/_handoffd",
		"completion fish": "/usr/share/fish/vendor_completions.d/handoffd.fish",
		"man":             "/usr/share/man/man1/handoffd.1.gz",
	} {
		out, err := exec.Command(r.program, strings.Fields(args)...).Output()
		if err != nil {
			return fmt.Errorf("handoffd %s: %w", args, err)
		}
		if strings.HasSuffix(to, ".gz") {
			out = zipped(out)
		}
		r.add(to, 0o644, out)
	}
	r.add("/etc/handoffd", 0o750, nil)
	return nil
}

func (r *release) add(to string, mode os.FileMode, data []byte) {
	r.files = append(r.files, file{to, mode, data})
}

// zipped says neither when nor by whom it was packed.
func zipped(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is one
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}
