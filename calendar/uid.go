package calendar

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strings"
)

// A wrapped UID is the PidLidGlobalObjectId of [MS-OXOCAL] 2.2.1.27: a fixed id, date and creation time, the size
// of what follows (at globalSize), and for a foreign UID the mark "vCal-Uid", the number 1, and the UID itself.
const (
	globalID     = "\x04\x00\x00\x00\x82\x00\xe0\x00\x74\xc5\xb7\x10\x1a\x82\xe0\x08"
	globalSize   = 36
	globalData   = 40
	foreignMark  = "vCal-Uid\x01\x00\x00\x00"
	maxForeignID = 4096
)

// NormalizeUID gives back the UID an event was created with, when Exchange wrapped it into an id of its own
// (040000008200E00074C5B7101A82E008…, in hex or base64). Any other UID is returned without surrounding space.
func NormalizeUID(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > maxForeignID {
		return s
	}
	var raw []byte
	var err error
	switch {
	case strings.HasPrefix(strings.ToUpper(s), "040000008200E00074C5B7101A82E008"):
		raw, err = hex.DecodeString(s)
	case strings.HasPrefix(s, "BAAAAIIA4AB0xbcQGoLgC"):
		raw, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
	default:
		return s
	}
	if err != nil {
		return s
	}
	if uid, ok := unwrapUID(raw); ok {
		return uid
	}
	return s
}

func unwrapUID(raw []byte) (string, bool) {
	if len(raw) < globalData || !bytes.HasPrefix(raw, []byte(globalID)) {
		return "", false
	}
	size := binary.LittleEndian.Uint32(raw[globalSize:])
	data := raw[globalData:]
	if uint64(size) > uint64(len(data)) {
		return "", false
	}
	uid, found := bytes.CutPrefix(data[:size], []byte(foreignMark))
	if !found {
		return "", false
	}
	uid, _, _ = bytes.Cut(uid, []byte{0})
	for _, c := range uid {
		if c < ' ' || c == 0x7f {
			return "", false
		}
	}
	text := strings.TrimSpace(string(uid))
	return text, text != ""
}
