package graph

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"handoffd/calendar"
)

// Check tries what handoffd asks of Microsoft 365, see calendar.Checker: the login, reading and writing the handoff
// mailbox's calendar, Teams where it is wanted, and free/busy, calendar and automatic replies of each person. What it
// writes is an entry without guests in the past, shown as free, and deleted at once.
func (p *Provider) Check(ctx context.Context, people []string) []calendar.Finding {
	if _, err := p.o.Token.Token(); err != nil {
		const op = "log in at Microsoft"
		return []calendar.Finding{{What: op, Err: p.fail(request{op: op}, 0, tokenError(err))}}
	}
	out := p.checkOwn(ctx)
	out = append(out, p.checkFreeBusy(ctx, people)...)
	for _, who := range people {
		out = append(out, p.checkPerson(ctx, who)...)
	}
	return out
}

func (p *Provider) checkOwn(ctx context.Context) []calendar.Finding {
	read := calendar.Finding{What: "read the calendar of " + p.o.Mailbox}
	var own struct {
		Services []string `json:"allowedOnlineMeetingProviders"`
	}
	q := url.Values{"$select": {"allowedOnlineMeetingProviders"}}
	read.Err = p.do(ctx, request{op: read.What, method: http.MethodGet, mailbox: p.o.Mailbox, path: "/calendar", query: q},
		&own)
	out := []calendar.Finding{read}
	if read.Err != nil {
		return out
	}
	out = append(out, calendar.Finding{What: "write the calendar of " + p.o.Mailbox, Err: p.checkWrite(ctx)})
	if p.o.Conference {
		f := calendar.Finding{What: "make Teams meetings as " + p.o.Mailbox}
		if !slices.Contains(own.Services, "teamsForBusiness") {
			f.Err = &calendar.Error{Op: f.What, Kind: calendar.Permission,
				Err: errors.New("the online meeting providers of the mailbox do not include Teams"),
				Mend: "give the mailbox a license with Microsoft Teams (Microsoft 365 admin center → Users → Active users → " +
					"Licenses and apps), or give every rep a meeting_link"}
		}
		out = append(out, f)
	}
	return out
}

func (p *Provider) checkWrite(ctx context.Context) error {
	now := p.o.Now().UTC()
	start := now.AddDate(-1, 0, 0).Truncate(time.Hour)
	trial := calendar.Event{UID: "check-" + digest(p.o.Mailbox+now.String()) + "@handoffd.invalid", Start: start,
		End: start.Add(time.Hour), Summary: "handoffd check",
		Description: "Made and deleted by handoffd check.", Transparency: "TRANSPARENT", Class: "PRIVATE"}
	ref, err := p.Put(ctx, trial, calendar.Ref{})
	if err != nil {
		return err
	}
	return p.Withdraw(ctx, ref)
}

func (p *Provider) checkFreeBusy(ctx context.Context, people []string) []calendar.Finding {
	var out []calendar.Finding
	from := p.o.Now().UTC().Truncate(time.Hour)
	for batch := range slices.Chunk(people, maxPeople) {
		var asked []*reading
		for _, who := range batch {
			asked = append(asked, &reading{owner: who})
		}
		p.freeBusy(ctx, asked, from, from.AddDate(0, 0, 7))
		for _, r := range asked {
			f := calendar.Finding{What: "read free/busy of " + r.owner, Err: r.err}
			if r.err == nil && len(r.Unknown) > 0 {
				f.Err = &calendar.Error{Op: f.What, Kind: calendar.Permission, Err: errors.New(r.Unknown[0]),
					Mend: fmt.Sprintf("check the address; if it is right, let colleagues see availability: "+
						"Set-MailboxFolderPermission -Identity %s:\\Calendar -User Default -AccessRights AvailabilityOnly", r.owner)}
			}
			out = append(out, f)
		}
	}
	return out
}

// checkPerson asks for what makes handoffd see more: entries that block for no good reason, acceptances without a
// response, absences.
func (p *Provider) checkPerson(ctx context.Context, who string) []calendar.Finding {
	now := p.o.Now().UTC().Truncate(time.Hour)
	entries := calendar.Finding{What: "read the calendar of " + who, Optional: true}
	_, entries.Err = p.view(ctx, request{op: entries.What, mailbox: who, plain: true}, now, now.Add(24*time.Hour))
	replies := calendar.Finding{What: "read the automatic replies of " + who, Optional: true}
	_, replies.Err = p.automaticReplies(ctx, who, calendar.Span{Start: now, End: now.Add(24 * time.Hour)})
	return []calendar.Finding{entries, replies}
}
