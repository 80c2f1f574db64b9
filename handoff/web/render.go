package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"handoffd/handoff"
	"handoffd/templates"
)

//go:embed pages
var pageFiles embed.FS

// page is one parsed page.
type page = *template.Template

// shared are the files that every page has.
var shared = []string{"pages/frame.html", "pages/parts.html"}

// loadPages parses all pages.
func loadPages(assets map[string]asset) (map[string]page, error) {
	funcs := template.FuncMap{
		"asset": func(name string) string { return "/assets/" + assets[name].name },
		"lines": func(s string) []string { return strings.Split(strings.TrimSpace(s), "\n") },
		"spans": templates.Spans,
	}
	base, err := template.New("frame").Funcs(funcs).ParseFS(pageFiles, shared...)
	if err != nil {
		return nil, fmt.Errorf("parse the frame of pages: %w", err)
	}
	entries, err := pageFiles.ReadDir("pages")
	if err != nil {
		return nil, fmt.Errorf("list pages: %w", err)
	}
	out := map[string]page{}
	for _, e := range entries {
		name, _ := strings.CutSuffix(e.Name(), ".html")
		if name == "frame" || name == "parts" {
			continue
		}
		own, err := base.Clone()
		if err == nil {
			own, err = own.ParseFS(pageFiles, "pages/"+e.Name())
		}
		if err != nil {
			return nil, fmt.Errorf("parse page %s: %w", name, err)
		}
		out[name] = own
	}
	return out, nil
}

// frame is what every page has around it.
type frame struct {
	Company string
	Me      handoff.Person // zero: nobody is signed in
	Role    handoff.Role
	Nav     []handoff.Page
	Here    handoff.Page
	Said    []string // what came of the last form
	Help    bool     // there is a manual
	Live    bool     // it is fetched anew when something changes
	Body    any
}

// write fills a page in.
func (s *Server) write(w http.ResponseWriter, status int, name string, f frame) error {
	var out bytes.Buffer
	f.Company = s.config().Company()
	if err := s.pages[name].ExecuteTemplate(&out, "frame", f); err != nil {
		return fmt.Errorf("write page %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes())
	return nil
}
