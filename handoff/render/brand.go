package render

import (
	"strings"

	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// accent is the colour of buttons and links in the templates.
const accent = "#2f5fa8"

// coloured gives buttons and links the colour of the company.
func coloured(html, colour string) string {
	if colour == "" {
		return html
	}
	return strings.ReplaceAll(html, accent, colour)
}

// signed puts the signature of the company, and its logo, into a mail for the prospect.
func signed(view any, signature string, logo *templates.Logo) any {
	switch v := view.(type) {
	case templates.Thread:
		v.Signature, v.Logo = signature, logo
		return v
	case templates.Event:
		v.Signature, v.Logo = signature, logo
		return v
	}
	return view
}

// logo is that of the company, for the prospect only: colleagues know it.
func (p *page) logo() *templates.Logo {
	l := p.C.Brand.Logo
	if l.Bytes == "" || p.a.To.Person != "" {
		return nil
	}
	return &templates.Logo{ID: "logo." + l.Sum[:min(len(l.Sum), 16)] + "@" + text.Domain(p.C.Address),
		Alt: text.OneLine(p.C.Company(), text.NameLimit), Width: l.Width, Height: l.Height}
}

// inline is the picture itself, if the mail shows it.
func (p *page) inline(logo *templates.Logo, html string) []mail.Inline {
	if logo == nil || !strings.Contains(html, "cid:"+logo.ID) {
		return nil
	}
	l := p.C.Brand.Logo
	return []mail.Inline{{ID: logo.ID, Name: "logo." + strings.TrimPrefix(l.Type, "image/"), Type: l.Type,
		Data: []byte(l.Bytes)}}
}
