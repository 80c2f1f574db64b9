package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// The user of the image, who owns nothing but the state.
const (
	imageUser = 65532
	stateDir  = "var/lib/handoffd"
)

// authorities are where systems keep the certificates that TLS goes by.
var authorities = []string{"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/ssl/cert.pem"}

// image writes an OCI layout as one tar, which container engines load. No engine is needed to make it.
func (r *release) image() error {
	raw, err := r.layer()
	if err != nil {
		return err
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(raw)), nil
	}, tarball.WithMediaType(types.OCILayer))
	if err != nil {
		return err
	}
	img := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	if img, err = mutate.Append(img, mutate.Addendum{Layer: layer, MediaType: types.OCILayer,
		History: v1.History{Created: v1.Time{Time: r.made}, CreatedBy: "handoffd " + r.version}}); err != nil {
		return err
	}
	config, err := img.ConfigFile()
	if err != nil {
		return err
	}
	config = config.DeepCopy()
	config.OS, config.Architecture, config.Created = "linux", runtime.GOARCH, v1.Time{Time: r.made}
	config.Config = v1.Config{User: fmt.Sprintf("%d:%d", imageUser, imageUser), WorkingDir: "/" + stateDir,
		Entrypoint: []string{"/usr/bin/handoffd"}, Cmd: []string{"serve", "--config", "/etc/handoffd/config.toml"},
		Volumes: map[string]struct{}{"/" + stateDir: {}}, StopSignal: "SIGTERM",
		Labels: map[string]string{"org.opencontainers.image.version": r.version,
			"org.opencontainers.image.licenses": "Apache-2.0"}}
	if img, err = mutate.ConfigFile(img, config); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "image-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	to, err := layout.Write(dir, empty.Index)
	if err != nil {
		return err
	}
	if err := to.AppendImage(img, layout.WithAnnotations(map[string]string{
		"org.opencontainers.image.ref.name": r.version})); err != nil {
		return err
	}
	return r.tarOf(dir, r.named("handoffd-%s-oci-%s.tar"))
}

// layer is the whole file system of the image: the program, who runs it, certificates, and where it may write.
func (r *release) layer() ([]byte, error) {
	var roots []byte
	var err error
	for _, path := range authorities {
		if roots, err = os.ReadFile(path); err == nil {
			break
		}
	}
	if err != nil {
		return nil, errors.New("there are no certificates of authorities to put into the image; install ca-certificates")
	}
	user := fmt.Sprintf("root:x:0:0::/:/\nhandoffd:x:%d:%d::/%s:/\n", imageUser, imageUser, stateDir)
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	add := func(name string, mode int64, owner int, data []byte) {
		h := &tar.Header{Name: name, Mode: mode, Uid: owner, Gid: owner, ModTime: r.made, Size: int64(len(data)),
			Typeflag: tar.TypeReg, Format: tar.FormatPAX}
		if strings.HasSuffix(name, "/") {
			h.Typeflag = tar.TypeDir
		}
		if err == nil {
			if err = w.WriteHeader(h); err == nil {
				_, err = w.Write(data)
			}
		}
	}
	for _, dir := range []string{"etc/", "etc/handoffd/", "etc/ssl/", "etc/ssl/certs/", "usr/", "usr/bin/", "var/",
		"var/lib/"} {
		add(dir, 0o755, 0, nil)
	}
	add("tmp/", 0o1777, 0, nil)
	add(stateDir+"/", 0o700, imageUser, nil)
	add("etc/passwd", 0o644, 0, []byte(user))
	add("etc/ssl/certs/ca-certificates.crt", 0o644, 0, roots)
	add("usr/bin/handoffd", 0o755, 0, r.files[0].data)
	err = errors.Join(err, w.Close())
	return b.Bytes(), err
}

// tarOf packs a folder, in the order of names and without anything of this machine.
func (r *release) tarOf(dir, to string) error {
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	defer f.Close()
	w := tar.NewWriter(f)
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name := strings.TrimPrefix(strings.TrimPrefix(path, dir), "/")
		if err != nil || name == "" {
			return err
		}
		h := &tar.Header{Name: name, Mode: 0o644, ModTime: r.made, Typeflag: tar.TypeReg, Format: tar.FormatPAX}
		if d.IsDir() {
			h.Name, h.Mode, h.Typeflag = name+"/", 0o755, tar.TypeDir
			return w.WriteHeader(h)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		h.Size = int64(len(data))
		if err := w.WriteHeader(h); err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	})
	return errors.Join(err, w.Close(), f.Close())
}
