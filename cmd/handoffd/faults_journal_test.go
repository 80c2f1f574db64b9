package main

import (
	"context"
	"log/slog"
	"strings"
	"sync"
)

// journal keeps the warnings and errors that the service logs.
type journal struct {
	mu    sync.Mutex
	lines []string
}

func (j *journal) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelWarn }
func (j *journal) WithAttrs([]slog.Attr) slog.Handler           { return j }
func (j *journal) WithGroup(string) slog.Handler                { return j }

func (j *journal) Handle(_ context.Context, r slog.Record) error {
	line := r.Message
	r.Attrs(func(a slog.Attr) bool {
		line += " " + a.Key + "=" + a.Value.String()
		return true
	})
	j.mu.Lock()
	defer j.mu.Unlock()
	j.lines = append(j.lines, line)
	return nil
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return strings.Join(j.lines, "\n")
}

// said is the first line that holds all the words.
func (j *journal) said(words ...string) (string, bool) {
	for line := range strings.Lines(j.String()) {
		all := true
		for _, w := range words {
			all = all && strings.Contains(line, w)
		}
		if all {
			return strings.TrimSpace(line), true
		}
	}
	return "", false
}
