package main

import (
	"testing"
)

func TestCheckSendsToItself(t *testing.T) {
	h := startLocal(t)
	path := h.config(t)
	list, _, err := checked(t, checkCmd{Config: path})
	if err != nil {
		t.Fatalf("%v\n%s", err, list)
	}
	list.wants(t, "warn dns", "warn send", "ok trust", "ok idle")
	list, _, err = checked(t, checkCmd{Config: path, Send: true})
	if err != nil {
		t.Fatalf("%v\n%s", err, list)
	}
	list.wants(t, "warn dns", "ok send", "ok addressing", "ok from", "ok message-id", "ok invite", "ok trust", "ok clock", "ok notice")
	t.Logf("\n%s", list)
	list, _, err = checked(t, checkCmd{Config: path})
	if err != nil {
		t.Fatalf("%v\n%s", err, list)
	}
	list.wants(t, "warn dns", "ok send", "ok trust")
}
