package check

import (
	"net"
	"path/filepath"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/config"
)

// TestListening: what would end the service at its start, or shows pages without TLS, is told before.
func TestListening(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	none := filepath.Join(t.TempDir(), "none.pem")
	for _, tt := range []struct {
		name string
		web  config.Web
		ops  string
		want []string
	}{
		{name: "nobody listens"},
		{name: "free", web: config.Web{Listen: "127.0.0.1:0"}, ops: "127.0.0.1:0",
			want: []string{"ok web.listen: 127.0.0.1:0 is free", "ok ops.listen: 127.0.0.1:0 is free"}},
		{name: "taken", web: config.Web{Listen: taken.Addr().String()}, want: []string{"warn is taken, by handoffd itself"}},
		{name: "open", web: config.Web{Listen: "0.0.0.0:0"}, want: []string{"warn reached from other machines without TLS"}},
		{name: "elsewhere", web: config.Web{Listen: "192.0.2.1:0"}, want: []string{"fail nobody can listen at 192.0.2.1:0"}},
		{name: "no certificate", web: config.Web{Listen: "127.0.0.1:0", Cert: none, Key: none},
			want: []string{"fail none.pem: no such file"}},
	} {
		x := checkedConfig()
		x.conf.Web, x.conf.Ops.Listen = tt.web, tt.ops
		got := x.listening(t.Context())
		if len(got) != len(tt.want) {
			t.Errorf("%s: %+v", tt.name, got)
			continue
		}
		for i, want := range tt.want {
			how, text, _ := strings.Cut(want, " ")
			is := map[bool]string{true: "ok", false: "fail"}[got[i].OK]
			if got[i].Warn {
				is = "warn"
			}
			if is != how || !strings.Contains(got[i].Text, text) {
				t.Errorf("%s: %s %q, want %q", tt.name, is, got[i].Text, want)
			}
		}
	}
}
