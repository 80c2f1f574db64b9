package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
)

// Scrub makes sure that words which were erased stand nowhere in the files of a SQLite database: where rows were moved,
// a page may hold what was there before in space that nothing uses. Only if some is found, the file is written anew. On
// a server the tables were vacuumed.
func (s *Store) Scrub(ctx context.Context, words []string) error {
	if s.d == postgresDialect || len(words) == 0 {
		return nil
	}
	found, err := s.inFiles(ctx, words)
	if err != nil || !found {
		return err
	}
	err = s.Update(ctx, func(tx *Tx) error {
		tx.erased, tx.anew = true, true
		return nil
	})
	if err != nil {
		return err
	}
	return s.Clean(ctx)
}

// inFiles says whether one of the words stands in the file or its log, whatever case it is written in.
func (s *Store) inFiles(ctx context.Context, words []string) (bool, error) {
	longestWord := 0
	lower := make([][]byte, 0, len(words))
	for _, w := range words {
		lower = append(lower, small([]byte(w)))
		longestWord = max(longestWord, len(w))
	}
	for _, suffix := range []string{"", "-wal"} {
		found, err := inFile(ctx, s.path+suffix, lower, longestWord)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return false, explain(err, "look whether anything of what was erased is left", s.path)
		}
		if found {
			return true, nil
		}
	}
	return false, nil
}

// small turns the capitals among A to Z into small letters, in place: whatever else stands there is no text.
func small(b []byte) []byte {
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return b
}

// scrubBytes are looked at together.
const scrubBytes = 1 << 20

func inFile(ctx context.Context, path string, words [][]byte, overlap int) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	buf := make([]byte, 0, scrubBytes+overlap)
	for {
		n, err := io.ReadFull(f, buf[len(buf):cap(buf)])
		buf = small(buf[:len(buf)+n])
		for _, w := range words {
			if bytes.Contains(buf, w) {
				return true, nil
			}
		}
		switch {
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
			return false, nil
		case err != nil:
			return false, err
		case ctx.Err() != nil:
			return false, ctx.Err()
		}
		rest := buf[max(0, len(buf)-overlap):]
		buf = append(make([]byte, 0, scrubBytes+overlap), rest...)
	}
}
