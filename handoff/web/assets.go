package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed assets
var assetFiles embed.FS

// asset is a file that pages load, under a name that changes with its content.
type asset struct {
	name, kind string
	data       []byte
}

// loadAssets gives the files by their plain names and by those under which they are served.
func loadAssets() map[string]asset {
	out := map[string]asset{}
	entries, err := assetFiles.ReadDir("assets")
	if err != nil {
		panic(err) // they are built in
	}
	for _, e := range entries {
		data, err := assetFiles.ReadFile("assets/" + e.Name())
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(e.Name())
		a := asset{name: strings.TrimSuffix(e.Name(), ext) + "-" + hex.EncodeToString(sum[:6]) + ext,
			kind: mime.TypeByExtension(ext), data: data}
		out[e.Name()], out[a.name] = a, a
	}
	return out
}

// asset serves one, for good: another content has another name.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	a, ok := s.assets[r.PathValue("name")]
	if !ok || a.name != r.PathValue("name") {
		s.fault(w, r, faultOf(http.StatusNotFound, "page"))
		return
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(a.data)
}
