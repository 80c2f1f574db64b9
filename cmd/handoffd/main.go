// Command handoffd sits at a handoff address: it turns a qualifier's mail into intro and invite, watches for the rep's
// reply and acceptance, and reminds, reassigns or escalates when the acceptance window closes.
//
// This package holds the subcommands; the config file and the wiring are rooms below it, and every rule lives in the
// packages they wire. Exit codes: see exitCodes. Errors are lines on standard error that say what,
// where and what to do.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // zones on machines that have none installed

	"github.com/alecthomas/kong"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/text"
)

// commands is the command line: one field per subcommand, each in a file of its own.
type commands struct {
	Versions kong.VersionFlag `name:"version" help:"Print versions."`

	Demo       demoCmd       `cmd:"" help:"Play the whole job with in-process servers; needs no account and no config."`
	Init       initCmd       `cmd:"" help:"Write a config: ask for people, look for the mail servers and into the mailbox."`
	Serve      serveCmd      `cmd:"" help:"Serve the handoff address until stopped."`
	Authorize  authorizeCmd  `cmd:"" help:"Let handoffd use a mailbox at Google or Microsoft, without a password."`
	Check      checkCmd      `cmd:"" help:"Try everything that serving needs, and say how to mend what is missing."`
	New        newCmd        `cmd:"" help:"Take a brief that did not come by mail."`
	Import     importCmd     `cmd:"" help:"Take what became of opportunities, from a CSV file."`
	List       listCmd       `cmd:"" help:"List handoffs, or the mails that were held."`
	Held       heldCmd       `cmd:"" help:"Look through the mails that were held."`
	Forget     forgetCmd     `cmd:"" help:"Erase the leads of a prospect, or a further address of a colleague."`
	Show       showCmd       `cmd:"" help:"Show one handoff: what happened, why, and the proof."`
	Verify     verifyCmd     `cmd:"" help:"Check a bundle of show --bundle to the last byte."`
	Read       readCmd       `cmd:"" help:"Explain how mails are understood."`
	Date       dateCmd       `cmd:"" help:"Explain how a date in words is understood."`
	Busy       busyCmd       `cmd:"" help:"Tell when the owner of a calendar is busy."`
	When       whenCmd       `cmd:"" help:"Tell when an acceptance window closes, and why."`
	Ledger     ledgerCmd     `cmd:"" help:"Tell what the rotation owes to whom, and why."`
	Report     reportCmd     `cmd:"" help:"Tell what a week came to: offered, answered, held, converted, and what is missing."`
	Playbook   playbookCmd   `cmd:"" help:"Print how the teams hand leads over, a page a role."`
	Rehearse   rehearseCmd   `cmd:"" help:"Tell what would have differed under another config."`
	Hygiene    hygieneCmd    `cmd:"" help:"Tell what blocks calendars without being an appointment."`
	Templates  templatesCmd  `cmd:"" help:"Word mails anew: export, preview, check."`
	Backup     backupCmd     `cmd:"" help:"Copy the database into one verified file, also while it is served."`
	Restore    restoreCmd    `cmd:"" help:"Make the database of a backup."`
	Version    versionCmd    `cmd:"" help:"Print versions."`
	Completion completionCmd `cmd:"" help:"Print what completes command lines in a shell."`
	Complete   completeCmd   `cmd:"" hidden:"" help:"Print how a command line may go on."`
	Man        manCmd        `cmd:"" hidden:"" help:"Print the manual page."`
	Help       helpCmd       `cmd:"" help:"List all commands, or tell more about one."`
}

// streams are what a command may read from and write to. A command's Run takes it whole, or a context.Context and the
// io.Writer that is its standard output.
type streams struct {
	in       io.Reader
	out, err io.Writer
	now      func() time.Time
}

// Exit codes.
const (
	exitDone = iota
	exitFailed
	exitUsage
)

// exitCodes are they in words.
const exitCodes = "Exit codes: 0 done; 1 the answer is no, or something is wrong; 2 wrong usage."

// usageError marks what the person at the command line has to mend.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errSilent ends a command as failed whose output has already said why.
var errSilent = errors.New("failed")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, now: time.Now})
	stop()
	os.Exit(code)
}

// fail prints an error, if there is one, and gives its exit code.
func (s streams) fail(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errSilent):
		return exitFailed
	case errors.As(err, new(config.Errors)): // one line each, beginning with the place
		fmt.Fprintln(s.err, err)
		return exitFailed
	}
	fmt.Fprintf(s.err, "handoffd: %s\n", text.Inline(err.Error()))
	if errors.As(err, new(usageError)) {
		return exitUsage
	}
	return exitFailed
}
