package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"handoffd/handoff/text"
	"strconv"
	"time"
)

// link is what one fact puts into the chain, as it stands in the file of its link.
type link struct {
	before     []byte
	kind       string
	at         time.Time
	person     string
	commitment []byte
	rules      uint64 // 0: unknown
	hash       []byte
}

var errLink = errors.New("it is not what a link is made of")

// parseLink reads a link: the hash before it, kind, time, person, commitment and, if it is known, rules version.
// Numbers are eight bytes, big-endian, and stand before each text as its length.
func parseLink(b []byte) (link, error) {
	h := sha256.Sum256(b)
	l := link{hash: h[:]}
	rest, ok := b, true
	take := func(n uint64) []byte {
		if !ok || uint64(len(rest)) < n {
			ok = false
			return nil
		}
		out := rest[:n]
		rest = rest[n:]
		return out
	}
	number := func() uint64 {
		b := take(8)
		if !ok {
			return 0
		}
		return binary.BigEndian.Uint64(b)
	}
	l.before = take(sha256.Size)
	l.kind = string(take(number()))
	l.at = time.Unix(0, int64(number())).UTC()
	l.person = string(take(number()))
	l.commitment = take(sha256.Size)
	if len(rest) > 0 {
		l.rules = number()
	}
	if !ok || len(rest) > 0 {
		return link{}, errLink
	}
	return l, nil
}

// What is known of the payload of a fact.
const (
	payloadWhole   = "whole"
	payloadBlanked = "blanked"
	payloadErased  = "erased"
)

// Names of the files of a fact.
const (
	endLink    = ".link"
	endSalt    = ".salt"
	endDecided = ".decided"
	endPayload = ".payload.json"
	endBlanked = ".blanked.json"
)

func factName(n int) string { return fmt.Sprintf("chain/%05d", n) }

// chainFiles are the links and payloads, and the table of them.
func chainFiles(facts []Fact, b text.Sought) (files []File, blanked int, err error) {
	rows := make([][]string, len(facts))
	for i, f := range facts {
		l, err := parseLink(f.Link)
		if err != nil {
			return nil, 0, fmt.Errorf("read link %d: %w", i+1, err)
		}
		name, state := factName(i+1), payloadWhole
		files = append(files, File{name + endLink, f.Link})
		payload := b.Blank(f.Payload)
		switch {
		case f.Payload == nil:
			state = payloadErased
		case f.Untold:
			state = payloadBlanked
			blanked++
			files = append(files, File{name + endBlanked, []byte("{}\n")})
		case f.Short || !bytes.Equal(payload, f.Payload):
			state = payloadBlanked
			blanked++
			files = append(files, File{name + endBlanked, payload})
		default:
			files = append(files, File{name + endSalt, f.Salt}, File{name + endDecided, f.Decided},
				File{name + endPayload, f.Payload})
		}
		rows[i] = l.row(i+1, state)
	}
	return append([]File{{fileChain, chainTable(rows)}}, files...), blanked, nil
}

func (l link) row(n int, payload string) []string {
	return []string{strconv.Itoa(n), l.kind, l.at.Format(time.RFC3339Nano), l.person, strconv.FormatUint(l.rules, 10),
		hex.EncodeToString(l.commitment), hex.EncodeToString(l.hash), payload}
}

// chainTable is the chain for people.
func chainTable(rows [][]string) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.Write([]string{"fact", "kind", "at", "person", "rules", "commitment", "hash", "payload"})
	_ = w.WriteAll(rows) // a buffer takes all
	return out.Bytes()
}
