package check

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/text"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
)

// submission tries the server that mail is handed to. Nothing is sent.
func (x *examination) submission(ctx context.Context) []Finding {
	out, err := x.app.SMTP(x.box.SMTP)
	if err != nil {
		return []Finding{failed("smtp", x.noPassword("smtp"), "%v", err)}
	}
	if fault, wrong := x.reach(ctx, "smtp", x.box.SMTP); wrong {
		return []Finding{fault}
	}
	ctx, cancel := context.WithTimeout(ctx, x.limit)
	defer cancel()
	out.Timeout = x.limit
	sender := smtp.New(out)
	defer func() { _ = sender.Close() }()
	err = sender.Accepts(ctx, x.box.Address, x.box.Address)
	fault, _ := errors.AsType[*smtp.Error](err)
	switch {
	case err == nil && out.Username == "":
		x.sends = true
		return []Finding{passed("smtp", "%s takes mail without login", out.Addr)}
	case err == nil:
		x.sends = true
		return []Finding{passed("smtp", "%s takes mail of %s", out.Addr, out.Username)}
	case errors.Is(err, smtp.ErrNoLogin):
		return []Finding{failed("smtp", x.noLoginMend(ctx), "%v", err)}
	case fault.Stage == smtp.StageAuth:
		return []Finding{failed("smtp", x.oauthOr(err, x.box.SMTP, "smtp"), "%v", err)}
	case fault.Stage == smtp.StageMail, fault.Stage == smtp.StageRcpt:
		return []Finding{failed("smtp", x.refusedMend(ctx), "%v", err)}
	}
	return []Finding{failed("smtp", x.connectMend(ctx, "smtp", x.box.SMTP, err), "%v", err)}
}

// table names, for a mend, the part of the config that an account is written in. What is imap or smtp.
func (x *examination) table(what string) string {
	n := slices.IndexFunc(x.conf.Mailboxes, func(m config.Mailbox) bool { return m.Address == x.box.Address })
	if n <= 0 || what == "smtp" && x.box.SMTP == x.conf.SMTP {
		return "[" + what + "]"
	}
	return what + " of [[mailbox]] " + x.box.Name
}

// oauthOr is what to do about a refused login: of OAuth if the account uses it.
func (x *examination) oauthOr(err error, a config.Account, what string) string {
	if mend := app.OAuthMend(err, x.conf.Path, a.Username, a.OAuth); mend != "" {
		return mend
	}
	return x.loginMend(what)
}

// noLoginMend is for a server that takes mail without a login, or offers one elsewhere only.
func (x *examination) noLoginMend(ctx context.Context) string {
	a := x.box.SMTP
	if a.TLS == "none" {
		mend := fmt.Sprintf("remove username and the password from %s", x.table("smtp"))
		if slices.Contains(x.ways(ctx, "smtp", a.Addr), "starttls") {
			mend += ", or set tls = \"starttls\": some servers offer a login only then"
		}
		return mend
	}
	return fmt.Sprintf("remove username and the password from %s, if it takes mail of this machine without; mail of "+
		"others is taken at port 465 or 587", x.table("smtp"))
}

// refusedMend is for a server that can be spoken to and does not take mail of ours.
func (x *examination) refusedMend(ctx context.Context) string {
	a := x.box.SMTP
	secure := ""
	if ways := x.ways(ctx, "smtp", a.Addr); a.TLS == "none" && slices.Contains(ways, "starttls") {
		secure = "tls = \"starttls\", "
	}
	if a.Username != "" {
		if secure != "" {
			return fmt.Sprintf("set %sin %s", strings.TrimSuffix(secure, ", ")+" ", x.table("smtp"))
		}
		return fmt.Sprintf("let %s send as %s, or take another account in %s", a.Username, x.box.Address, x.table("smtp"))
	}
	return fmt.Sprintf("set %susername and password_env in %s: it takes mail after a login only, or not for %s", secure,
		x.table("smtp"), x.box.Address)
}

func (x *examination) noPassword(what string) string {
	return fmt.Sprintf("put the password where password_file or password_env of %s says, readable for the user that "+
		"runs handoffd", x.table(what))
}

func (x *examination) connectMend(ctx context.Context, what string, a config.Account, err error) string {
	if mend, ok := certificateMend(err, a.Addr); ok {
		return mend
	}
	return cmp.Or(x.tlsMend(ctx, what, a), fmt.Sprintf("check addr and tls in %s: %s", x.table(what), ports[what]))
}

// mailbox opens each folder as the service does, then looks at what the server can do.
func (x *examination) mailbox(ctx context.Context) []Finding {
	in, err := x.app.IMAP(x.box.IMAP)
	if err != nil {
		return []Finding{failed("imap", x.noPassword("imap"), "%v", err)}
	}
	if fault, wrong := x.reach(ctx, "imap", x.box.IMAP.Account); wrong {
		return []Finding{fault}
	}
	var out []Finding
	var missing []string
	for _, folder := range x.box.IMAP.Folders {
		f, refused := x.folder(ctx, in, folder)
		switch {
		case refused:
			missing = append(missing, folder)
			continue
		case !f.OK && len(missing) == 0: // the login: the same for all
			return append(out, f)
		}
		out = append(out, f)
	}
	first := x.box.IMAP.Folders[0]
	if slices.Contains(missing, first) {
		first = ""
	}
	seen := x.lookInto(ctx, in, first)
	out = append(out, x.missing(missing, seen)...)
	out = append(out, x.unseen(seen)...)
	if seen.caps == nil {
		return out
	}
	x.inbox = seen
	watched := slices.DeleteFunc(slices.Clone(x.box.IMAP.Folders),
		func(f string) bool { return slices.Contains(missing, f) })
	return append(out, x.abilities(seen, watched)...)
}

// folder opens one folder; refused says that the server has answered and will not.
func (x *examination) folder(ctx context.Context, in imap.Config, folder string) (f Finding, refused bool) {
	ctx, cancel := context.WithTimeout(ctx, x.limit)
	defer cancel()
	in.Folder, in.Timeout = folder, x.limit
	box := imap.Open(in)
	defer func() { _ = box.Close() }()
	cursor, err := box.Start(ctx)
	fault, _ := errors.AsType[*imap.Error](err)
	if fault != nil && fault.Op == "select" { // once is no answer: Courier was seen to refuse a folder for a moment
		cursor, err = box.Start(ctx)
		fault, _ = errors.AsType[*imap.Error](err)
	}
	switch {
	case err == nil:
		return passed("imap", "%s: %s of %s can be read, next mail is number %d", in.Addr, folder, in.Username, cursor.UID+1),
			false
	case fault != nil && fault.Auth:
		return failed("imap", x.oauthOr(err, x.box.IMAP.Account, "imap"), "%v", err), false
	case fault != nil && fault.Op == "select":
		return failed("folder", "", "%v", err), true
	}
	return failed("imap", x.connectMend(ctx, "imap", x.box.IMAP.Account, err), "%v", err), false
}

// missing tells which folders there are in place of those that could not be opened.
func (x *examination) missing(folders []string, seen *look) []Finding {
	var out []Finding
	for _, folder := range folders {
		mend := fmt.Sprintf("correct the name in folders of %s, or make the folder %q", x.table("imap"), folder)
		if names := seen.names(); slices.Contains(names, folder) {
			mend = "check again; if it stays so, whoever runs the server has to look at the rights of that folder: it is there"
		} else if len(names) > 0 {
			if near := text.Nearest(folder, names); near != "" {
				mend = fmt.Sprintf("did you mean %q? ", near) + mend
			}
			mend += "; the server has " + strings.Join(names[:min(len(names), 12)], ", ")
		}
		out = append(out, failed("folder", mend, "the server does not open the folder %q of %s", folder, x.box.IMAP.Username))
	}
	return out
}

// unseen tells what could not be looked at, and what the server wants to be told (ALERT, RFC 9051 section 7.1).
func (x *examination) unseen(seen *look) []Finding {
	var out []Finding
	for _, text := range seen.alerts {
		out = append(out, warned("alert", "the server wants you to read this; ask who runs it if it says too little", "%q",
			text))
	}
	for _, err := range seen.failed {
		mend := "check again; if it stays so, show whoever runs the server this line: what could not be looked at is not " +
			"known to work"
		out = append(out, failed("imap", mend, "%v", err))
	}
	return out
}

// abilities tells what the mailbox lacks that matters.
func (x *examination) abilities(seen *look, watched []string) []Finding {
	var out []Finding
	if seen.idle() {
		out = append(out, passed("idle", "the server tells of new mail at once (IDLE)"))
	} else {
		out = append(out, warned("idle", "nothing to mend here: a deadline is still decided only after the mailbox was read",
			"the server has no IDLE; the mailbox is read once a minute"))
	}
	if junk := seen.junk(); junk != "" && !slices.Contains(watched, junk) {
		out = append(out, warned("junk", fmt.Sprintf("in %s: folders = [%s]", x.table("imap"),
			quotedList(append(watched, junk))), "%q is not watched; an answer that the filter puts there would be missed", junk))
	}
	for _, q := range seen.quota {
		text := fmt.Sprintf("%d %% of the mailbox is used", q.used*100/q.limit)
		switch {
		case q.used*100 >= q.limit*99:
			out = append(out, failed("quota", "empty the mailbox or raise its quota; a full one takes no answers", "%s", text))
		case q.used*100 >= q.limit*90:
			out = append(out, warned("quota", "empty the mailbox or raise its quota; a full one takes no answers", "%s", text))
		}
	}
	return out
}

func quotedList(texts []string) string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = fmt.Sprintf("%q", t)
	}
	return strings.Join(out, ", ")
}
