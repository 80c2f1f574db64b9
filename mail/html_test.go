package mail

import (
	"strings"
	"testing"
)

func TestHTMLText(t *testing.T) {
	tests := []struct{ name, html, body, text string }{
		{"blocks", "<p>One</p><p>Two<br>three</p><div>four</div>", "One\n\nTwo\nthree\n\nfour", "One\n\nTwo\nthree\n\nfour"},
		{"spaces", "<b>Need: </b>a&nbsp;tool <i>and</i>\n  more", "Need: a tool and more", "Need: a tool and more"},
		{"table", "<table><tr><td>Company</td><td>Acme</td></tr><tr><td>Need</td><td>tool</td></tr></table>",
			"Company\tAcme\nNeed\ttool", "Company\tAcme\nNeed\ttool"},
		{"list", "<ul><li>one<li>two</ul>", "- one\n- two", "- one\n- two"},
		{"preformatted", "<pre>a  b\n c</pre>", "a  b\n c", "a  b\n c"},
		{"not shown", "<style>x</style><script>y</script><title>z</title>Yes<!-- no -->", "Yes", "Yes"},
		{"hidden by style", `Yes<span style="DISPLAY : none !important">cancel</span><i ` +
			`style="font-size:0px">cancel</i><i style="opacity:0">cancel</i>`, "Yes", "Yes"},
		{"not hidden", `<i style="font-size:0.9em">Yes</i> <i style="max-height:100px">it</i> <i style="opacity:0.5">is</i>`,
			"Yes it is", "Yes it is"},
		{"hidden paragraph ends", `<p hidden>cancel<p>Yes`, "Yes", "Yes"},
		{"hidden in hidden", `<div hidden><div>cancel</div>cancel</div>Yes`, "Yes", "Yes"},
		{"quote", `Yes<blockquote type="cite">accept<br><br>it</blockquote>Bye`, "Yes\n> accept\n>\n> it\nBye", "Yes\n\nBye"},
		{"quote in quote", `Yes<blockquote>a<blockquote>b</blockquote></blockquote>`, "Yes\n> a\n>> b", "Yes"},
		{"indented", `Yes<blockquote style="margin:0 0 0 40px;border:none">50k</blockquote>`, "Yes\n50k", "Yes\n50k"},
		{"quote with border", `Yes<blockquote style="border-left:1px solid">accept</blockquote>`, "Yes\n> accept", "Yes"},
		{"signature", `Yes<div class="gmail_signature"><p>Rob</p></div>`, "Yes\n\nRob", "Yes"},
		{"text after signature", `Yes<div id="Signature">Rob</div><div>and no</div>`, "Yes\nRob\nand no", "Yes\n\nand no"},
		{"thunderbird", `Yes<div class="moz-cite-prefix">Am 5.10. schrieb Jane:</div><blockquote ` +
			`type="cite">accept</blockquote>`, "Yes\nAm 5.10. schrieb Jane:\n> accept", "Yes"},
		{"outlook", `Yes<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Von:</b> Jane</div>accept`,
			"Yes\n----------\nVon: Jane\naccept", "Yes"},
		{"outlook desktop", `<p>Yes</p><div style="border-top:solid 1pt"><p><b>From:</b> Jane<br><b>Sent:</b> ` +
			`Monday<br><b>To:</b> Rob<br><b>Subject:</b> Intro</p></div><p>accept</p>`,
			"Yes\n\nFrom: Jane\nSent: Monday\nTo: Rob\nSubject: Intro\n\naccept", "Yes"},
		{"marks of the sender", "Yes\ue000 and no\ue001\ue002 and more", "Yes and no and more", "Yes and no and more"},
		{"unclosed tag", "Yes<", "Yes<", "Yes<"},
		{"not HTML", "1 < 2 & 3", "1 < 2 & 3", "1 < 2 & 3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw := "From: rob@acme.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + tt.html
			m := Read([]byte(raw))
			if got := strings.TrimSpace(m.Body); got != tt.body {
				t.Errorf("body %q, want %q", got, tt.body)
			}
			if m.Text != tt.text {
				t.Errorf("text %q, want %q", m.Text, tt.text)
			}
		})
	}
}
