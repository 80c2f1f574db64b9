package mail

import (
	"strings"
	"testing"
)

// htmlClients are HTML replies as clients build them; {} is the place of the reply.
var htmlClients = []clientText{
	{"gmail", `<div dir="ltr">{}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" ` +
		`class="gmail_attr">On Mon, Oct 5, 2026 at 9:00 AM Jane Doe &lt;<a ` +
		`href="mailto:jane@acme.example">jane@acme.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" ` +
		`style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div ` +
		`dir="ltr">accept</div></blockquote></div>`},
	{"gmail, no blockquote", `<div dir="ltr">{}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Am ` +
		`Mo., 5. Okt. 2026 um 09:00 Uhr schrieb Jane Doe &lt;jane@acme.example&gt;:<br></div><div>accept</div></div>`},
	{"gmail, unknown language", `<div dir="ltr">{}</div><br><div class="gmail_quote"><div dir="ltr" ` +
		`class="gmail_attr">Zorp blik Jane Doe<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div ` +
		`dir="ltr">accept</div></blockquote></div>`},
	{"gmail forward below", `<div dir="ltr">{}<br><br><div class="gmail_quote"><div dir="ltr" ` +
		`class="gmail_attr">---------- Forwarded message ---------<br>From: <strong class="gmail_sendername" ` +
		`dir="auto">Jane</strong> <span dir="auto">&lt;jane@acme.example&gt;</span><br>Date: Mon, Oct 5, ` +
		`2026<br>Subject: Intro<br>To: Rob<br></div><br><br>accept</div></div>`},
	{"gmail signature", `<div dir="ltr">{}<div><br></div><span class="gmail_signature_prefix">-- </span><br><div ` +
		`dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">accept<br>Acme Inc</div></div>`},
	{"gmail mobile", `<div dir="auto">{}</div><br><div class="gmail_quote"><div dir="ltr">On Mon, Oct 5, 2026, 09:00 ` +
		`Jane Doe &lt;jane@acme.example&gt; wrote:<br></div><blockquote class="gmail_quote">accept</blockquote></div>`},
	{"outlook 365", `<html><body><div class="elementToProof" style="font-family: Aptos">{}</div><div ` +
		`id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" ` +
		`dir="ltr"><font face="Calibri"><b>From:</b> Jane Doe &lt;jane@acme.example&gt;<br><b>Sent:</b> Monday, October ` +
		`5, 2026 9:00 AM<br><b>To:</b> Rob<br><b>Subject:</b> Intro</font><div>&nbsp;` +
		`</div></div><div>accept</div></body></html>`},
	{"outlook 365 signature", `<html><body><div>{}</div><div id="Signature"><p>accept</p></div><div ` +
		`id="appendonsend"></div><div>accept</div></body></html>`},
	{"outlook ios", `<html><body><div>{}</div><div id="ms-outlook-mobile-signature" dir="ltr">Get <a ` +
		`href="https://aka.ms/o0ukef">Outlook for iOS</a></div><hr style="display:inline-block;width:98%"><div ` +
		`id="divRplyFwdMsg"><b>Von:</b> Jane</div><div>accept</div></body></html>`},
	{"outlook ios, body separator", `<html><body><div dir="ltr">{}</div><div ` +
		`id="ms-outlook-mobile-body-separator-line" dir="ltr"><br></div><div class="ms-outlook-mobile-reference-message ` +
		`skipProofing" dir="auto"><hr><b>From:</b> Jane<br>accept</div></body></html>`},
	{"outlook web, reference message", `<html><body><div>{}</div><div ` +
		`id="mail-editor-reference-message-container"><div>accept</div></div></body></html>`},
	{"outlook desktop", `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang="EN-US"><div ` +
		`class="WordSection1"><p class="MsoNormal">{}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div ` +
		`style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b>From:</b> ` +
		`Jane Doe &lt;jane@acme.example&gt; <br><b>Sent:</b> Monday, October 5, 2026 9:00 AM<br><b>To:</b> ` +
		`Rob<br><b>Subject:</b> Intro<o:p></o:p></p></div></div><p ` +
		`class="MsoNormal">accept<o:p></o:p></p></div></body></html>`},
	{"outlook desktop, unknown labels", `<html><body lang="XX"><div class="WordSection1"><p ` +
		`class="MsoNormal">{}</p><div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm ` +
		`0cm"><p class="MsoNormal"><b><span>Zorp:</span></b> Jane Doe [mailto:jane@acme.example] <br><b>Blik:</b> ` +
		`2026-10-05 09:00<br><b>Zu:</b> Rob<br><b>Wax:</b> Intro</p></div></div><p ` +
		`class="MsoNormal">accept</p></div></body></html>`},
	{"outlook mac", `<html><body><div><p>{}</p></div><span id="OLK_SRC_BODY_SECTION"><div style="border-bottom:medium ` +
		`none"><span style="font-weight:bold">From:</span> Jane<br></div><div>accept</div></span></body></html>`},
	{"hotmail", `<html><body class="hmmessage"><div dir="ltr">{}<br><div><hr id="stopSpelling">Date: Mon, 5 Oct 2026 ` +
		`09:00:00 +0200<br>From: jane@acme.example<br>Subject: Intro<br>To: ` +
		`rob@acme.example<br><br>accept</div></div></body></html>`},
	{"windows mail", `<html><body><p>{}</p><p>Sent from <a ` +
		`href="https://go.microsoft.com/fwlink/?LinkId=550986">Mail</a> for Windows</p><div ` +
		`style="mso-element:para-border-div;border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From: </b><a ` +
		`href="mailto:jane@acme.example">Jane</a><br><b>Sent: </b>Monday<br><b>To: </b>Rob<br><b>Subject: ` +
		`</b>Intro</p></div><p>accept</p></body></html>`},
	{"apple mail", `<html><body>{}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>On 5 ` +
		`Oct 2026, at 09:00, Jane Doe &lt;jane@acme.example&gt; wrote:</div><br ` +
		`class="Apple-interchange-newline"><div>accept</div></blockquote></div><br></body></html>`},
	{"apple ios", `<html><body dir="auto">{}<br><br><div dir="ltr">Sent from my iPhone</div><div ` +
		`dir="ltr"><br><blockquote type="cite">On Oct 5, 2026, at 9:00 AM, Jane Doe &lt;jane@acme.example&gt; ` +
		`wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">accept</div></blockquote></body></html>`},
	{"apple forward below", `<html><body>{}<br><div><br><div>Begin forwarded message:</div><br ` +
		`class="Apple-interchange-newline"><blockquote type="cite"><div>From: ` +
		`Jane</div><div>accept</div></blockquote></div></body></html>`},
	{"yahoo", `<html><body><div class="ydp1a2b3c4yahoo-style-wrap"><div dir="ltr" ` +
		`data-setdir="false">{}</div></div><div id="ydp9f8e7d6cyahoo_quoted_123" class="ydp9f8e7d6cyahoo_quoted"><div>On ` +
		`Monday, October 5, 2026 at 09:00:00 AM GMT+2, Jane Doe &lt;jane@acme.example&gt; ` +
		`wrote:</div><div><br></div><div>accept</div></div></body></html>`},
	{"yahoo plain class", `<html><body><div>{}</div><div id="yahoo_quoted_4711" class="yahoo_quoted"><div>Zorp ` +
		`blik</div><div>accept</div></div></body></html>`},
	{"yahoo mobile", `<html><body>{}<br><br><div id="ymail_android_signature"><a href="https://x">Yahoo Mail: Search, ` +
		`Organize, Conquer</a></div><br><blockquote style="margin: 0 0 20px 0;"><div style="font-family:Roboto; ` +
		`color:#6D00F6;"><div>On Mon, Oct 5, 2026 at 9:00 AM, Jane Doe</div><div>&lt;jane@acme.example&gt; ` +
		`wrote:</div></div><div>accept</div></blockquote></body></html>`},
	{"thunderbird", `<html><body><p>{}</p><div class="moz-cite-prefix">On 05/10/2026 09:00, Jane Doe ` +
		`wrote:<br></div><blockquote type="cite" cite="mid:x@acme.example"><p>accept</p></blockquote></body></html>`},
	{"thunderbird signature", `<html><body><p>{}</p><div class="moz-signature">-- <br>accept</div></body></html>`},
	{"thunderbird forward", `<html><body><p>{}</p><div class="moz-forward-container"><br>-------- Forwarded Message ` +
		`--------<table class="moz-email-headers-table"><tr><th>Subject: </th><td>Intro</td></tr><tr><th>From: ` +
		`</th><td>Jane</td></tr></table>accept</div></body></html>`},
	{"proton", `<div style="font-family: Arial;">{}</div><div class="protonmail_signature_block"><div ` +
		`class="protonmail_signature_block-user">accept</div><div class="protonmail_signature_block-proton">Sent with ` +
		`Proton Mail</div></div><div class="protonmail_quote">On Monday, October 5th, 2026 at 9:00 AM, Jane Doe &lt;` +
		`jane@acme.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">accept</blockquote></div>`},
	{"proton, unknown language", `<div>{}</div><div class="protonmail_quote">Zorp blik<br><div>accept</div></div>`},
	{"zimbra", `<html><body><div style="font-family: arial">{}<br><hr id="zwchr" data-marker="__DIVIDER__"><div ` +
		`data-marker="__HEADERS__"><b>From: </b>"Jane"<br><b>To: </b>"Rob"<br></div><div ` +
		`data-marker="__QUOTED_TEXT__">accept</div></div></body></html>`},
	{"notes", `<font size="2" face="sans-serif">{}</font><br><br><br><font size="1" color="#5f5f5f" ` +
		`face="sans-serif">Von: &nbsp; &nbsp; &nbsp;Jane Doe &lt;jane@acme.example&gt;</font><br><font size="1">An: &nbsp;` +
		` rob@acme.example</font><br><font size="1">Datum: &nbsp; 05.10.2026 09:00</font><br><font size="1">Betreff: ` +
		`&nbsp; Intro</font><br><hr noshade><br><br><font>accept</font>`},
	{"verse", `<div>{}</div><div class="domino-section" dir="ltr"><div class="domino-section-head"><span ` +
		`class="domino-section-title">Jane Doe --- Intro --- </span></div><div class="domino-section-body">accept</div></div>`},
	{"samsung", `<html><body><div dir="auto">{}</div><div dir="auto"><br></div><div id="composer_signature" ` +
		`dir="auto"><div style="font-size:12px;color:#575757" dir="auto">Sent from my ` +
		`Galaxy</div></div><div><br></div><div align="left" dir="auto" style="font-size:100%;` +
		`color:#000000"><div>-------- Original message --------</div><div>From: Jane Doe &lt;jane@acme.example&gt; ` +
		`</div><div>Date: 05/10/2026  09:00  (GMT+01:00) </div><div>To: rob@acme.example </div><div>Subject: Intro ` +
		`</div><div><br></div></div>accept</body></html>`},
	{"spark", `<html><body><div name="messageBodySection"><div dir="auto">{}</div></div><div ` +
		`name="messageSignatureSection"><br><div class="matchFont">Sent with Spark</div></div><div ` +
		`name="messageReplySection">On 5 Oct 2026, 09:00 +0200, Jane Doe &lt;jane@acme.example&gt;, ` +
		`wrote:<br><blockquote type="cite" style="border-left-color: grey">accept</blockquote></div></body></html>`},
	{"spark, unknown language", `<html><body><div name="messageBodySection">{}</div><div ` +
		`name="messageReplySection">Zorp blik<br><div>accept</div></div></body></html>`},
	{"superhuman", `<html><body><div>{}</div><br><div class="gmail_signature"><div>accept</div></div><br><div><div ` +
		`class="gmail_quote">On Mon, Oct 05, 2026 at 9:00 AM, Jane Doe <span>&lt;jane@acme.example&gt;</span> ` +
		`wrote:<br><blockquote class="gmail_quote sh-color-black"><div>accept</div></blockquote></div></div></body></html>`},
	{"fastmail", `<html><body><div>{}</div><div id="sig123"><div class="signature">accept</div></div><div>On Mon, 5 ` +
		`Oct 2026, at 09:00, Jane Doe wrote:<br></div><blockquote type="cite" id="qt">accept</blockquote></body></html>`},
	{"tutanota", `<html><body><div dir="auto">{}</div><div>5 Oct 2026, 09:00 by ` +
		`jane@acme.example:<br></div><blockquote class="tutanota_quote" style="border-left: 1px solid ` +
		`#93A3B8">accept</blockquote></body></html>`},
	{"web.de", `<html><body><div style="font-family: Verdana;"><div>{}</div><div> <div name="quote" style="margin:10px ` +
		`5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div style="margin:0 0 10px 0;` +
		`"><b>Gesendet:</b>&nbsp;Montag<br><b>Von:</b>&nbsp;Jane<br><b>An:</b>&nbsp;Rob<br><b>Betreff:</b>&nbsp;` +
		`Intro</div><div name="quoted-content">accept</div></div></div></div></body></html>`},
	{"mail.ru", `<html><body><div>{}</div><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 ` +
		`10px;">Понедельник, 5 октября 2026, 9:00 +03:00 от Jane Doe &lt;jane@acme.example&gt;` +
		`:<br><div>accept</div></blockquote></body></html>`},
	{"yandex", `<div>{}</div><div><br></div><div>05.10.2026, 09:00, "Jane Doe" &lt;jane@acme.example&gt;` +
		`:</div><blockquote><p>accept</p></blockquote>`},
	{"qq", `<div>{}</div><div><br></div><div style="font-size: 12px;">------------------&nbsp;原始邮件&nbsp;` +
		`------------------</div><div style="font-size: 12px;background:#efefef;"><div><b>发件人:</b>&nbsp;"Jane"&lt;` +
		`jane@acme.example&gt;;</div><div><b>发送时间:</b>&nbsp;2026年10月5日</div></div><div>accept</div>`},
	{"163", `<div style="line-height:1.7">{}<br><br><br><div style="position:relative;zoom:1"></div><div ` +
		`id="divNeteaseMailCard"></div><br>在 2026-10-05 09:00:00，"Jane Doe" &lt;jane@acme.example&gt; 写道：<br> <blockquote ` +
		`id="isReplyContent" style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px ` +
		`solid">accept</blockquote></div>`},
	{"naver", `<div>{}</div><p style="font-size:10pt">-----Original Message-----<br><b>From:</b> "Jane Doe"&lt;` +
		`jane@acme.example&gt;<br><b>To:</b> &lt;rob@acme.example&gt;<br><b>Sent:</b> 2026-10-05<br><b>Subject:</b> ` +
		`Intro</p><div>accept</div>`},
	{"front", `<div>{}</div><div class="front-signature"><p>accept</p></div><div><br></div><blockquote type="cite" ` +
		`class="front-blockquote" style="border-left:none !important">On October 5, 2026 at 9:00 AM GMT+2 ` +
		`jane@acme.example wrote:<br><br><div>accept</div></blockquote>`},
	{"hubspot", `<div>{}</div><div class="hs_signature">accept</div><div class="gmail_quote"><p class="hs_reply"> On ` +
		`Mon, Oct 5, 2026 at 9:00 AM, Jane Doe &lt;jane@acme.example&gt; wrote:</p><blockquote ` +
		`class="gmail_quote"><div>accept</div></blockquote></div>`},
	{"hey", `<div class="trix-content"><div>{}</div></div><br><div><br>On October 5, 2026, Jane Doe &lt;` +
		`jane@acme.example&gt; wrote:<br><blockquote>accept</blockquote></div>`},
	{"icloud web", `<html><body>{}<div><br><blockquote type="cite"><div>On Oct 5, 2026, at 9:00 AM, Jane ` +
		`wrote:<br><br>accept</div></blockquote></div></body></html>`},
	{"orange", `<p>{}</p><p>&nbsp;</p><blockquote style="padding-left: 10px; margin-left: 5px; border-left: 2px solid ` +
		`#ff6600;">&gt; Message du 05/10/26 09:00<br>&gt; De : "Jane"<br><div>accept</div></blockquote>`},
	{"sogo", `<html><br>{}<br><br>On Monday, October 05, 2026 09:00 CEST, Jane Doe &lt;jane@acme.example&gt; ` +
		`wrote:<br>&nbsp;<blockquote type="cite" cite="x">accept</blockquote></html>`},
	{"mimecast banner", `<html><body><div style="background-color:#FFEB9C; width:100%; padding:2pt;"><b>CAUTION:</b> ` +
		`This email originated from outside of the organization. Do not click links or open attachments unless you ` +
		`recognize the sender and know the content is safe.</div><br><div>{}</div></body></html>`},
	{"exchange external tag", `<table border="0" cellspacing="0" cellpadding="0" width="100%"><tr><td ` +
		`style="background:#A6A6A6"></td><td style="background:#EAEAEA"><div>You don't often get email from ` +
		`rob@acme.example. <a href="https://aka.ms/LearnAboutSenderIdentification">Learn why this is ` +
		`important</a></div></td></tr></table><div>{}</div>`},
	{"proofpoint banner", `<div style="display:none !important">ZjQcmQRYFpfptBannerStart</div><table><tr><td>This ` +
		`Message Is From an External Sender</td></tr><tr><td>This message came from outside your ` +
		`organization.</td></tr></table><div style="display:none !important">ZjQcmQRYFpfptBannerEnd</div><div>{}</div>`},
	{"barracuda banner de", `<p style="background:#ffc">ACHTUNG: Diese E-Mail kommt von außerhalb der Organisation. ` +
		`Öffnen Sie keine Links oder Anhänge, wenn Sie den Absender nicht kennen.</p><p>{}</p>`},
	{"banner fr", `<p>ATTENTION : Ce courriel provient de l'extérieur de l'organisation. Ne cliquez pas sur les ` +
		`liens.</p><p>{}</p>`},
	{"banner es", `<p>PRECAUCIÓN: Este correo electrónico se originó fuera de la organización. No haga clic en ` +
		`enlaces.</p><p>{}</p>`},
	{"banner nl", `<p>LET OP: Deze e-mail komt van buiten de organisatie. Klik niet op links.</p><p>{}</p>`},
	{"hidden commands", `<div style="display:none">accept</div><div style="font-size:0">accept</div><span ` +
		`style="font-size: 1px; color: #fff; background: #fff">accept</span><span ` +
		`style="color:#ffffff">accept</span><span style="color:white;background-color:white">accept</span><div ` +
		`style="max-height:0;overflow:hidden">accept</div><div style="position:absolute;left:-9999px">accept</div><div ` +
		`style="text-indent:-9999px">accept</div><div style="visibility:hidden">accept</div><div ` +
		`hidden>accept</div><div style="opacity:0">accept</div><div style="width:0;height:0;` +
		`overflow:hidden">accept</div><font color="#FFFFFF">accept</font><font color="white">accept</font><div ` +
		`style="line-height:0;font-size:0pt">accept</div><div style="transform:scale(0)">accept</div><div ` +
		`style="clip-path:inset(100%)">accept</div><div aria-hidden="true" ` +
		`style="mso-hide:all">accept</div><div>{}</div>`},
	{"hidden by a style sheet", `<html><head><style>.x{display:none} #y { visibility : hidden } .z,` +
		`.w{font-size:0px}</style></head><body><div class="x">accept</div><div id="y">accept</div><p ` +
		`class="w">accept</p><div>{}</div></body></html>`},
	{"comments", `<!-- accept --><!--[if mso]>accept<![endif]--><div>{}</div>`},
	{"text on a dark ground", `<div style="background:#222"><p style="color:#ffffff">{}</p></div>`},
	{"text in a dark mail", `<body bgcolor="#000000"><font color="white">{}</font></body>`},
}

func TestHTMLClients(t *testing.T) {
	const reply = "Tuesday works."
	for _, c := range htmlClients {
		t.Run(c.client, func(t *testing.T) {
			raw := htmlMail(c.text, reply)
			if m := Read(raw); m.Kind != KindHumanReply || m.Text != reply {
				t.Errorf("kind %s (%s), text %q, want %q\nbody %q", m.Kind, m.Why, m.Text, reply, m.Body)
			}
		})
	}
}

func htmlMail(text, reply string) []byte {
	return []byte("From: Rob Roe <rob@acme.example>\r\nTo: handoff@own.example\r\nSubject: Re: Intro\r\n" + inThread +
		"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + strings.Replace(text, "{}", reply,
		1) + "\r\n")
}
