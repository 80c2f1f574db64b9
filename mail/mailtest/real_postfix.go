package mailtest

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// startPostfix runs a Postfix of our own that hands mail on by LMTP.
func (r *Real) startPostfix(ctx context.Context, o Options, auth string) error {
	owner, err := user.Lookup("postfix")
	if err != nil {
		return err
	}
	uid, err := strconv.Atoi(owner.Uid)
	if err != nil {
		return err
	}
	for _, dir := range []string{"etc", "spool", "data"} {
		if err := os.MkdirAll(filepath.Join(r.Dir, dir), 0o755); err != nil {
			return err
		}
	}
	if err := os.Chown(filepath.Join(r.Dir, "data"), uid, -1); err != nil {
		return err
	}
	for name, content := range r.postfixConfig(o, auth) {
		if err := r.write(filepath.Join("etc", name), content); err != nil {
			return err
		}
	}
	cmd := exec.Command("postfix", "-c", filepath.Join(r.Dir, "etc"), "start-fg")
	cmd.Dir = r.Dir
	if r.postfix, err = startProcess(cmd); err != nil {
		return fmt.Errorf("start postfix: %w", err)
	}
	r.postfix.pidFile = filepath.Join(r.Dir, "spool", "pid", "master.pid")
	return r.postfix.waitFor(ctx, filepath.Join(r.Dir, "postfix.log"), r.SubmissionAddr, r.SMTPAddr)
}

// Queued counts the mails that Postfix has taken and not delivered yet. Its folders are read in the order in which a
// mail goes through them, so that none is overlooked.
func (r *Real) Queued() (n int, err error) {
	for _, queue := range []string{"incoming", "active", "deferred"} {
		err := filepath.WalkDir(filepath.Join(r.Dir, "spool", queue), func(_ string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) { // delivered meanwhile
				return nil
			}
			if err == nil && !d.IsDir() {
				n++
			}
			return err
		})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// postfixConfig returns the files of the configuration folder. Postfix checks the
// fields that smtpd prepends like all others, so they carry a secret name until the
// false ones with the true name are gone.
func (r *Real) postfixConfig(o Options, auth string) map[string]string {
	secret := "X-" + rand.Text()
	quoted := make([]string, len(o.Domains))
	for i, d := range o.Domains {
		quoted[i] = regexp.QuoteMeta(d)
	}
	values := strings.NewReplacer(
		"DIR", r.Dir, "HOSTNAME", o.Hostname, "SECRET", secret, "AUTH", auth,
		"QUOTED_HOST", regexp.QuoteMeta(o.Hostname),
		"DOMAIN_PATTERN", strings.Join(quoted, "|"), "DOMAINS", strings.Join(o.Domains, ", "),
		"LMTP", cmp.Or(o.LMTP, r.LMTPAddr), "SUBMISSION", r.SubmissionAddr, "SMTP", r.SMTPAddr,
	)
	files := map[string]string{
		"main.cf":   postfixMain,
		"master.cf": postfixMaster,
		"local":     "if !/@(DOMAIN_PATTERN)$/\n/./ 550 5.1.2 outside mail is off\nendif\n",
		"header_checks": "/^Authentication-Results:\\s*\"?QUOTED_HOST\\b/ IGNORE\n/^SECRET:\\s*(.*)$/ REPLACE " +
			"Authentication-Results: $1\n",
		"pass": senderResults("pass"),
		"fail": senderResults("fail"),
	}
	for name, content := range files {
		files[name] = values.Replace(content)
	}
	return files
}

func senderResults(verdict string) string {
	return strings.ReplaceAll(`/^([^@]+)@([^@]+)$/ PREPEND SECRET: HOSTNAME; `+
		`dmarc=VERDICT header.from=$2; spf=VERDICT smtp.mailfrom=$1@$2
/^<>$/ PREPEND SECRET: HOSTNAME; dmarc=VERDICT header.from=HOSTNAME; spf=VERDICT smtp.mailfrom=postmaster@HOSTNAME
`, "VERDICT", verdict)
}

const postfixMain = `compatibility_level = 3.6
queue_directory = DIR/spool
data_directory = DIR/data
mail_owner = postfix
setgid_group = postdrop
myhostname = HOSTNAME
mydestination =
local_recipient_maps =
recipient_delimiter = +
virtual_mailbox_domains = DOMAINS
virtual_transport = lmtp:inet:LMTP
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
default_transport = error:outside mail is off
relay_transport = error:outside mail is off
smtpd_recipient_restrictions = check_recipient_access regexp:DIR/etc/local, permit_mynetworks, reject
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:AUTH
smtpd_tls_cert_file = DIR/cert.pem
smtpd_tls_key_file = DIR/key.pem
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
disable_dns_lookups = yes
header_checks = regexp:DIR/etc/header_checks
in_flow_delay = 0
lmtp_connection_cache_on_demand = yes
lmtp_destination_recipient_limit = 1
maillog_file = DIR/postfix.log
maillog_file_prefixes = /
alias_maps =
alias_database =
smtputf8_enable = yes
message_size_limit = 52428800
`

const postfixMaster = `SUBMISSION inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_sasl_authenticated_header=yes
  -o smtpd_tls_security_level=may
  -o smtpd_sender_restrictions=check_sender_access,regexp:DIR/etc/pass
SMTP inet n - n - - smtpd
  -o smtpd_sender_restrictions=check_sender_access,regexp:DIR/etc/fail
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
`
