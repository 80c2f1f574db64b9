package googletest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// document is a discovery document: what an API takes and gives.
type document struct {
	ServicePath string
	Parameters  map[string]parameter
	Schemas     map[string]schema
	methods     []method
}

type method struct {
	ID         string `json:"id"`
	HTTPMethod string
	Path       string
	Parameters map[string]parameter
	Request    *reference
	Response   *reference
	pattern    *regexp.Regexp
}

type reference struct {
	Ref string `json:"$ref"`
}

type parameter struct {
	Type     string
	Location string
	Required bool
	Repeated bool
	Enum     []string
}

type schema struct {
	Ref                  string `json:"$ref"`
	Type                 string
	Format               string
	Properties           map[string]schema
	AdditionalProperties *schema
	Items                *schema
}

var documents = sync.OnceValues(func() ([]*document, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "google.golang.org/api").Output()
	if err != nil {
		return nil, fmt.Errorf("find the module of Google's APIs: %w", err)
	}
	var all []*document
	for _, file := range []string{"calendar/v3/calendar-api.json", "gmail/v1/gmail-api.json"} {
		data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), filepath.FromSlash(file)))
		if err != nil {
			return nil, err
		}
		d := &document{}
		if err := json.Unmarshal(data, d); err != nil {
			return nil, err
		}
		if err := d.collect(data); err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
})

// collect takes the methods of all resources, however deep.
func (d *document) collect(data []byte) error {
	var level struct {
		Methods   map[string]method
		Resources map[string]json.RawMessage
	}
	if err := json.Unmarshal(data, &level); err != nil {
		return err
	}
	for _, m := range level.Methods {
		m.pattern = regexp.MustCompile("^/" + variable.ReplaceAllString(regexp.QuoteMeta(d.ServicePath+m.Path), "([^/]+)") +
			"$")
		d.methods = append(d.methods, m)
	}
	for _, r := range level.Resources {
		if err := d.collect(r); err != nil {
			return err
		}
	}
	return nil
}

var variable = regexp.MustCompile(`\\\{[^}]+\\\}`)

// match finds the method of a request and the variables of its path. The one with the fewest variables wins.
func match(docs []*document, r *http.Request) (*document, method, []string, bool) {
	var in *document
	var found method
	var vars []string
	for _, d := range docs {
		for _, m := range d.methods {
			if m.HTTPMethod != r.Method {
				continue
			}
			got := m.pattern.FindStringSubmatch(r.URL.EscapedPath())
			if got == nil || in != nil && len(got)-1 >= len(vars) {
				continue
			}
			in, found, vars = d, m, got[1:]
		}
	}
	for i := range vars {
		vars[i], _ = url.PathUnescape(vars[i])
	}
	return in, found, vars, in != nil
}

// checkQuery is what is wrong with a request's parameters.
func (d *document) checkQuery(m method, q url.Values) (wrong []string) {
	for name, values := range q {
		p, known := m.Parameters[name]
		if !known || p.Location != "query" {
			if p, known = d.Parameters[name]; !known {
				wrong = append(wrong, fmt.Sprintf("%s has no parameter %s", m.ID, name))
				continue
			}
		}
		if len(values) > 1 && !p.Repeated {
			wrong = append(wrong, fmt.Sprintf("%s takes %s once", m.ID, name))
		}
		for _, v := range values {
			if len(p.Enum) > 0 && !slices.Contains(p.Enum, v) {
				wrong = append(wrong, fmt.Sprintf("%s: %s=%s is none of %v", m.ID, name, v, p.Enum))
			}
		}
	}
	for name, p := range m.Parameters {
		if p.Required && p.Location == "query" && !q.Has(name) {
			wrong = append(wrong, fmt.Sprintf("%s needs %s", m.ID, name))
		}
	}
	return wrong
}

// checkBody is what is wrong with a JSON body that should be of the referenced kind.
func (d *document) checkBody(at string, ref *reference, body []byte) []string {
	switch {
	case ref == nil && len(body) > 0:
		return []string{at + " has no body"}
	case ref == nil:
		return nil
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return []string{at + ": " + err.Error()}
	}
	return d.check(at, schema{Ref: ref.Ref}, v)
}

func (d *document) check(at string, s schema, v any) (wrong []string) {
	if s.Ref != "" {
		s = d.Schemas[s.Ref]
	}
	if v == nil {
		return nil
	}
	fits := false
	switch s.Type {
	case "object":
		object, is := v.(map[string]any)
		fits = is
		for name, field := range object {
			p, known := s.Properties[name]
			if !known && s.AdditionalProperties != nil {
				p, known = *s.AdditionalProperties, true
			}
			if !known {
				wrong = append(wrong, fmt.Sprintf("%s has no field %s", at, name))
				continue
			}
			wrong = append(wrong, d.check(at+"."+name, p, field)...)
		}
	case "array":
		list, is := v.([]any)
		fits = is
		for i, item := range list {
			wrong = append(wrong, d.check(fmt.Sprintf("%s[%d]", at, i), *s.Items, item)...)
		}
	case "string":
		_, fits = v.(string)
	case "boolean":
		_, fits = v.(bool)
	case "integer", "number":
		_, fits = v.(float64)
	case "any":
		fits = true
	}
	if !fits {
		wrong = append(wrong, fmt.Sprintf("%s: %T is not of type %q", at, v, s.Type))
	}
	return wrong
}
