package render

import (
	"html/template"
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/render/chart"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// week is what a mail of the week tells beside the lines of a Today: nothing on other days.
type week struct {
	parts  []handoff.ServiceDetail
	weekly bool // one of them belongs to the mail of the week; else they are of the day
}

// kind is what a part is about: the first word of its key.
func kind(d handoff.ServiceDetail) string {
	first, _, _ := strings.Cut(d.Key, " ")
	return first
}

// add takes a part up, instead of an earlier one of its kind that its reader was not there to read. The part that has
// numbers stands first.
func (w *week) add(d handoff.ServiceDetail) {
	w.parts = slices.DeleteFunc(w.parts, func(o handoff.ServiceDetail) bool { return kind(o) == kind(d) })
	w.parts = append(w.parts, d)
	slices.SortStableFunc(w.parts, func(a, b handoff.ServiceDetail) int { return len(b.Items) - len(a.Items) })
}

func (w week) views() []templates.TodayPart {
	var out []templates.TodayPart
	for _, d := range w.parts { // their HTML was made by a template, which has escaped what it prints
		out = append(out, templates.TodayPart{Text: handoff.CutService(d.Text), HTML: template.HTML(d.HTML)})
	}
	return out
}

// enclose puts the pictures and files of the parts into the mail.
func (w week) enclose(d *mail.Draft) error {
	for _, part := range w.parts {
		for _, c := range part.Charts {
			data, err := chart.PNG(c)
			if err != nil {
				return err
			}
			d.Inline = append(d.Inline, mail.Inline{ID: c.ID, Name: c.Name + ".png", Type: "image/png", Data: data})
		}
		for _, f := range part.Files {
			data, err := f.Open()
			if err != nil {
				return err
			}
			d.Files = append(d.Files, mail.File{Name: f.Name, Type: "text/csv; charset=utf-8", Data: data})
		}
	}
	return nil
}

// topics are the parts in few words each.
func (w week) topics() []string {
	var out []string
	for _, d := range w.parts {
		out = append(out, d.Subject)
	}
	return out
}

// lines are what the numbers of the first part stand for.
func (w week) lines() []handoff.TodayLine {
	var out []handoff.TodayLine
	if len(w.parts) > 0 {
		for _, entry := range w.parts[0].Items {
			out = append(out, handoff.TodayLine{Entry: entry, Asks: true})
		}
	}
	return out
}

// asks says whether a part asks about leads, by their ids.
func (w week) asks() bool {
	return slices.ContainsFunc(w.parts, func(d handoff.ServiceDetail) bool { return len(d.Leads) > 0 })
}

// calendars says whether a part tells of calendars: a reader may want no more of that.
func (w week) calendars() bool {
	return slices.ContainsFunc(w.parts, func(d handoff.ServiceDetail) bool { return d.Personal == handoff.Yes })
}

func (w week) headers(c *handoff.Config) map[string]string {
	if !w.calendars() {
		return nil
	}
	if slices.ContainsFunc(w.parts, func(d handoff.ServiceDetail) bool {
		return kind(d) == kindFigures || kind(d) == kindStatement
	}) {
		return weekHeaders(c, handoff.StopReport)
	}
	return weekHeaders(c, handoff.StopCalendarMail)
}

// The kinds of the parts that tell of figures, and of the reader's own leads.
const (
	kindFigures   = "figures"
	kindStatement = "statement"
)

// weekHeaders let a mail program stop what the week tells: the figures and what is told of the reader's own leads, or
// what it tells of calendars where that is all.
func weekHeaders(c *handoff.Config, stop string) map[string]string {
	subject := strings.ReplaceAll(stop, " ", "%20")
	return map[string]string{"List-Id": "Mail of the week <week." + text.Domain(c.Address) + ">",
		"List-Unsubscribe": "<mailto:" + c.Address + "?subject=" + subject + ">"}
}
