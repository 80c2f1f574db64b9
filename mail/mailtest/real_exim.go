package mailtest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// eximTree is where Debian's package exim4-daemon-light is unpacked, unless HANDOFFD_EXIM says otherwise: it cannot be
// installed beside Postfix.
const eximTree = "/opt/exim4"

// Exim takes mail of everybody for the domains, with or without a login. What it tells of the sender differs by
// address.
type Exim struct {
	PlainAddr   string // nothing, as Debian has it
	ResultsAddr string // Authentication-Results with what Exim itself can tell
	LoginsAddr  string // the login, in the Received field
}

// StartExim puts Exim in front of the Dovecot of a Real started with IMAPOnly, until Stop. The error is ErrUnavailable
// where Exim is not unpacked.
func (r *Real) StartExim(ctx context.Context, o Options) (Exim, error) {
	tree := os.Getenv("HANDOFFD_EXIM")
	if tree == "" {
		tree = eximTree
	}
	program := filepath.Join(tree, "usr/sbin/exim4")
	if out, err := exec.CommandContext(ctx, program, "-C", os.DevNull, "-bV").CombinedOutput(); err != nil {
		return Exim{}, fmt.Errorf("%w: the Debian package exim4-daemon-light unpacked in %s: %w %s",
			ErrUnavailable, tree, err, out)
	}
	me, err := unprivileged()
	if err != nil {
		return Exim{}, err
	}
	ports, err := freePorts(3)
	if err != nil {
		return Exim{}, err
	}
	at := func(i int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(ports[i])) }
	lmtpHost, lmtpPort, err := net.SplitHostPort(r.LMTPAddr)
	if err != nil {
		return Exim{}, err
	}
	dir := filepath.Join(r.Dir, "exim")
	if err := me.own(dir, filepath.Join(dir, "log")); err != nil {
		return Exim{}, err
	}
	if err := r.write("exim.conf", strings.NewReplacer("{PROGRAM}", program, "{DIR}", dir, "{USER}", me.name,
		"{GROUP}", me.group, "{HOSTNAME}", o.Hostname, "{DOMAINS}", strings.Join(o.Domains, " : "),
		"{PORTS}", fmt.Sprintf("%d : %d : %d", ports[0], ports[1], ports[2]), "{RESULTS}", strconv.Itoa(ports[1]),
		"{LOGINS}", strconv.Itoa(ports[2]), "{LMTP_HOST}", lmtpHost, "{LMTP_PORT}", lmtpPort,
		"{PASSWORD}", RealPassword).Replace(eximConf)); err != nil {
		return Exim{}, err
	}
	cmd := exec.Command(program, "-C", filepath.Join(r.Dir, "exim.conf"), "-bdf", "-q1m")
	cmd.Dir = dir
	if os.Geteuid() == 0 {
		who := &syscall.Credential{Uid: uint32(me.uid), Gid: uint32(me.gid)}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	}
	log, err := os.Create(filepath.Join(r.Dir, "exim.log"))
	if err != nil {
		return Exim{}, err
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	if r.exim, err = startProcess(cmd); err != nil {
		return Exim{}, fmt.Errorf("start exim: %w", err)
	}
	return Exim{at(0), at(1), at(2)}, r.exim.waitFor(ctx, log.Name(), at(0), at(1), at(2))
}

// eximConf is Debian's, as far as it matters here, for a user without rights.
const eximConf = `exim_path = {PROGRAM}
exim_user = {USER}
exim_group = {GROUP}
deliver_drop_privilege = true
primary_hostname = {HOSTNAME}
spool_directory = {DIR}
log_file_path = {DIR}/log/%slog
local_interfaces = 127.0.0.1
daemon_smtp_ports = {PORTS}
tls_advertise_hosts =
host_lookup =
rfc1413_hosts =
domainlist ours = {DOMAINS}
acl_smtp_rcpt = rcpt
acl_smtp_data = data
received_header_text = Received: ${if def:sender_rcvhost {from $sender_rcvhost\n\t}}by $primary_hostname \
  ${if def:received_protocol {with $received_protocol }}(Exim $version_number)\n\t\
  ${if and{{eq{$received_port}{{LOGINS}}}{def:authenticated_id}} {(authenticated as $authenticated_id)\n\t}}\
  ${if def:sender_address {(envelope-from <$sender_address>)\n\t}}\
  id $message_exim_id${if def:received_for {\n\tfor $received_for}}

begin acl
rcpt:
  accept domains = +ours
  deny message = outside mail is off
data:
  warn condition = ${if eq{$received_port}{{RESULTS}}}
       add_header = :at_start:${authresults{$primary_hostname}}
  accept

begin routers
ours:
  driver = accept
  domains = +ours
  local_part_suffix = +*
  local_part_suffix_optional
  transport = dovecot

begin transports
dovecot:
  driver = smtp
  protocol = lmtp
  hosts = {LMTP_HOST}
  port = {LMTP_PORT}
  hosts_override
  allow_localhost
  rcpt_include_affixes

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_advertise_condition = yes
  server_condition = ${if eq{$auth3}{{PASSWORD}}}
  server_set_id = $auth2
`
