package caldav

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

const (
	maxXMLDepth  = 50
	maxResponses = 50_000
)

// response is one resource in a multistatus (RFC 4918 section 14.24).
type response struct {
	Href      string     `xml:"DAV: href"`
	Status    string     `xml:"DAV: status"`
	Propstats []propstat `xml:"DAV: propstat"`
}

type propstat struct {
	Status string `xml:"DAV: status"`
	Prop   prop   `xml:"DAV: prop"`
}

// prop are the properties that are asked for anywhere.
type prop struct {
	Type struct {
		Calendar *struct{} `xml:"urn:ietf:params:xml:ns:caldav calendar"`
	} `xml:"DAV: resourcetype"`
	Name       string     `xml:"DAV: displayname"`
	ETag       string     `xml:"DAV: getetag"`
	Modified   string     `xml:"DAV: getlastmodified"`
	SyncToken  string     `xml:"DAV: sync-token"`
	CTag       string     `xml:"http://calendarserver.org/ns/ getctag"`
	Principal  href       `xml:"DAV: current-user-principal"`
	Home       href       `xml:"urn:ietf:params:xml:ns:caldav calendar-home-set"`
	Data       *string    `xml:"urn:ietf:params:xml:ns:caldav calendar-data"`
	Components components `xml:"urn:ietf:params:xml:ns:caldav supported-calendar-component-set"`
	Privileges struct {
		List []struct {
			Names []element `xml:",any"`
		} `xml:"DAV: privilege"`
	} `xml:"DAV: current-user-privilege-set"`
}

type href struct {
	Href string `xml:"DAV: href"`
}

type components struct {
	List []struct {
		Name string `xml:"name,attr"`
	} `xml:"urn:ietf:params:xml:ns:caldav comp"`
}

// events reports whether the collection takes VEVENT. One that does not say takes everything (RFC 4791 section 5.2.3).
func (c components) events() bool {
	for _, comp := range c.List {
		if strings.EqualFold(comp.Name, "VEVENT") {
			return true
		}
	}
	return len(c.List) == 0
}

type element struct {
	XMLName xml.Name
}

// privileges are the names of what the account may do, nil if the server does not say.
func (p *prop) privileges() map[string]bool {
	var names map[string]bool
	for _, one := range p.Privileges.List {
		for _, e := range one.Names {
			if names == nil {
				names = map[string]bool{}
			}
			names[e.XMLName.Local] = true
		}
	}
	return names
}

// status is the code of a status line, 200 where there is none.
func status(line string) int {
	if strings.TrimSpace(line) == "" {
		return http.StatusOK
	}
	_, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	code := 0
	if _, err := fmt.Sscanf(rest, "%3d", &code); err != nil {
		return http.StatusInternalServerError
	}
	return code
}

// known gives the properties that the server has; nil where it has none of those asked for.
func (r *response) known() *prop {
	for i := range r.Propstats {
		if status(r.Propstats[i].Status) == http.StatusOK {
			return &r.Propstats[i].Prop
		}
	}
	return nil
}

// multistatus is the answer to PROPFIND and REPORT.
type multistatus struct {
	url       *url.URL
	responses []response
	syncToken string
}

// ask sends an XML request and reads the multistatus.
func (c *Calendar) ask(ctx context.Context, op, method string, u *url.URL, depth, body string) (*multistatus, error) {
	r := request{op: op, method: method, url: u, body: []byte(xml.Header + body), limit: maxMultistatus,
		header: map[string]string{"Content-Type": "application/xml; charset=utf-8", "Depth": depth,
			"Accept": "application/xml, text/xml"}}
	a, err := c.do(ctx, r)
	if err != nil {
		return nil, err
	}
	if a.status != http.StatusMultiStatus {
		return nil, notCalDAV(op, method, a.status)
	}
	m, err := parseMultistatus(a.body)
	if err != nil {
		return nil, c.failed(r, err)
	}
	m.url = a.url
	return m, nil
}

// parseMultistatus reads a multistatus as long as it is well-formed, not too deep and whole. Entities beyond XML's own
// five are refused by the decoder, so nothing multiplies.
func parseMultistatus(data []byte) (*multistatus, error) {
	if err := checkDepth(data); err != nil {
		return nil, err
	}
	var m multistatus
	d := xml.NewDecoder(bytes.NewReader(data))
	for depth := 0; ; {
		token, err := d.Token()
		if err == io.EOF && depth == 0 && m.responses != nil {
			return &m, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read multistatus: %w", err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			switch {
			case depth == 0 && t.Name == xml.Name{Space: "DAV:", Local: "multistatus"}:
				depth, m.responses = 1, []response{}
				continue
			case depth == 0:
				return nil, fmt.Errorf("read multistatus: it is %q", t.Name.Local)
			}
			if err := m.take(d, &t); err != nil {
				return nil, fmt.Errorf("read multistatus: %w", err)
			}
		}
	}
}

func (m *multistatus) take(d *xml.Decoder, t *xml.StartElement) error {
	switch t.Name {
	case xml.Name{Space: "DAV:", Local: "response"}:
		if len(m.responses) == maxResponses {
			return fmt.Errorf("more than %d resources", maxResponses)
		}
		var r response
		if err := d.DecodeElement(&r, t); err != nil {
			return err
		}
		m.responses = append(m.responses, r)
		return nil
	case xml.Name{Space: "DAV:", Local: "sync-token"}:
		return d.DecodeElement(&m.syncToken, t)
	}
	return d.Skip()
}

// checkDepth refuses what would make a decoder recurse too far.
func checkDepth(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for depth := 0; ; {
		token, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read XML: %w", err)
		}
		switch token.(type) {
		case xml.StartElement:
			if depth++; depth > maxXMLDepth {
				return fmt.Errorf("read XML: deeper than %d", maxXMLDepth)
			}
		case xml.EndElement:
			depth--
		}
	}
}

// precondition gives the name of what a DAV:error complains of (RFC 4918 section 16), such as no-uid-conflict; empty if
// there is none.
func precondition(body []byte) string {
	d := xml.NewDecoder(bytes.NewReader(body))
	for inError := false; ; {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		t, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case inError:
			return t.Name.Local
		case t.Name != xml.Name{Space: "DAV:", Local: "error"}:
			return ""
		default:
			inError = true
		}
	}
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

const namespaces = ` xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"`

func propfind(props string) string {
	return "<propfind" + namespaces + "><prop>" + props + "</prop></propfind>"
}
