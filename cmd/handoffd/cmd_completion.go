package main

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"handoffd/cmd/handoffd/help"
	"handoffd/handoff"
	"handoffd/handoff/text"
)

// The scripts only ask `handoffd complete`: what can be written stands once, in the command line itself.
var (
	//go:embed completion/handoffd.bash
	bashScript string
	//go:embed completion/handoffd.zsh
	zshScript string
	//go:embed completion/handoffd.fish
	fishScript string
)

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Run prints the script of a shell.
func (c *completionCmd) Run(out io.Writer) error {
	_, err := io.WriteString(out, map[string]string{"bash": bashScript, "zsh": zshScript, "fish": fishScript}[c.Shell])
	return err
}

type completeCmd struct {
	Words []string `arg:"" optional:"" passthrough:""`
}

// Run prints how the last word may go on, one possibility a line, with what it means after a tab. Nothing means a file.
func (c *completeCmd) Run(ctx context.Context, out io.Writer) error {
	parser, err := newParser()
	if err != nil {
		return fmt.Errorf("set up the command line: %w", err)
	}
	words := c.Words
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "=" }) // bash parts --flag=value
	for _, one := range completions(parser, words, namesIn(ctx, configNamed(words))) {
		fmt.Fprintf(out, "%s\t%s\n", text.Bare(one.word), text.Bare(one.means))
	}
	return nil
}

// completion is one way in which a word goes on.
type completion struct{ word, means string }

// completions are the ways in which the last word may go on, after those before it.
func completions(parser *kong.Kong, words []string, names named) (out []completion) {
	if len(words) == 0 {
		words = []string{""}
	}
	node, flags := parser.Model.Node, slices.Clone(parser.Model.Node.Flags)
	var open *kong.Flag // waits for its value
	for _, w := range words[:len(words)-1] {
		switch {
		case open != nil:
			open = nil
		case strings.HasPrefix(w, "-"):
			open = valued(flags, w)
		default:
			if i := slices.IndexFunc(node.Children, func(c *kong.Node) bool { return c.Name == w }); i >= 0 {
				node = node.Children[i]
				flags = append(flags, node.Flags...)
			}
		}
	}
	last, command := words[len(words)-1], node.Name
	flag, _, joined := strings.Cut(last, "=")
	if joined {
		open = valued(flags, flag)
	}
	switch {
	case open != nil:
		out = valuesOf(open.Value, command, names)
		for i := range out {
			if joined {
				out[i].word = flag + "=" + out[i].word
			}
		}
	case strings.HasPrefix(last, "-"):
		for _, f := range flags {
			if !f.Hidden {
				out = append(out, completion{"--" + f.Name, f.Help})
			}
		}
	case node.Name == "help":
		out = offered(parser.Model.Children)
		for _, t := range help.Topics() {
			out = append(out, completion{t.Name, t.Title})
		}
	case len(node.Children) > 0:
		out = offered(node.Children)
	case len(node.Positional) > 0:
		out = valuesOf(node.Positional[0], command, names)
	}
	return slices.DeleteFunc(out, func(c completion) bool { return !strings.HasPrefix(c.word, last) })
}

func offered(nodes []*kong.Node) (out []completion) {
	for _, n := range nodes {
		if !n.Hidden {
			out = append(out, completion{n.Name, n.Help})
		}
	}
	return out
}

// valued is the flag of that name, if it takes a value in the next word.
func valued(flags []*kong.Flag, word string) *kong.Flag {
	for _, f := range flags {
		if word == "--"+f.Name && !f.IsBool() {
			return f
		}
	}
	return nil
}

// valuesOf are the values that there are, none where it is free.
func valuesOf(v *kong.Value, command string, names named) (out []completion) {
	values := strings.Split(v.Enum, ",")
	if v.Name == "state" {
		values = nil
		for _, s := range handoff.States[1:] {
			values = append(values, string(s))
		}
	}
	for _, value := range values {
		if value != "" {
			out = append(out, completion{value, ""})
		}
	}
	if len(out) == 0 {
		out = names(v, command)
	}
	return out
}
