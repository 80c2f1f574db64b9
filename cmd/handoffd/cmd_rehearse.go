package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/replay"
	"handoffd/handoff/view"
)

type rehearseCmd struct {
	Config string    `required:"" help:"Config file to rehearse; it names the database too." placeholder:"FILE"`
	Since  sinceFlag `required:"" help:"Leads that came in since: a day, or an instant (RFC 3339)." placeholder:"TIME"`
	JSON   bool      `help:"One JSON object."`
}

// Run tells what would have differed if the config had been in force. It sends nothing and writes nothing.
func (c *rehearseCmd) Run(ctx context.Context, s streams) error {
	a, err := open(ctx, c.Config, app.Offline, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	since := c.Since.from(a.Config.Domain)
	record, erased, err := a.Recorded(ctx, since)
	if err != nil {
		return err
	}
	report, names := replay.Compare(record, a.Config.Domain, since), record.Telling(a.Config.Domain)
	sentences, err := a.Reasons()
	if err != nil {
		return err
	}
	for i := range report.Differ {
		d := &report.Differ[i]
		d.Because = view.WhyTo(sentences, names, names.Admin, d.Why)
	}
	if c.JSON {
		return printJSON(s, report)
	}
	var page strings.Builder
	to := s
	to.out = &page
	c.print(to, names, report)
	if report.Blind > 0 {
		fmt.Fprintf(to.out, "Of %s it is not kept any more what calendars showed (%d days): there they count as unknown.\n",
			count(float64(report.Blind), "lead"), handoff.BusyDays)
	}
	if erased > 0 {
		fmt.Fprintf(to.out, "%s left out: what is stored of them was erased.\n", count(float64(erased), "lead"))
	}
	_, err = io.WriteString(s.out, wrappedLines(page.String(), screenOf(s.out).width))
	return err
}
