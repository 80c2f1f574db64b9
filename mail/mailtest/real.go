package mailtest

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrUnavailable means that this machine cannot run the real servers.
var ErrUnavailable = errors.New("real mail servers are not available")

// RealPassword logs in every user of the real servers.
const RealPassword = "pw"

// Options describes the real servers.
type Options struct {
	Dir      string   // an empty folder that other users may enter; default: a new one, removed by Stop
	Domains  []string // local domains; every user of them exists
	Hostname string   // authserv-id and SMTP greeting; default mx.test.example
	IMAPOnly bool     // Dovecot without Postfix, which works without root
	LMTP     string   // host:port of another server that Postfix delivers to; Dovecot then only knows the logins
}

// Real is Dovecot (IMAP, LMTP) and Postfix (SMTP) on free loopback ports, with data
// that lives until Stop. Postfix refuses recipients outside Domains, removes
// Authentication-Results of its own hostname and adds its own: passing for mail
// handed to SubmissionAddr, failing for mail handed to SMTPAddr.
type Real struct {
	IMAPAddr       string // plaintext or STARTTLS
	IMAPSAddr      string // TLS
	LMTPAddr       string
	SubmissionAddr string // plaintext or STARTTLS, login not needed
	SMTPAddr       string // "from the internet"
	RootCAs        *x509.CertPool
	Dir            string // logs are dovecot.log and postfix.log

	own     bool // Dir was made here
	dovecot *process
	postfix *process
	exim    *process
}

// StartReal starts the servers and returns when they answer. The error is
// ErrUnavailable where a program or the right to run it is missing.
func StartReal(ctx context.Context, o Options) (*Real, error) {
	if o.Hostname == "" {
		o.Hostname = "mx.test.example"
	}
	if err := available(ctx, o); err != nil {
		return nil, err
	}
	for try := 1; ; try++ {
		r := &Real{Dir: o.Dir}
		err := r.start(ctx, o)
		if err == nil {
			return r, nil
		}
		err = errors.Join(fmt.Errorf("start real mail servers: %w", err), r.Stop())
		if try == mostStarts || !strings.Contains(err.Error(), "Address already in use") {
			return nil, err
		}
	}
}

// mostStarts is how often servers are started: somebody else may take a port that was free before they have it.
const mostStarts = 5

func (r *Real) start(ctx context.Context, o Options) (err error) {
	if r.Dir == "" {
		if r.Dir, err = os.MkdirTemp("", "mail"); err != nil {
			return err
		}
		r.own = true
		if err := os.Chmod(r.Dir, 0o755); err != nil {
			return err
		}
	}
	ports, err := findPorts(6)
	if err != nil {
		return err
	}
	addr := func(i int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(ports[i])) }
	r.IMAPAddr, r.IMAPSAddr, r.LMTPAddr = addr(0), addr(1), addr(2)
	auth := addr(3)
	if r.RootCAs, err = writeCertificate(r.Dir); err != nil {
		return err
	}
	if err := r.startDovecot(ctx, o, ports[:4]); err != nil {
		return err
	}
	if o.IMAPOnly {
		return nil
	}
	r.SubmissionAddr, r.SMTPAddr = addr(4), addr(5)
	return r.startPostfix(ctx, o, auth)
}

// Stop ends the servers and removes their folder if StartReal has made it.
func (r *Real) Stop() error {
	var errs []error
	for _, p := range []*process{r.exim, r.postfix, r.dovecot} {
		if p != nil {
			errs = append(errs, p.stop())
		}
	}
	if r.own {
		errs = append(errs, os.RemoveAll(r.Dir))
	}
	return errors.Join(errs...)
}

// available tells whether the servers can run here.
func available(ctx context.Context, o Options) error {
	root := os.Geteuid() == 0
	out, err := exec.CommandContext(ctx, "dovecot", "--version").Output()
	if err != nil {
		return fmt.Errorf("%w: dovecot: %w", ErrUnavailable, err)
	}
	if version := string(out); !strings.HasPrefix(version, "2.3.") {
		return fmt.Errorf("%w: dovecot is %.20q, not 2.3", ErrUnavailable, version)
	}
	if o.IMAPOnly {
		return nil
	}
	if _, err := exec.LookPath("postfix"); err != nil {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if !root {
		return fmt.Errorf("%w: postfix needs root", ErrUnavailable)
	}
	return nil
}

// process is a server that runs in the foreground, with children.
type process struct {
	cmd     *exec.Cmd
	pidFile string // of the process to stop, when it is not cmd's
	done    chan struct{}
}

func startProcess(cmd *exec.Cmd) (*process, error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true // for stop; and a Ctrl-C for the test must not reach it earlier
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd, done: make(chan struct{})}
	go func() {
		cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// stop asks the server to end, and kills what does not.
func (p *process) stop() error {
	select {
	case <-p.done:
		return nil // its number may be another's by now
	default:
	}
	group := p.cmd.Process.Pid
	leader := group
	if p.pidFile != "" {
		text, err := os.ReadFile(p.pidFile)
		if err == nil {
			leader, err = strconv.Atoi(strings.TrimSpace(string(text)))
		}
		if err != nil {
			leader = group // it did not get as far as writing it
		}
	}
	err := syscall.Kill(leader, syscall.SIGTERM)
	if err == nil {
		select {
		case <-p.done:
		case <-time.After(10 * time.Second):
			err = fmt.Errorf("%s had to be killed", p.cmd.Path)
		}
	}
	for _, id := range []int{leader, group} {
		_ = syscall.Kill(-id, syscall.SIGKILL) // fails when none is left
	}
	<-p.done
	return err
}

// waitFor returns when all addresses accept connections.
func (p *process) waitFor(ctx context.Context, log string, addrs ...string) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for _, addr := range addrs {
		for {
			if c, err := new(net.Dialer).DialContext(ctx, "tcp", addr); err == nil {
				c.Close()
				break
			}
			select {
			case <-tick.C:
			case <-p.done:
				return fmt.Errorf("%s ended at once:\n%s", p.cmd.Path, tail(log))
			case <-ctx.Done():
				return fmt.Errorf("%s does not listen on %s: %w\n%s", p.cmd.Path, addr, ctx.Err(), tail(log))
			}
		}
	}
	return nil
}

func tail(file string) []byte {
	b, err := os.ReadFile(file)
	if err != nil {
		return []byte(err.Error())
	}
	return b[max(0, len(b)-2000):]
}

// findPorts is freePorts but for a test.
var findPorts = freePorts

// freePorts finds n loopback ports that nobody listens on.
func freePorts(n int) ([]int, error) {
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("find a free port: %w", err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

// identity is a user of the system that a server runs as.
type identity struct {
	name, group string
	uid, gid    int
}

// unprivileged is nobody for root, else who we are.
func unprivileged() (identity, error) {
	u, err := user.Current()
	if err == nil && u.Uid == "0" {
		u, err = user.Lookup("nobody")
	}
	if err != nil {
		return identity{}, err
	}
	g, err := user.LookupGroupId(u.Gid)
	if err != nil {
		return identity{}, err
	}
	id := identity{name: u.Username, group: g.Name}
	if id.uid, err = strconv.Atoi(u.Uid); err != nil {
		return identity{}, err
	}
	id.gid, err = strconv.Atoi(u.Gid)
	return id, err
}

func (id identity) own(paths ...string) error {
	for _, p := range paths {
		if err := os.MkdirAll(p, 0o755); err != nil {
			return err
		}
		if err := os.Chown(p, id.uid, id.gid); err != nil {
			return err
		}
	}
	return nil
}

// write puts a file into the servers' folder.
func (r *Real) write(name, content string) error {
	path := filepath.Join(r.Dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(content), 0o644)
}
