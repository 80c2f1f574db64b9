package mail

import "testing"

func TestForwardedText(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"gmail", "---------- Forwarded message ---------\nFrom: Jane Doe <jane@acme.example>\nDate: Mon, Oct 5, " +
			"2026\nSubject: a long\nsubject\nTo: rob@acme.example\n\n\nWe need a tool.\n", "We need a tool."},
		{"below a banner", "[EXTERNAL]\n\n-------- Weitergeleitete Nachricht --------\nBetreff: Intro\nVon: Jane\n\nWir " +
			"brauchen Hilfe.\n\n-- \nJane\n", "Wir brauchen Hilfe."},
		{"apple", "Début du message transféré :\n\nDe: Jane <jane@acme.example>\nObjet: Intro\n\nBonjour.\n", "Bonjour."},
		{"history in the forward", "-------- Mensaje reenviado --------\nDe: Ana\n\nSí.\n\nOn 5 Oct 2026, at 09:00, Jane " +
			"Doe <jane@acme.example> wrote:\n> ¿Martes?\n", "Sí."},
		{"a reply without text", "-----Original Message-----\nFrom: Jane\nSubject: Intro\n\naccept\n", ""},
		{"a header block without label", "From: Jane\nSent: Monday\nTo: Rob\nSubject: Intro\n\naccept\n", ""},
		{"text above", "Please take this.\n\n---------- Forwarded message ---------\nFrom: Jane\n\naccept\n", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := forwardedText(tt.body); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	m := Read(plain("Fwd: Intro", "", tests[0].body))
	if m.Text != "" || m.Forwarded != "We need a tool." {
		t.Errorf("text %q, forwarded %q: what is forwarded must not be taken for new text", m.Text, m.Forwarded)
	}
}
