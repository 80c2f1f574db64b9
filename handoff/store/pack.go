package store

import (
	"bytes"
	"fmt"
	"github.com/klauspost/compress/flate"
	"io"
	"sync"
)

// packer is a compressor that is used again: making one costs more than a mail does.
type packer struct {
	w   *flate.Writer
	buf bytes.Buffer
}

var packers = sync.Pool{New: func() any {
	p := &packer{}
	p.w, _ = flate.NewWriter(&p.buf, flate.BestSpeed) // fails for an unknown level only
	return p
}}

// Pack compresses a mail (RFC 1951) for InMail.Packed. It may be called from any goroutine.
func Pack(raw []byte) []byte {
	p := packers.Get().(*packer)
	defer packers.Put(p)
	p.buf.Reset()
	p.w.Reset(&p.buf)
	p.w.Write(raw) // a bytes.Buffer does not fail
	p.w.Close()
	return bytes.Clone(p.buf.Bytes())
}

var unpackers = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}

// unpack gives back what pack took, which was size bytes long.
func unpack(data []byte, size int) ([]byte, error) {
	r := unpackers.Get().(io.ReadCloser)
	defer unpackers.Put(r)
	if err := r.(flate.Resetter).Reset(bytes.NewReader(data), nil); err != nil {
		return nil, fmt.Errorf("unpack %d bytes: %w", len(data), err)
	}
	out := make([]byte, size)
	if _, err := io.ReadFull(r, out); err != nil {
		return nil, fmt.Errorf("unpack %d bytes to %d: %w", len(data), size, err)
	}
	return out, nil
}
