package check

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// zone is a DNS of a few domains.
type srvZone struct {
	mx  map[string][]*net.MX
	srv map[string][]*net.SRV
}

func (z srvZone) LookupMX(_ context.Context, name string) ([]*net.MX, error) { return z.mx[name], nil }
func (srvZone) LookupTXT(context.Context, string) ([]string, error)          { return nil, nil }
func (srvZone) LookupHost(context.Context, string) ([]string, error)         { return nil, nil }
func (z srvZone) LookupSRV(_ context.Context, service, _, name string) (string, []*net.SRV, error) {
	return "", z.srv[service+" "+name], nil
}

func TestLocate(t *testing.T) {
	t.Parallel()
	listen := func() (string, uint16) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = l.Close() })
		return l.Addr().String(), uint16(l.Addr().(*net.TCPAddr).Port)
	}
	addr, port := listen()
	w := world{limit: 2 * time.Second, dns: srvZone{
		mx: map[string][]*net.MX{
			"g.example.": {{Host: "alt1.aspmx.l.google.com.", Pref: 5}, {Host: "aspmx.l.google.com.", Pref: 1}},
			"m.example.": {{Host: "m-example.mail.protection.outlook.com."}},
			"o.example.": {{Host: "mx.invalid."}}, "x.example.": {{Host: "."}},
		},
		srv: map[string][]*net.SRV{"imaps o.example.": {{Target: "127.0.0.1.", Port: port}},
			"submission o.example.": {{Target: "127.0.0.1.", Port: port}}},
	}}.orReal()
	for domain, want := range map[string]Servers{
		"g.example": {MX: []string{"aspmx.l.google.com", "alt1.aspmx.l.google.com"}, IMAP: "imap.gmail.com:993",
			SMTP: "smtp.gmail.com:465", Auth: "google"},
		"m.example": {MX: []string{"m-example.mail.protection.outlook.com"}, IMAP: "outlook.office365.com:993",
			SMTP: "smtp.office365.com:587", Auth: "microsoft"},
		"o.example": {MX: []string{"mx.invalid"}, IMAP: addr, SMTP: addr},
		"x.example": {},
	} {
		if diff := cmp.Diff(want, w.locate(t.Context(), domain)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", domain, diff)
		}
	}
}
