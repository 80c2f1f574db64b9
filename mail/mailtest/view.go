package mailtest

import (
	"bufio"
	"bytes"
	"math"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-message/textproto"
)

// view is a folder as one session knows it: with the numbers the client was told.
type view struct {
	*folder
	told     *imapserver.SessionTracker
	readOnly bool
}

// numbered is a message with its number in the view.
type numbered struct {
	*message
	seq uint32
}

// pick returns the messages of a set that the client knows of.
func (v *view) pick(set imap.NumSet) []numbered {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.messages) == 0 {
		return nil
	}
	var picked []numbered
	last := v.messages[len(v.messages)-1].uid
	for i, m := range v.messages {
		seq := v.told.EncodeSeqNum(uint32(i + 1))
		if seq != 0 && inSet(set, seq, uint32(len(v.messages)), m.uid, last) {
			picked = append(picked, numbered{m, seq})
		}
	}
	return picked
}

// inSet reports whether a message is in a set; * stands for the last one, and n:*
// contains it even when it is below n (RFC 9051 section 9).
func inSet(set imap.NumSet, seq, lastSeq uint32, uid, lastUID imap.UID) bool {
	within := func(n, last, low, high uint32) bool {
		if low == 0 {
			low = last
		}
		if high == 0 {
			high = last
		}
		return min(low, high) <= n && n <= max(low, high)
	}
	switch set := set.(type) {
	case imap.SeqSet:
		for _, r := range set {
			if within(seq, lastSeq, r.Start, r.Stop) {
				return true
			}
		}
	case imap.UIDSet:
		for _, r := range set {
			if within(uint32(uid), uint32(lastUID), uint32(r.Start), uint32(r.Stop)) {
				return true
			}
		}
	}
	return false
}

func (v *view) fetch(w *imapserver.FetchWriter, set imap.NumSet, options *imap.FetchOptions) error {
	marks := false
	for _, section := range options.BodySection {
		marks = marks || !section.Peek && !v.readOnly
	}
	for _, m := range v.pick(set) { // written without the lock: the client may be slow
		if marks {
			v.change(m, imap.StoreFlagsAdd, []imap.Flag{imap.FlagSeen}, nil)
		}
		if err := v.write(w.CreateMessage(m.seq), m.message, options); err != nil {
			return err
		}
	}
	return nil
}

func (v *view) write(w *imapserver.FetchResponseWriter, m *message, options *imap.FetchOptions) error {
	w.WriteUID(m.uid)
	if options.Flags {
		v.mu.Lock()
		list := m.flags.list()
		v.mu.Unlock()
		w.WriteFlags(list)
	}
	if options.InternalDate {
		w.WriteInternalDate(m.arrived)
	}
	if options.RFC822Size {
		w.WriteRFC822Size(int64(len(m.raw)))
	}
	if options.Envelope {
		header, _ := textproto.ReadHeader(bufio.NewReader(bytes.NewReader(m.raw))) // what can be read
		w.WriteEnvelope(imapserver.ExtractEnvelope(header))
	}
	if options.BodyStructure != nil {
		w.WriteBodyStructure(imapserver.ExtractBodyStructure(bytes.NewReader(m.raw)))
	}
	for _, section := range options.BodySection {
		b := bodySection(m.raw, section)
		literal := w.WriteBodySection(section, int64(len(b)))
		_, err := literal.Write(b)
		if closed := literal.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return err
		}
	}
	return w.Close()
}

// bodySection is the whole message as it is, or a part of it as far as it parses.
func bodySection(raw []byte, section *imap.FetchItemBodySection) []byte {
	if len(section.Part) > 0 || section.Specifier != imap.PartSpecifierNone {
		return imapserver.ExtractBodySection(bytes.NewReader(raw), section)
	}
	if p := section.Partial; p != nil {
		from := min(max(p.Offset, 0), int64(len(raw)))
		return raw[from : from+min(max(p.Size, 0), int64(len(raw))-from)]
	}
	return raw
}

// change sets flags and tells the other sessions; without, if not nil, is not told.
func (v *view) change(m numbered, op imap.StoreFlagsOp, list []imap.Flag, without *imapserver.SessionTracker) {
	v.mu.Lock()
	defer v.mu.Unlock()
	m.flags.change(op, list)
	for i, other := range v.messages {
		if other == m.message {
			v.tracker.QueueMessageFlags(uint32(i+1), m.uid, m.flags.list(), without)
		}
	}
	v.changed.tell()
}

func (v *view) search(kind imapserver.NumKind, criteria *imap.SearchCriteria) *imap.SearchData {
	all := imap.SeqSet{{Start: 1, Stop: math.MaxUint32}}
	data := &imap.SearchData{}
	var seqs imap.SeqSet
	var uids imap.UIDSet
	messages := v.pick(all)
	if len(messages) > 0 {
		last := messages[len(messages)-1]
		v.mu.Lock()
		defer v.mu.Unlock()
		for _, m := range messages {
			if !matches(m, last, criteria) {
				continue
			}
			n := m.seq
			if kind == imapserver.NumKindUID {
				n = uint32(m.uid)
			}
			seqs.AddNum(m.seq)
			uids.AddNum(m.uid)
			if data.Count++; data.Min == 0 {
				data.Min = n
			}
			data.Max = n
		}
	}
	if kind == imapserver.NumKindUID {
		data.All = uids
	} else {
		data.All = seqs
	}
	return data
}
