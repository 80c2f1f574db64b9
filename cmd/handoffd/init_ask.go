package main

import (
	"bufio"
	"cmp"
	"fmt"
	"net/mail"
	"strings"

	"handoffd/cmd/handoffd/config"
)

// asking asks for what no flag has said.
type asking struct {
	in    *bufio.Scanner
	s     streams
	open  bool  // something has to be asked, so somebody is there
	wrong error // why the last answer was not taken; nil once another has come
}

// mostTries is how often one thing is asked.
const mostTries = 5

// settle gives what the flag says, else the answer, else what is usual, to what takes it. An answer that is not taken
// is asked for again, with the reason; what a flag says is not.
func (a *asking) settle(flag, said, question, usual string, take func(string) error) error {
	for try := 1; ; try++ {
		answer, err := a.one(flag, said, question, usual)
		if err != nil {
			return err
		}
		wrong := take(answer)
		if wrong == nil {
			return nil
		}
		refused := usagef("init: --%s %s: %w", flag, config.Quoted(answer), wrong)
		if said != "" || !a.open || try == mostTries {
			return refused
		}
		fmt.Fprintf(a.s.out, "  %s: %v\n", config.Quoted(answer), wrong)
		a.wrong = refused
	}
}

// one gives an answer; a question without one and without a usual one ends it, and so does nobody who corrects what was
// wrong.
func (a *asking) one(flag, said, question, usual string) (string, error) {
	if said != "" || !a.open && usual != "" {
		return cmp.Or(said, usual), nil
	}
	hint := ""
	if usual != "" {
		hint = " [" + usual + "]"
	}
	for {
		fmt.Fprintf(a.s.out, "%s%s: ", question, hint)
		if !a.in.Scan() {
			fmt.Fprintln(a.s.out)
			switch {
			case a.wrong != nil:
				return "", a.wrong
			case usual != "":
				return usual, nil
			}
			return "", usagef("init: --%s is missing, and nobody answers; see handoffd help init", flag)
		}
		if answer := cmp.Or(strings.TrimSpace(a.in.Text()), usual); answer != "" {
			a.wrong = nil
			return answer, nil
		}
	}
}

// people asks for people, with commas between.
func (a *asking) people(flag string, said []string, question string, take func([]member) error) error {
	return a.settle(flag, strings.Join(said, ", "), question+`, as "Name <address>", with commas between`, "",
		func(answer string) error {
			list, err := mail.ParseAddressList(answer)
			if err != nil {
				return fmt.Errorf(`not people; write them like "Ann Lee <ann@acme.example>, bob@acme.example"`)
			}
			var out []member
			for _, one := range list {
				out = append(out, member{name: cmp.Or(one.Name, nameOf(one.Address)), email: one.Address})
			}
			return take(out)
		})
}
