package web

import (
	"net/http"
	"strings"
	"testing"
)

type manual struct{}

func (manual) Names() []string          { return []string{"rules", "web"} }
func (manual) Title(name string) string { return "About " + name }

func (manual) Body(name, base string) (string, bool) {
	return "<h1>About " + name + "</h1>\n<p>see <a href=\"" + base + "web\">web</a></p>", name == "rules" || name == "web"
}

// TestManual: whoever is signed in reads the manual; its pages lead to one another, and there are no others.
func TestManual(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := r.as("tara")
	if _, body := b.get("/help"); !strings.Contains(body, `href="/help/rules">About rules<`) {
		t.Errorf("the list is %s", body)
	}
	if code, body := b.get("/help/rules"); code != http.StatusOK || !strings.Contains(body, `<a href="/help/web">web</a>`) ||
		strings.Count(body, "<h1") != 1 {
		t.Errorf("the page is %d %s", code, body)
	}
	if code, _ := b.get("/help/nothing"); code != http.StatusNotFound {
		t.Errorf("a page that there is not: %d", code)
	}
	r.Help = nil
	if code, _ := b.get("/help"); code != http.StatusNotFound {
		t.Errorf("without a manual: %d", code)
	}
}
