package mailtest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
)

// courierTree is where Debian's packages courier-imap and courier-authlib are unpacked, unless HANDOFFD_COURIER says
// otherwise: they cannot be installed beside Dovecot.
const courierTree = "/opt/courier-imap"

// courierCapability is what Debian's Courier announces.
const courierCapability = "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE"

// Courier is Courier's imapd with one mailbox. Who it is for is asked here, since Courier's own login wants its daemon
// in the system's folders; everything after that is Courier's.
type Courier struct {
	Addr    string
	Maildir string

	program string
	lib     string
	me      identity
	listen  net.Listener
	running sync.WaitGroup
	mu      sync.Mutex
	open    map[net.Conn]bool // nil once it was stopped
}

// StartCourier starts it in an empty folder that other users may enter, until Stop; folders are further ones of the
// mailbox. The error is ErrUnavailable where Courier is not unpacked.
func StartCourier(ctx context.Context, dir string, folders ...string) (*Courier, error) {
	tree := os.Getenv("HANDOFFD_COURIER")
	if tree == "" {
		tree = courierTree
	}
	c := &Courier{program: filepath.Join(tree, "usr/bin/imapd"), lib: filepath.Join(tree, "usr/lib"),
		Maildir: filepath.Join(dir, "Maildir"), open: map[net.Conn]bool{}}
	version := exec.CommandContext(ctx, c.program, "--version")
	version.Env = []string{"LD_LIBRARY_PATH=" + c.lib}
	out, err := version.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w: the Debian packages courier-imap and courier-authlib unpacked in %s: %w %s",
			ErrUnavailable, tree, err, out)
	}
	if c.me, err = unprivileged(); err != nil {
		return nil, err
	}
	for _, folder := range append([]string{""}, folders...) {
		at := c.Maildir
		if folder != "" {
			at = filepath.Join(c.Maildir, "."+folder)
		}
		if err := c.me.own(at, filepath.Join(at, "cur"), filepath.Join(at, "new"), filepath.Join(at, "tmp")); err != nil {
			return nil, err
		}
	}
	if c.listen, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, err
	}
	c.Addr = c.listen.Addr().String()
	c.running.Go(c.accept)
	return c, nil
}

// Write puts a file into the mailbox: a mail into new, or the maildirsize that says what the quota is.
func (c *Courier) Write(name, text string) error {
	path := filepath.Join(c.Maildir, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return err
	}
	return os.Chown(path, c.me.uid, c.me.gid)
}

// Stop ends it and all connections.
func (c *Courier) Stop() {
	c.listen.Close()
	c.mu.Lock()
	for conn := range c.open {
		conn.Close()
	}
	c.open = nil
	c.mu.Unlock()
	c.running.Wait()
}

func (c *Courier) accept() {
	for {
		conn, err := c.listen.Accept()
		if err != nil {
			return
		}
		c.mu.Lock()
		if c.open == nil {
			conn.Close()
		} else {
			c.open[conn] = true
			c.running.Go(func() { c.serve(conn) })
		}
		c.mu.Unlock()
	}
}

// serve lets somebody log in, and hands the connection to Courier.
func (c *Courier) serve(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	fmt.Fprintf(conn, "* OK [CAPABILITY %s] Courier-IMAP ready.\r\n", courierCapability)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		tag, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		command, rest, _ := strings.Cut(rest, " ")
		name, password, _ := strings.Cut(rest, " ")
		switch strings.ToUpper(command) {
		case "CAPABILITY":
			fmt.Fprintf(conn, "* CAPABILITY %s\r\n%s OK CAPABILITY completed\r\n", courierCapability, tag)
		case "LOGIN":
			if strings.Trim(password, `"`) == RealPassword {
				c.imapd(conn, in, tag, strings.Trim(name, `"`))
				return
			}
			fmt.Fprintf(conn, "%s NO Login failed.\r\n", tag)
		default:
			fmt.Fprintf(conn, "%s NO Error in IMAP command received by server.\r\n", tag)
		}
	}
}

func (c *Courier) imapd(conn net.Conn, in io.Reader, tag, name string) {
	cmd := exec.Command(c.program, c.Maildir)
	cmd.Dir = filepath.Dir(c.Maildir)
	cmd.Env = []string{"LD_LIBRARY_PATH=" + c.lib, "HOME=" + cmd.Dir, "MAILDIR=" + c.Maildir, "AUTHENTICATED=" + name,
		"PROTOCOL=IMAP", "IMAP_CAPABILITY=" + courierCapability, "IMAP_KEYWORDS=1", "IMAP_ACL=1", "IMAP_USELOCKS=1",
		"IMAP_IDLE_TIMEOUT=60", "IMAP_MAILBOX_SANITY_CHECK=1", "IMAP_UMASK=022", "IMAP_TRASHFOLDERNAME=Trash"}
	if os.Geteuid() == 0 {
		who := &syscall.Credential{Uid: uint32(c.me.uid), Gid: uint32(c.me.gid)}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	}
	cmd.Stdin = in
	out, err := cmd.StdoutPipe()
	if err != nil {
		return
	}
	if err := cmd.Start(); err != nil {
		fmt.Fprintf(conn, "* BYE %v\r\n", err)
		return
	}
	answers := bufio.NewReader(out)
	if greeting, err := answers.ReadString('\n'); err == nil && strings.HasPrefix(greeting, "* PREAUTH ") {
		fmt.Fprintf(conn, "%s OK LOGIN Ok.\r\n", tag)
	}
	_, _ = io.Copy(conn, answers)
	conn.Close() // ends the copying of what the client still says
	_ = cmd.Wait()
}
