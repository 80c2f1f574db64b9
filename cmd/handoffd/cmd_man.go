package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

type manCmd struct{}

// Run prints the manual page, made of the command line.
func (manCmd) Run(out io.Writer) error {
	parser, err := newParser()
	if err != nil {
		return fmt.Errorf("set up the command line: %w", err)
	}
	_, err = io.WriteString(out, manPage(parser.Model))
	return err
}

// manPage writes a page of section 1 in the macros of man(7).
func manPage(app *kong.Application) string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p(`.TH HANDOFFD 1 "" "handoffd" "User Commands"`)
	p(".SH NAME\nhandoffd \\- makes the handoff from lead qualifier to sales rep accountable")
	p(".SH SYNOPSIS\n.B handoffd\n.I COMMAND\n[\\fIFLAGS\\fR]")
	p(".SH DESCRIPTION\n%s", roff("handoffd sits at a mail address. A qualifier mails or copies it; it writes the "+
		"introduction and the invitation, watches whether the sales rep replies and accepts in time, reminds, passes the "+
		"lead on, and in the end asks the manager."))
	p(".PP\n%s", roff("Where to begin:"))
	p(".nf\n%s\n.fi", roff(strings.TrimRight(firstDay[strings.Index(firstDay, "  handoffd"):strings.LastIndex(firstDay,
		"\n\n")], "\n")))
	p(".SH COMMANDS")
	for _, leaf := range app.Leaves(true) {
		p(".SS %s", roff("handoffd "+strings.TrimPrefix(leaf.Path(), "handoffd ")+positions(leaf)))
		p("%s", roff(leaf.Help))
		for _, arg := range leaf.Positional {
			p(".TP\n\\fI%s\\fR\n%s", roff(strings.ToUpper(arg.Name)), roff(arg.Help))
		}
		for _, flag := range leaf.Flags {
			if !flag.Hidden {
				p(".TP\n\\fB\\-\\-%s\\fR%s\n%s", roff(flag.Name), takes(flag), roff(flag.Help))
			}
		}
	}
	p(".SH ENVIRONMENT\n.TP\n.B %s\nThe config file.", configEnv)
	p(".TP\n.B NO_COLOR\nIf it is set, nothing is coloured.\n.TP\n.B COLUMNS\nHow wide the screen is.")
	p(".SH FILES\n.I ./config.toml\n.br\n.I /etc/handoffd/config.toml")
	p(".SH EXIT STATUS\n%s", roff(exitCodes))
	return b.String()
}

func positions(n *kong.Node) (out string) {
	for _, arg := range n.Positional {
		name := " " + strings.ToUpper(arg.Name)
		if !arg.Required {
			name = " [" + name[1:] + "]"
		}
		out += name
	}
	return out
}

func takes(f *kong.Flag) string {
	if f.IsBool() {
		return ""
	}
	return "=\\fI" + roff(f.FormatPlaceHolder()) + "\\fR"
}

// roff keeps a text from being taken for orders of the typesetter.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "–", `\(en`, "…", "...").Replace(s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
