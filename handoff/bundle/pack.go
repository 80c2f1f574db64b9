package bundle

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"regexp"
	"slices"
	"strings"
)

// The form of a zip (PKWARE APPNOTE 6.3). A bundle is stored without compression, dates and extensions, so that the
// same files are the same bytes with every version of this program, none unpacks to more than it is, and every byte of
// it is known beforehand.
const (
	localSize  = 30
	listedSize = 46
	endSize    = 22

	localMark  = "PK\x03\x04"
	listedMark = "PK\x01\x02"
	endMark    = "PK\x05\x06"

	zipVersion = 20
	zipDay     = 1<<5 | 1 // 1 January 1980: a zip knows no earlier day
)

// pack writes the files as a zip. What w says to an error is its own affair.
func pack(w io.Writer, files []File) {
	at, ends := 0, make([]int, len(files))
	write := func(b ...[]byte) {
		for _, b := range b {
			_, _ = w.Write(b)
			at += len(b)
		}
	}
	for i, f := range files {
		ends[i] = at
		write([]byte(localMark), head(f), []byte(f.Name), f.Data)
	}
	start := at
	for i, f := range files {
		var rest [14]byte // comment, disk and attributes: none
		binary.LittleEndian.PutUint32(rest[10:], uint32(ends[i]))
		write([]byte(listedMark), binary.LittleEndian.AppendUint16(nil, zipVersion), head(f), rest[:], []byte(f.Name))
	}
	var end [endSize]byte
	copy(end[:], endMark)
	binary.LittleEndian.PutUint16(end[8:], uint16(len(files)))
	binary.LittleEndian.PutUint16(end[10:], uint16(len(files)))
	binary.LittleEndian.PutUint32(end[12:], uint32(at-start))
	binary.LittleEndian.PutUint32(end[16:], uint32(start))
	write(end[:])
}

// head is what both places of a file in a zip say of it.
func head(f File) []byte {
	var b [26]byte
	le := binary.LittleEndian
	le.PutUint16(b[0:], zipVersion)
	le.PutUint16(b[8:], zipDay)
	le.PutUint32(b[10:], crc32.ChecksumIEEE(f.Data))
	le.PutUint32(b[14:], uint32(len(f.Data)))
	le.PutUint32(b[18:], uint32(len(f.Data)))
	le.PutUint16(b[22:], uint16(len(f.Name)))
	return b[:]
}

// safeName is what a file of a bundle may be called.
var safeName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?$`)

// unpack gives the files of a zip as pack wrote it, by going through it or, where that leads nowhere, by the list at
// its end. The files share its bytes.
func unpack(b []byte) ([]File, error) {
	files, err := walk(b)
	if err == nil {
		return files, nil
	}
	if listed, listErr := byList(b); listErr == nil {
		return listed, nil
	}
	return nil, err
}

// compressed gives the files of a zip that somebody packed again, compressed, without its folders; false if it is none.
// Together they may have so many bytes.
func compressed(b []byte, room int64) ([]File, bool, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil || !slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Method == zip.Deflate }) {
		return nil, false, nil
	}
	if len(z.File) > maxFiles {
		return nil, true, fmt.Errorf("it has more than %d files", maxFiles)
	}
	var out []File
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, true, fmt.Errorf("%.200q cannot be unpacked: %w", f.Name, err)
		}
		data, err := io.ReadAll(io.LimitReader(r, room+1))
		if err == nil {
			err = r.Close()
		}
		if err != nil {
			return nil, true, fmt.Errorf("%.200q cannot be unpacked: %w", f.Name, err)
		}
		if room -= int64(len(data)); room < 0 {
			return nil, true, errors.New("it unpacks to more than a bundle may hold")
		}
		out = append(out, File{Name: f.Name, Data: data})
	}
	return out, true, nil
}

// walk goes from file to file.
func walk(b []byte) ([]File, error) {
	var out []File
	at := 0
	for len(b)-at >= localSize && string(b[at:at+4]) == localMark {
		f, next, err := local(b, at)
		if err != nil {
			return nil, err
		}
		if len(out) == maxFiles {
			return nil, fmt.Errorf("it has more than %d files", maxFiles)
		}
		out, at = append(out, f), next
	}
	if len(out) == 0 || len(b)-at < 4 || string(b[at:at+4]) != listedMark {
		return nil, fmt.Errorf("byte %d should begin a file of it, and does not", at)
	}
	return out, nil
}

// local reads the file that begins there, and where the next one does.
func local(b []byte, at int) (File, int, error) {
	le := binary.LittleEndian
	data := at + localSize + int(le.Uint16(b[at+26:])) + int(le.Uint16(b[at+28:]))
	size := int(le.Uint32(b[at+18:]))
	if data > len(b) || size > len(b)-data {
		return File{}, 0, fmt.Errorf("the file at byte %d does not end within it", at)
	}
	name := b[at+localSize : at+localSize+int(le.Uint16(b[at+26:]))]
	return File{Name: string(name), Data: b[data : data+size : data+size]}, data + size, nil
}

// byList goes by the list of files at the end.
func byList(b []byte) ([]File, error) {
	le, lost := binary.LittleEndian, errors.New("its list of files is damaged")
	end := len(b) - endSize
	if end < 0 || string(b[end:end+4]) != endMark {
		return nil, lost
	}
	var out []File
	at := int(le.Uint32(b[end+16:]))
	for n := int(le.Uint16(b[end+10:])); n > 0; n-- {
		if at > end-listedSize || string(b[at:at+4]) != listedMark || len(out) == maxFiles {
			return nil, lost
		}
		size, name := int(le.Uint32(b[at+20:])), int(le.Uint16(b[at+28:]))
		data := int(le.Uint32(b[at+42:])) + localSize + name
		if at+listedSize+name > end || data > end || size > end-data {
			return nil, lost
		}
		out = append(out, File{string(b[at+listedSize : at+listedSize+name]), b[data : data+size : data+size]})
		at += listedSize + name
	}
	return out, nil
}

// compared is what pack is compared with, byte by byte, while it writes.
type compared struct {
	b       []byte
	at      int
	differs int // the first byte that does; -1: none so far
}

func (c *compared) Write(p []byte) (int, error) {
	if end := c.at + len(p); end <= len(c.b) && bytes.Equal(c.b[c.at:end], p) {
		c.at = end
		return len(p), nil
	}
	for i := 0; i < len(p) && c.differs < 0; i++ {
		if c.at+i >= len(c.b) || c.b[c.at+i] != p[i] {
			c.differs = c.at + i
		}
	}
	c.at += len(p)
	return len(p), nil
}

// strayByte names the place of the first byte that does not stand in a zip of these files; empty if there is none.
func strayByte(b []byte, files []File) string {
	c := &compared{b: b, differs: -1}
	pack(c, files)
	at := c.differs
	switch {
	case at < 0 && len(b) > c.at:
		return fmt.Sprintf("%d bytes follow its end", len(b)-c.at)
	case at < 0:
		return ""
	}
	from := 0
	for _, f := range files {
		from += localSize + len(f.Name) + len(f.Data)
		if at < from {
			return fmt.Sprintf("byte %d, in what it says of %q before its content", at, f.Name)
		}
	}
	for _, f := range files {
		from += listedSize + len(f.Name)
		if at < from {
			return fmt.Sprintf("byte %d, in the list of files, at %q", at, f.Name)
		}
	}
	return fmt.Sprintf("byte %d, at its end", at)
}
