package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"regexp"
	"strings"
)

// hashedLog writes a short hash in place of each mail address, wherever it stands in a record.
type hashedLog struct{ slog.Handler }

// addressInLog finds mail addresses in what is logged. It takes rather too much: what only looks like one is hidden
// too.
var addressInLog = regexp.MustCompile(`[^\s<>"'()\[\]{},;:=/|]+@[^\s<>"'()\[\]{},;:=/|]*[^\s<>"'()\[\]{},;:=/|.]`)

// hashedAddresses hides the addresses in a text. One address is the same hash all the time, so that the lines about one
// person are found; who knows an address can find its lines, and nobody else reads it there.
func hashedAddresses(s string) string {
	if !strings.Contains(s, "@") {
		return s
	}
	return addressInLog.ReplaceAllStringFunc(s, func(address string) string {
		sum := sha256.Sum256([]byte("handoffd log\x00" + strings.ToLower(address)))
		return "address:" + hex.EncodeToString(sum[:6])
	})
}

// Handle implements slog.Handler.
func (h hashedLog) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(r.Time, r.Level, hashedAddresses(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		out.AddAttrs(hashedAttr(a))
		return true
	})
	return h.Handler.Handle(ctx, out)
}

// WithAttrs implements slog.Handler.
func (h hashedLog) WithAttrs(all []slog.Attr) slog.Handler {
	hidden := make([]slog.Attr, len(all))
	for i, a := range all {
		hidden[i] = hashedAttr(a)
	}
	return hashedLog{h.Handler.WithAttrs(hidden)}
}

// WithGroup implements slog.Handler.
func (h hashedLog) WithGroup(name string) slog.Handler { return hashedLog{h.Handler.WithGroup(name)} }

func hashedAttr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	if v.Kind() == slog.KindGroup {
		var inner []slog.Attr
		for _, g := range v.Group() {
			inner = append(inner, hashedAttr(g))
		}
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(inner...)}
	}
	if text := v.String(); strings.Contains(text, "@") {
		return slog.String(a.Key, hashedAddresses(text))
	}
	return slog.Attr{Key: a.Key, Value: v}
}
