package config

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWithoutSecrets reads what is recorded of a config: it gives the same config, and neither its comments nor its
// logins are left.
func TestWithoutSecrets(t *testing.T) {
	t.Parallel()
	for _, path := range []string{tablesFile, mailboxesFile, "../../../config.toml.example"} {
		text := "\ufeff" + readFile(t, path) + "\n# password = \"hunter2\"\n"
		c, err := Parse(path, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(c.Domain.TOML, "#") || strings.Contains(c.Domain.TOML, "hunter2") {
			t.Errorf("%s: a comment is recorded:\n%s", path, c.Domain.TOML)
		}
		again, err := Parse(path, []byte(c.Domain.TOML))
		if err != nil {
			t.Fatalf("%s: what was recorded is no config: %v\n%s", path, err, c.Domain.TOML)
		}
		if diff := cmp.Diff(c, again); diff != "" {
			t.Errorf("%s: what was recorded is another config (-was +is):\n%s", path, diff)
		}
	}
	got, err := withoutSecrets([]byte(`a = ["https://rita:hunter2@dav.acme.example/x?y=1", "mona@acme.example"]
b = [{url = "https://hunter2@acme.example"}]
[c.d]
url = "imap://x:hunter2@[::1]:993"
n = 3
`))
	if want := `a = ['https://dav.acme.example/x?y=1', 'mona@acme.example']

[[b]]
url = 'https://acme.example'

[c]
[c.d]
n = 3
url = 'imap://[::1]:993'
`; err != nil || got != want {
		t.Errorf("got %v\n%s, want\n%s", err, got, want)
	}
	if _, err := withoutSecrets([]byte("a = ")); err == nil {
		t.Error("what is no TOML was recorded")
	}
}

// TestNoKeyHoldsASecret lets a config name where a secret is, never hold it: then it would be recorded.
func TestNoKeyHoldsASecret(t *testing.T) {
	t.Parallel()
	secret := regexp.MustCompile(`pass|secret|token|key|credential|api`)
	n := 0
	var look func(typ reflect.Type, path string)
	look = func(typ reflect.Type, path string) {
		for typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct {
			return
		}
		for f := range typ.Fields() {
			name := f.Tag.Get("toml")
			if secret.MatchString(name) {
				n++
				if !strings.HasSuffix(name, "_file") && !strings.HasSuffix(name, "_env") {
					t.Errorf("%s.%s looks like a secret: let it name a file or an environment variable", path, name)
				}
			}
			look(f.Type, path+"."+name)
		}
	}
	look(reflect.TypeFor[configFile](), "")
	if n < 8 {
		t.Errorf("only %d keys name a secret: the pattern does not find them", n)
	}
}
