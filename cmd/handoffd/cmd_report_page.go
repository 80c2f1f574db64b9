package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"strings"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/render/chart"
	"handoffd/handoff/report"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// page prints the report as the mail of the week tells it: as a page, as a mail, or its charts alone.
func (c *reportCmd) page(s streams, a *app.App, r reported, whose []report.Whose) error {
	set, err := templates.Load(a.Config.Templates)
	if err != nil {
		return err
	}
	why := func(w handoff.Reason) string { return view.Why(set.Reasons, r.conf, w) }
	last := whose[len(whose)-1]
	if c.Format == "png" {
		all, left := r.snapshot.Drawn(last, why)
		if len(all) == 0 {
			return errors.New("there is nothing to draw: no lead was offered in the weeks that charts show")
		}
		if left != "" {
			fmt.Fprintf(s.err, "handoffd: note: %s\n", left)
		}
		data, err := chart.Sheet(all)
		if err == nil {
			_, err = s.out.Write(data)
		}
		return err
	}
	var costs []report.Paid
	for _, w := range whose {
		costs = append(costs, costsOf(r.conf, r.snapshot.Lives)(report.Figures{Whose: w,
			Period: r.snapshot.Period, AsOf: r.snapshot.AsOf})...)
	}
	d, err := report.UpdateOnPaper(r.conf, r.snapshot, whose, costs, c.Format == "eml").
		Part(report.Words{Set: set, Why: why})
	if err != nil {
		return err
	}
	if d.Empty() {
		return errors.New("nothing happened in that time, and there is nothing to show")
	}
	return c.write(s, a, set, d)
}

// write prints what a mail of the service would say, in the frame of one.
func (c *reportCmd) write(s streams, a *app.App, set *templates.Set, d handoff.ServiceDetail) error {
	m, err := set.Write("today", templates.Today{Topic: d.Subject,
		Parts: []templates.TodayPart{{Text: d.Text, HTML: template.HTML(d.HTML)}}})
	if err != nil {
		return err
	}
	var pictures []mail.Inline
	for _, one := range d.Charts {
		data, err := chart.PNG(one)
		if err != nil {
			return err
		}
		pictures = append(pictures, mail.Inline{ID: one.ID, Name: one.Name + ".png", Type: "image/png", Data: data})
	}
	if c.Format == "html" {
		for _, p := range pictures {
			m.HTML = strings.ReplaceAll(m.HTML, `"cid:`+p.ID+`"`,
				`"data:image/png;base64,`+base64.StdEncoding.EncodeToString(p.Data)+`"`)
		}
		_, err = s.out.Write([]byte(m.HTML))
		return err
	}
	var files []mail.File
	for _, f := range d.Files {
		data, err := f.Open()
		if err != nil {
			return err
		}
		files = append(files, mail.File{Name: f.Name, Type: "text/csv; charset=utf-8", Data: data})
	}
	m.Subject, m.Text = text.Capital(m.Subject), strings.TrimSpace(m.Text)
	return writeDraft(s, a.Config.Domain, m, pictures, files)
}
