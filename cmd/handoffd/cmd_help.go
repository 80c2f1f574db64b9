package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"handoffd/cmd/handoffd/config"
	"handoffd/cmd/handoffd/help"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

type helpCmd struct {
	Topic  []string `arg:"" optional:"" help:"A page of the manual, or a command such as list or held take."`
	Role   string   `help:"Of commands-by-mail the part of a role: qualifier, rep or manager." placeholder:"ROLE"`
	EML    bool     `name:"eml" help:"As a mail that can be opened and sent on."`
	Config string   `default:"${config}" help:"${config_help}" placeholder:"FILE"`
}

// Run shows a page, or what there is to know about a command, or lists all.
func (c *helpCmd) Run(s streams) error {
	if len(c.Topic) == 1 {
		if c.Topic[0] == "pages" { // as the list of all calls them
			c.Topic = nil
			return c.Run(s)
		}
		if near := topicsOf(c.Topic[0]); len(near) == 1 && !isCommand(c.Topic[0]) {
			c.Topic = near
		}
		if page, ok := help.Page(c.Topic[0]); ok {
			return c.page(s, page)
		}
	}
	if c.Role != "" || c.EML {
		return usagef("help: --role and --eml are for a page of the manual; the pages are %s",
			strings.Join(topicNames(), ", "))
	}
	parser, err := newParser(kong.Writers(s.out, s.err), kong.Exit(func(int) {}))
	if err != nil {
		return fmt.Errorf("set up the command line: %w", err)
	}
	if err := c.unknown(parser); err != nil {
		return err
	}
	trace, err := kong.Trace(parser, c.Topic)
	if err != nil {
		return fmt.Errorf("find the command: %w", err)
	}
	if trace.Error != nil {
		return usagef("%w", trace.Error)
	}
	if err := trace.PrintUsage(false); err != nil || len(c.Topic) > 0 {
		return err
	}
	fmt.Fprint(s.out, "\nPages of the manual (handoffd help TOPIC):\n")
	for _, t := range help.Topics() {
		fmt.Fprintf(s.out, "  %-23s%s\n", t.Name, t.Title)
	}
	fmt.Fprintln(s.out, "\n"+exitCodes)
	return nil
}

// unknown says what was probably meant, if the topic is neither a command nor a page.
func (c *helpCmd) unknown(parser *kong.Kong) error {
	err := unknownCommand(parser, c.Topic)
	if err == nil {
		return nil
	}
	if near := topicsOf(c.Topic[0]); len(near) > 0 {
		return usagef("there is no command and no page %q; there is %s (handoffd help lists all)", c.Topic[0],
			strings.Join(near, ", "))
	}
	all := slices.Concat(commandNames(parser), topicNames())
	meant := ""
	if near := nearestPage(c.Topic[0], all); near != "" {
		meant = fmt.Sprintf("; did you mean %q?", near)
	}
	return usagef("there is no command and no page %q%s (handoffd help lists all)", c.Topic[0], meant)
}

// nearestPage is the name that was probably meant: one that begins so, but for a letter, goes before one as long that
// is as near: people leave out the rest of a long name.
func nearestPage(word string, all []string) string {
	for _, name := range all {
		if begins := name[:min(len(name), len(word)+1)]; len(word) > 6 && len(name) > len(begins) &&
			text.Distance(strings.ToLower(word), begins) <= 1 {
			return name
		}
	}
	return text.Nearest(word, all)
}

// topicsOf are the pages whose name or title speaks of a word.
func topicsOf(word string) (names []string) {
	word = strings.ToLower(word)
	for _, t := range help.Topics() {
		if speaks := strings.ToLower(t.Name + " " + t.Title); len(word) > 2 && slices.ContainsFunc(strings.FieldsFunc(speaks,
			func(r rune) bool { return strings.ContainsRune(" -,:", r) }), func(w string) bool { return w == word }) {
			names = append(names, t.Name)
		}
	}
	return names
}

func topicNames() (names []string) {
	for _, t := range help.Topics() {
		names = append(names, t.Name)
	}
	return names
}

// page shows one, or the part of it that is a role's.
func (c *helpCmd) page(s streams, page string) error {
	subject, _, _ := strings.Cut(strings.TrimPrefix(page, "# "), "\n")
	if c.Role != "" {
		part, ok := help.Section(page, text.Capital(c.Role))
		if !ok {
			return usagef("help %s: there is no part for %q; commands-by-mail has one for qualifier, rep and manager",
				c.Topic[0], c.Role)
		}
		page, subject = part, subject+": "+c.Role
	}
	if c.EML {
		return c.eml(s, subject, page)
	}
	look := screenOf(s.out)
	shown := help.Text(page, min(look.width, 100), look.bold)
	if parser, err := newParser(); err == nil && unknownCommand(parser, c.Topic) == nil {
		shown += fmt.Sprintf("\nThe flags of the command: handoffd %s --help\n", c.Topic[0])
	}
	return paged(s.out, shown)
}

// eml is the page as a mail. Where there is a config it says from whom the mails are that the page speaks of.
func (c *helpCmd) eml(s streams, subject, page string) error {
	domain, base := &handoff.Config{}, ""
	if conf, err := config.Load(c.Config); err == nil {
		domain = conf.Domain
		if conf.Web.URL != "" {
			base = conf.Web.URL + "/help/"
		}
		title, rest, _ := strings.Cut(page, "\n")
		page = fmt.Sprintf("%s\n\n%s (%s) hands our leads from qualifiers to reps, by mail and calendar. Nothing has to be "+
			"installed: its mails are answered like any other.\n%s", title, domain.Name, domain.Address, rest)
	}
	return draftMail(s, domain, templates.Mail{Subject: subject, Text: help.Text(page, 76, nil),
		HTML: "<html><body>" + help.HTML(page, base) + "</body></html>"})
}

// draftMail prints a mail that a mail program opens as one to be sent: from the admin, to whom its sender chooses.
func draftMail(s streams, c *handoff.Config, m templates.Mail) error {
	return writeDraft(s, c, m, nil, nil)
}

// writeDraft is the same with pictures in it and files beside it.
func writeDraft(s streams, c *handoff.Config, m templates.Mail, pictures []mail.Inline, files []mail.File) error {
	d := mail.Draft{Unsent: true, Subject: m.Subject, Date: s.now(), Text: m.Text, HTML: m.HTML, Inline: pictures,
		Files: files,
		MessageID: handoff.MailHash("draft", m.Subject, s.now().Format(time.RFC3339Nano)) + "@" +
			cmp.Or(text.Domain(c.Address), "handoffd.invalid")}
	if admin := c.Person(c.Admin); len(admin.Emails) > 0 {
		d.From = mail.Address{Name: admin.Name, Addr: admin.Email()}
	}
	raw, err := mail.Compose(d)
	if err == nil {
		_, err = s.out.Write(raw)
	}
	return err
}

// pagerOf is the command of a pager; one that was named as nothing is none, as for git.
func pagerOf(named string, given bool) []string {
	if !given {
		named = "less"
	}
	return strings.Fields(named)
}

// paged shows a text with the pager of whoever sits at a terminal.
func paged(w io.Writer, shown string) error {
	if pager := pagerOf(os.LookupEnv("PAGER")); len(pager) > 0 && screenOf(w).terminal {
		if path, err := exec.LookPath(pager[0]); err == nil {
			cmd := exec.Command(path, pager[1:]...)
			cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(shown), fileOf(w), os.Stderr
			cmd.Env = append(os.Environ(), "LESS=FRX")
			return cmd.Run()
		}
	}
	_, err := io.WriteString(w, shown)
	return err
}

// isCommand says whether there is a command of that name.
func isCommand(name string) bool {
	parser, err := newParser()
	return err == nil && unknownCommand(parser, []string{name}) == nil
}
