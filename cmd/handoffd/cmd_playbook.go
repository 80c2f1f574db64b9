package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

type playbookCmd struct {
	Config string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Team   string `help:"Of one team; default: all." placeholder:"TEAM"`
	Role   string `help:"For one role: qualifier, rep, manager, advocate; default: each that the team has." placeholder:"ROLE"`
	Format string `enum:"text,html,eml" default:"text" help:"One of text, html, eml; eml is one page: name team and role."`
}

// Run prints how the teams hand leads over, a page a role, as the config has it.
func (c *playbookCmd) Run(_ context.Context, s streams) error {
	conf, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	set, err := templates.Load(conf.Templates)
	if err != nil {
		return err
	}
	pages, err := c.pages(conf.Domain, set)
	if err != nil {
		return err
	}
	if c.Format == "eml" && len(pages) != 1 {
		return usagef("%d pages are no one mail: name one with --team (%s) and --role (qualifier, rep, manager, advocate)",
			len(pages), strings.Join(teamNames(conf.Domain), ", "))
	}
	var printed []string
	for i, v := range pages {
		m, err := set.Write("playbook", v)
		if err != nil {
			return err
		}
		switch c.Format {
		case "html":
			printed = append(printed, m.HTML)
		case "eml":
			if err := draftMail(s, conf.Domain, m); err != nil {
				return err
			}
		default:
			if i > 0 {
				fmt.Fprint(s.out, "\n\n")
			}
			fmt.Fprintln(s.out, text.Wrap(strings.TrimSpace(m.Text), min(screenOf(s.out).width, playbookWidth)))
		}
	}
	fmt.Fprint(s.out, onePage(printed))
	return nil
}

// onPaper makes a page fit a sheet.
const onPaper = `@page { size: A4; margin: 11mm; }
@media print { body { zoom: 0.68; } table { max-width: none !important; } td { padding: 2px 8px 2px 0 !important; }
.t { display: block; columns: 2; column-gap: 32px; } p { margin: 0 0 3px 0 !important; line-height: 21px; } }
`

// onePage is several pages in HTML as one, each on a sheet of its own when it is printed.
func onePage(pages []string) string {
	const begins, ends = "<body", "</body>"
	if len(pages) == 0 {
		return ""
	}
	out, end, _ := strings.Cut(strings.Replace(pages[0], "</style>", onPaper+"</style>", 1), ends)
	for _, p := range pages[1:] {
		_, body, _ := strings.Cut(p, begins)
		_, body, _ = strings.Cut(body, ">")
		body, _, _ = strings.Cut(body, ends)
		out += `<div style="break-before:page;">` + body + "</div>\n"
	}
	return out + ends + end
}

// playbookWidth is that of a printed page, in letters.
const playbookWidth = 100

// pages are those that were asked for.
func (c *playbookCmd) pages(conf *handoff.Config, set *templates.Set) ([]templates.Playbook, error) {
	if c.Role != "" && !slices.Contains(view.PlaybookRoles, handoff.Role(c.Role)) {
		return nil, usagef("there is no page for %q; the roles are qualifier, rep, manager and advocate", c.Role)
	}
	if _, ok := conf.Team(c.Team); c.Team != "" && !ok {
		return nil, usagef("there is no team %q; the teams are %s", c.Team, strings.Join(teamNames(conf), ", "))
	}
	var out []templates.Playbook
	for _, t := range conf.Teams {
		if c.Team != "" && t.Name != c.Team {
			continue
		}
		for _, role := range view.PlaybookRoles {
			if c.Role == string(role) || c.Role == "" && (role != handoff.RoleAdvocate || len(t.Advocates) > 0) {
				page, err := view.PlaybookOf(conf, t, role, set)
				if err != nil {
					return nil, err
				}
				out = append(out, page)
			}
		}
	}
	return out, nil
}
