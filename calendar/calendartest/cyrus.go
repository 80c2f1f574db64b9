package calendartest

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// cyrusTree is where Debian's package cyrus-imapd is unpacked, unless HANDOFFD_CYRUS says otherwise: it cannot be
// installed beside Dovecot.
// The rest of Cyrus (cyrus-caldav, cyrus-common) is in the tree too or is installed.
const cyrusTree = "/opt/cyrus-imapd"

// cyrusConf keeps everything below one folder; everybody logs in with any password and has a mailbox from then on.
const cyrusConf = `configdirectory: DIR/conf
defaultpartition: default
partition-default: DIR/mail
proc_path: DIR/run/proc
mboxname_lockpath: DIR/run/lock
cyrus_user: USER
altnamespace: yes
unixhierarchysep: yes
virtdomains: userid
defaultdomain: acme.example
servername: mx.acme.example
autocreate_quota: 0
autocreate_post: yes
caldav_allowscheduling: off
httpmodules: caldav
hashimapspool: true
allowplaintext: yes
sasl_mech_list: PLAIN LOGIN
sasl_pwcheck_method: alwaystrue
idlesocket: DIR/run/idle
notifysocket: DIR/run/notify
`

const cyrusServices = `START {
  recover cmd="BIN(ctl_cyrusdb) -C DIR/imapd.conf -r"
}
SERVICES {
  imap cmd="BIN(imapd) -C DIR/imapd.conf" listen="IMAP" prefork=0
  http cmd="BIN(httpd) -C DIR/imapd.conf" listen="HTTP" prefork=0
  lmtp cmd="BIN(lmtpd) -a -C DIR/imapd.conf" listen="LMTP" prefork=0
}
EVENTS {
}
`

// StartCyrus starts Debian's Cyrus for the test, with calendars and mailboxes (DAV.IMAP), into which mail comes by
// LMTP (DAV.LMTP). It runs as nobody if the test runs as root.
func StartCyrus(t testing.TB) *DAV {
	t.Helper()
	inFull(t)
	programs := map[string]string{}
	for _, name := range []string{"master", "imapd", "httpd", "lmtpd", "ctl_cyrusdb"} {
		program, err := cyrusProgram(name)
		if err != nil {
			absent(t, err)
		}
		programs[name] = program
	}
	return started(t, "cyrus", func(dir, host, port string) (*DAV, *exec.Cmd) {
		s := &DAV{Dir: dir, root: "/dav/calendars/user"}
		for _, address := range []*string{&s.IMAP, &s.LMTP} {
			var err error
			if *address, err = freeAddress(); err != nil {
				t.Fatal(err)
			}
		}
		places := strings.NewReplacer("DIR", dir, "IMAP", s.IMAP, "LMTP", s.LMTP,
			"HTTP", net.JoinHostPort(host, port))
		services := places.Replace(cyrusServices)
		for name, program := range programs {
			services = strings.ReplaceAll(services, "BIN("+name+")", program)
		}
		runAs := cyrusFolders(t, dir)
		for name, text := range map[string]string{"cyrus.conf": services,
			"imapd.conf": strings.NewReplacer("DIR", dir, "USER", runAs).Replace(cyrusConf)} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return s, exec.Command(programs["master"], "-D", "-C", filepath.Join(dir, "imapd.conf"),
			"-M", filepath.Join(dir, "cyrus.conf"), "-p", filepath.Join(dir, "run", "master.pid"))
	})
}

func cyrusProgram(name string) (string, error) {
	tree := os.Getenv("HANDOFFD_CYRUS")
	if tree == "" {
		tree = cyrusTree
	}
	for _, root := range []string{tree, "/"} {
		program := filepath.Join(root, "usr/lib/cyrus/bin", name)
		if _, err := os.Stat(program); err == nil {
			return program, nil
		}
	}
	return "", fmt.Errorf("this test needs Cyrus: the Debian package cyrus-imapd unpacked in %s, and cyrus-caldav; "+
		"there is no %s", tree, name)
}

// cyrusFolders makes the folders for whoever the server runs as, which is never root.
func cyrusFolders(t testing.TB, dir string) (runAs string) {
	t.Helper()
	me, err := user.Current()
	if err == nil && me.Uid == "0" {
		if me, err = user.Lookup("nobody"); err == nil {
			err = os.Chmod(filepath.Dir(dir), 0o755)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	uid, err := strconv.Atoi(me.Uid)
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"", "conf", "mail", "run"} {
		at := filepath.Join(dir, folder)
		if err := errors.Join(os.MkdirAll(at, 0o755), os.Chown(at, uid, -1)); err != nil {
			t.Fatal(err)
		}
	}
	return me.Username
}

// LogIn logs somebody in to the mailbox, which makes it.
func (s *DAV) LogIn(t testing.TB, who string) {
	t.Helper()
	conn, err := net.Dial("tcp", s.IMAP)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "a LOGIN %s %s\r\nb LOGOUT\r\n", who, Password)
	in := bufio.NewScanner(conn)
	for in.Scan() {
		if line := in.Text(); strings.HasPrefix(line, "a ") && !strings.HasPrefix(line, "a OK") {
			t.Fatalf("log in as %s: %s", who, line)
		}
	}
}
