package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"handoffd/handoff/text"
)

// configEnv names the config file, in place of the places where it is looked for.
const configEnv = "HANDOFFD_CONFIG"

// configPlaces are where a config file is looked for, in this order, unless the command line or the environment names
// one.
var configPlaces = []string{"config.toml", "/etc/handoffd/config.toml"}

// defaultConfig is the config file of a command line that names none. Where there is none it is the first place, and
// opening that says so.
func defaultConfig() string {
	if path := os.Getenv(configEnv); path != "" {
		return path
	}
	for _, path := range configPlaces {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	return configPlaces[0]
}

// commandVars stand in the tags of commands.
func commandVars() kong.Vars {
	return kong.Vars{"config": defaultConfig(), "version": versionText(),
		"config_help": "Config file; without it " + configEnv + ", ./config.toml or /etc/handoffd/config.toml.",
		"people":      "'NAME <ADDRESS>'",
		"forget_help": "Of a prospect: their leads are erased, and what tells of them elsewhere. " +
			"Of a colleague, not in the config: mail from there is theirs no more."}
}

// newParser is the command line as kong reads it. More options come after its own.
func newParser(more ...kong.Option) (*kong.Kong, error) {
	return kong.New(&commands{}, append([]kong.Option{kong.Name("handoffd"),
		kong.Description("Hands qualified leads from qualifiers to reps by mail and calendar."),
		commandVars(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 80})}, more...)...)
}

// commandNames are the commands that are offered.
func commandNames(parser *kong.Kong) (names []string) {
	for _, c := range parser.Model.Children {
		if !c.Hidden {
			names = append(names, c.Name)
		}
	}
	return names
}

// unknownCommand says which command was probably meant, if the command line begins with one that there is not.
func unknownCommand(parser *kong.Kong, args []string) error {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		return nil
	}
	names := commandNames(parser)
	for _, c := range parser.Model.Children {
		if c.Name == args[0] {
			return nil
		}
	}
	meant := ""
	if near := text.Nearest(args[0], names); near != "" {
		meant = fmt.Sprintf("; did you mean %q?", near)
	}
	return usagef("there is no command %q%s (handoffd help lists all)", args[0], meant)
}

// run executes one command line and gives the exit code.
func run(ctx context.Context, args []string, s streams) int {
	out := &output{Writer: s.out}
	s.out = out
	exited := -1
	parser, err := newParser(kong.Writers(s.out, s.err), kong.Exit(func(code int) { exited = code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(s), kong.BindTo(s.out, (*io.Writer)(nil)))
	if err != nil {
		return s.fail(fmt.Errorf("set up the command line: %w", err))
	}
	if len(args) == 0 {
		fmt.Fprint(s.out, firstDay)
		return s.fail(out.end(nil))
	}
	if err := unknownCommand(parser, args); err != nil {
		return s.fail(err)
	}
	parsed, err := parser.Parse(args)
	switch {
	case exited >= 0: // help or versions were printed
		return max(exited, s.fail(out.end(nil)))
	case out.failed != nil:
		return s.fail(out.end(err))
	case err != nil:
		return s.fail(usagef("%w; see handoffd %s", inOurWords(err), helpFor(err)))
	}
	return s.fail(out.end(parsed.Run()))
}

// Words of the parser that nobody at a command line knows.
var (
	noValue     = regexp.MustCompile(`^(\S+): expected \S+ value but got .*$`)
	noDuration  = regexp.MustCompile(`^(\S+): expected duration but got ("[^"]*").*$`)
	noNumber    = regexp.MustCompile(`^(\S+): expected (?:an int|a valid \d+ bit u?int|a float) but got ("[^"]*").*$`)
	noneOfThese = regexp.MustCompile(`^(\S+) must be one of (.*) but got ("[^"]*")$`)
)

// inOurWords says what the parser found wrong.
func inOurWords(err error) error {
	for _, w := range []struct {
		theirs *regexp.Regexp
		ours   string
	}{
		{noValue, "$1 needs a value"},
		{noDuration, "$1: $2 is no length of time; write it like 90s, 10m or 2h"},
		{noNumber, "$1: $2 is no number"},
		{noneOfThese, "$1: $3 is none of $2"},
	} {
		if said := err.Error(); w.theirs.MatchString(said) {
			return errors.New(w.theirs.ReplaceAllString(said, w.ours))
		}
	}
	return err
}

// helpFor is what to add to the name of the program to read about the command that was not understood.
func helpFor(err error) string {
	if failed, ok := errors.AsType[*kong.ParseError](err); ok && failed.Context != nil {
		if c := failed.Context.Selected(); c != nil {
			return "help " + strings.TrimPrefix(c.FullPath(), "handoffd ")
		}
	}
	return "help"
}
