package main

import (
	"cmp"
	"fmt"
	"io"
	"os"

	"handoffd/handoff/bundle"
	"handoffd/handoff/text"
)

type verifyCmd struct {
	File string `arg:"" help:"A bundle, as show --bundle writes it." placeholder:"FILE.zip"`
}

// Run checks a bundle. It needs neither config nor database.
func (c *verifyCmd) Run(s streams) error {
	const bundles = "a bundle, as `handoffd show ID --bundle FILE.zip` writes it"
	f, err := os.Open(c.File)
	if err != nil {
		return fileTrouble("verify", c.File, bundles, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, bundle.MaxBytes+1))
	if err != nil {
		return fileTrouble("verify", c.File, bundles, err)
	}
	r := bundle.Verify(b)
	if len(r.Faults) == 0 {
		fmt.Fprint(s.out, text.Wrap(c.File+": "+resultText(r), screenOf(s.out).width))
		return nil
	}
	for _, fault := range r.Faults {
		fmt.Fprintf(s.err, "%s: %s\n", c.File, text.Inline(fault))
	}
	return errSilent
}

// resultText says what a bundle without fault holds.
func resultText(r bundle.Result) string {
	out := fmt.Sprintf("%s, unbroken: %s, %s, %s\n", text.Inline(r.ID), text.Count(r.Facts, "fact", "facts"),
		text.Count(r.Mails, "mail or calendar object", "mails and calendar objects"), text.Count(r.Files, "file", "files"))
	if r.Repacked {
		out += "packed again: its files are compressed, as no bundle is written; they were checked, and not the zip around " +
			"them\n"
	}
	if r.Erased > 0 {
		out += fmt.Sprintf("erased: the payloads of %s; that they happened, when, and by which colleague is still "+
			"proved\n", text.Count(r.Erased, "fact", "facts"))
	}
	for _, a := range r.Absent {
		which := "each of which"
		if a.N == 1 {
			which = "which"
		}
		out += fmt.Sprintf("not in it: %d of the mails listed, %s %s\n", a.N, which, cmp.Or(a.Why,
			"was not sent, erased, or told of other leads as well (it does not say which)"))
	}
	if r.Blanked > 0 {
		out += fmt.Sprintf("blanked: event numbers of reps, busy times or silence whose time was over, and so %s, which the "+
			"bundle alone cannot prove\n", text.Count(r.Blanked, "payload", "payloads"))
	}
	return out + "the chain covers the facts, not the words of the timeline and the mails: these are checked against " +
		"SHA256SUMS only, and whoever can write the file can make new sums; keep the last hash and the sum of the zip " +
		"apart\n" +
		"last hash: " + r.End + "\nsum of the zip: " + r.Sum + "\n"
}
