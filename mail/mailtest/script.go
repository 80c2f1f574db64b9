package mailtest

import (
	"bufio"
	"fmt"
	"net"
	"strings"
)

// Script is an IMAP server that says what it is told to say: the text of each command by its name, and that of
// "greeting". Each text is whole lines; TAG stands for the tag of the command. A text with "* BYE" ends the connection.
type Script map[string]string

// Healthy is what a server says that has a mail, a folder for junk and nearly all of its quota used.
var Healthy = Script{
	"greeting":   "* OK [CAPABILITY IMAP4rev1 IDLE QUOTA] ready\r\n",
	"CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE QUOTA\r\nTAG OK done\r\n",
	"LOGIN":      "TAG OK done\r\n",
	"LIST":       "* LIST () \"/\" INBOX\r\n* LIST (\\Junk) \"/\" Spam\r\nTAG OK done\r\n",
	"SELECT":     selected,
	"EXAMINE":    selected,
	"FETCH": "* 1 FETCH (UID 4 INTERNALDATE \"23-Nov-2026 09:00:00 +0000\" BODY[HEADER]<0> {15}\r\nSubject: " +
		"Hi\r\n\r\n)\r\nTAG OK done\r\n",
	"GETQUOTAROOT": "* QUOTAROOT INBOX \"ROOT\"\r\n* QUOTA \"ROOT\" (STORAGE 95 100)\r\nTAG OK done\r\n",
	"LOGOUT":       "* BYE\r\nTAG OK done\r\n",
}

const selected = "* 1 EXISTS\r\n* OK [UIDVALIDITY 3] x\r\n* OK [UIDNEXT 5] x\r\n* FLAGS (\\Seen)\r\n* OK " +
	"[PERMANENTFLAGS (\\Seen \\*)] x\r\n" +
	"TAG OK [READ-WRITE] done\r\n"

// But is the script with some texts of its own, in pairs of command and text.
func (s Script) But(pairs ...string) Script {
	out := Script{}
	for command, says := range s {
		out[command] = says
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}

// Serve talks to whoever connects, until the listener is closed.
func (s Script) Serve(l net.Listener) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go s.talk(conn)
	}
}

func (s Script) talk(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	fmt.Fprint(conn, s["greeting"])
	in := bufio.NewScanner(conn)
	for in.Scan() {
		words := strings.Fields(in.Text())
		if len(words) < 2 {
			return
		}
		says := s[strings.ToUpper(words[1])]
		fmt.Fprint(conn, strings.ReplaceAll(says, "TAG", words[0]))
		if strings.Contains(says, "* BYE") {
			return
		}
	}
}
