package mail

import (
	"strings"
	"testing"
)

// bounceText is a delivery report in words alone, after the model of one mail system.
type bounceText struct {
	mta, from, subject, text string
	kind                     Kind
	permanent                bool
	address, status          string
}

const gone, full = "jane@prospect.example", "sam@prospect.example"

var bounceTexts = []bounceText{
	{"qmail", "MAILER-DAEMON@mx.example", "failure notice", "Hi. This is the qmail-send program at mx.example.\nI'm " +
		"afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given " +
		"up. Sorry it didn't work out.\n\n<jane@prospect.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- " +
		"Below this line is a copy of the message.\n\nReturn-Path: <handoff@own.example>\nTo: jane@prospect.example",
		KindBounce, true, gone, "5.1.1"},
	{"qmail over quota", "MAILER-DAEMON@mx.example", "failure notice",
		"Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the " +
			"following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work " +
			"out.\n\n<sam@prospect.example>:\nThe users mailfolder is over the allowed quota (size). (#4.2.2)\nI'm not going " +
			"to try again; this message has been in the queue too long.\n", KindBounce, false, full, "4.2.2"},
	{"qmail remote", "MAILER-DAEMON@mx.example", "failure notice",
		"I'm afraid I wasn't able to deliver your message to the following " +
			"addresses.\n\n<jane@prospect.example>:\n203.0.113.7 does not like recipient.\nRemote host said: 550 no such user " +
			"here\nGiving up on 203.0.113.7.\n", KindBounce, true, gone, "5.0.0"},
	{"exim", "Mail Delivery System <Mailer-Daemon@mx.example>", "Mail delivery failed: returning message to sender",
		"This message was created automatically by mail delivery software.\n\nA message that you sent could not be " +
			"delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  " +
			"jane@prospect.example\n    host mx.prospect.example [203.0.113.7]\n    SMTP error from remote mail server after " +
			"RCPT TO:<jane@prospect.example>:\n    550 5.1.1 unknown user\n\n------ This is a copy of the message, " +
			"including all the headers. ------\n\nFrom: handoff@own.example", KindBounce, true, gone, "5.1.1"},
	{"exim unrouteable", "Mail Delivery System <Mailer-Daemon@mx.example>",
		"Mail delivery failed: returning message to sender", "A message that you sent could not be delivered to one or " +
			"more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  " +
			"jane@prospect.example\n    Unrouteable address\n", KindBounce, true, gone, ""},
	{"exim delay", "Mail Delivery System <Mailer-Daemon@mx.example>", "Warning: message 1aBcD-0001 delayed 24 hours",
		"This message was created automatically by mail delivery software.\nA message that you sent has not yet been " +
			"delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.\n\nThe address " +
			"to which the message has not yet been delivered is:\n\n  jane@prospect.example\n    Delay reason: Connection " +
			"timed out\n\nNo action is required on your part.", KindDSNDelayed, false, gone, ""},
	{"exim timeout", "Mail Delivery System <Mailer-Daemon@mx.example>",
		"Mail delivery failed: returning message to sender", "A message that you sent could not be delivered to one or " +
			"more of its\nrecipients. The following address(es) failed:\n\n  jane@prospect.example\n    retry timeout exceeded\n", KindBounce, false, gone, ""},
	{"postfix words", "MAILER-DAEMON@mx.example (Mail Delivery System)", "Undelivered Mail Returned to Sender",
		"This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not\nbe " +
			"delivered to one or more recipients.\n\n<jane@prospect.example>: host mx.prospect.example[203.0.113.7] said: 550 " +
			"5.1.1\n    <jane@prospect.example>: Recipient address rejected: User unknown (in reply to RCPT TO command)",
		KindBounce, true, gone, "5.1.1"},
	{"postfix delay", "MAILER-DAEMON@mx.example (Mail Delivery System)", "Delayed Mail (still being retried)",
		"This is the mail system at host mx.example.\n\nYOUR MESSAGE HAS NOT YET BEEN DELIVERED, DO NOT " +
			"RESEND\n\n<jane@prospect.example>: connect to mx.prospect.example[203.0.113.7]:25: Connection timed out",
		KindDSNDelayed, false, gone, ""},
	{"sendmail", "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>", "Returned mail: see transcript for details",
		"The original message was received at Mon, 5 Oct 2026 09:00:00 +0200\nfrom own.example [203.0.113.9]\n\n   ----- " +
			"The following addresses had permanent fatal errors -----\n<jane@prospect.example>\n    (reason: 550 5.1.1 " +
			"<jane@prospect.example>... User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to " +
			"mx.prospect.example.:\n>>> DATA\n<<< 550 5.1.1 <jane@prospect.example>... User unknown\n", KindBounce, true, gone,
		"5.1.1"},
	{"sendmail host unknown", "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>", "Returned mail: Host unknown",
		"   ----- The following addresses had permanent fatal errors -----\n<jane@prospect.example>\n\n   ----- Transcript " +
			"of session follows -----\n550 5.1.2 <jane@prospect.example>... Host unknown (Name server: prospect.example: host " +
			"not found)\n", KindBounce, true, gone, "5.1.2"},
	{"sendmail warning", "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>",
		"Warning: could not send message for past 4 hours", "    **********************************************\n    **    " +
			"  THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    " +
			"**********************************************\n\n   ----- The following addresses had transient non-fatal " +
			"errors -----\n<jane@prospect.example>\n", KindDSNDelayed, false, gone, ""},
	{"exchange 5.5", "System Administrator <postmaster@prospect.example>", "Undeliverable: Intro",
		"Your message\n\n  To:      jane@prospect.example\n  Subject: Intro\n  Sent:    Mon, 5 Oct 2026 09:00:00 " +
			"+0200\n\ndid not reach the following recipient(s):\n\njane@prospect.example on Mon, 5 Oct 2026 09:00:03 +0200\n  " +
			"  The recipient name is not recognized\n\tThe MTS-ID of the original message is: c=us;a= ;p=Prospect;l=X\n",
		KindBounce, true, gone, ""},
	{"exchange 2003", "System Administrator <postmaster@prospect.example>", "Undeliverable: Intro",
		"Your message did not reach some or all of the intended recipients.\n\n      Subject:  Intro\n      Sent:     " +
			"05/10/2026 09:00\n\nThe following recipient(s) could not be reached:\n\n      jane@prospect.example on " +
			"05/10/2026 09:00\n            The e-mail account does not exist at the organization this message was sent to.  " +
			"Check the e-mail address, or contact the recipient directly to find out the correct address.\n            " +
			"<mx.prospect.example #5.1.1>\n", KindBounce, true, gone, "5.1.1"},
	{"exchange 2010", "Microsoft Outlook <postmaster@prospect.example>", "Undeliverable: Intro",
		"Delivery has failed to these recipients or groups:\n\njane@prospect.example\nThe e-mail address you entered " +
			"couldn't be found. Please check the recipient's e-mail address and try to resend the message.\n\nDiagnostic " +
			"information for administrators:\n\nGenerating server: mx.prospect.example\n\njane@prospect.example\n#550 5.1.1 " +
			"RESOLVER.ADR.RecipNotFound; not found ##\n", KindBounce, true, gone, "5.1.1"},
	{"microsoft 365", "Microsoft Outlook <postmaster@prospect.example>", "Undeliverable: Intro",
		"Your message to jane@prospect.example couldn't be delivered.\n\njane wasn't found at " +
			"prospect.example.\n\nhandoff\tOffice 365\tjane\nAction Required\t\tRecipient\nUnknown To address\n\nStatus code: " +
			"550 5.1.10\n", KindBounce, true, gone, "5.1.10"},
	{"exchange full", "postmaster@prospect.example", "Undeliverable: Intro",
		"Delivery has failed to these recipients or groups:\n\nsam@prospect.example\nThe recipient's mailbox is full and " +
			"can't accept messages now. Please try resending your message later.\n\n#554 5.2.2 mailbox full; " +
			"STOREDRV.Deliver.Exception:QuotaExceededException\n", KindBounce, true, full, "5.2.2"},
	{"exchange delay", "postmaster@prospect.example", "Delivery delayed: Intro",
		"Delivery to these recipients or groups is delayed:\n\nsam@prospect.example\n\nThis message hasn't been delivered " +
			"yet. Delivery will continue to be attempted.", KindDSNDelayed, false, full, ""},
	{"exchange de", "Microsoft Outlook <postmaster@prospect.example>", "Unzustellbar: Intro",
		"Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\njane@prospect.example\nDie " +
			"eingegebene E-Mail-Adresse konnte nicht gefunden werden.\n\n#550 5.1.1 RESOLVER.ADR.RecipNotFound ##\n", KindBounce,
		true, gone, "5.1.1"},
	{"exchange fr", "Microsoft Outlook <postmaster@prospect.example>", "Non remis : Intro",
		"Échec de la remise à ces destinataires ou groupes :\n\njane@prospect.example\nL'adresse de messagerie que vous " +
			"avez entrée est introuvable.\n\n#550 5.1.1 ##\n", KindBounce, true, gone, "5.1.1"},
	{"exchange es", "postmaster@prospect.example", "No se puede entregar: Intro",
		"No se pudo entregar el mensaje a estos destinatarios o grupos:\n\njane@prospect.example\nNo se encontró la " +
			"dirección de correo.\n\n#550 5.1.1 ##\n", KindBounce, true, gone, "5.1.1"},
	{"exchange it", "postmaster@prospect.example", "Non recapitabile: Intro",
		"Impossibile recapitare il messaggio ai destinatari seguenti:\n\njane@prospect.example\n#550 5.1.1 ##\n", KindBounce,
		true, gone, "5.1.1"},
	{"exchange nl", "postmaster@prospect.example", "Onbestelbaar: Intro",
		"Het bericht kan niet worden bezorgd bij de volgende geadresseerden:\n\njane@prospect.example\n#550 5.1.1 ##\n",
		KindBounce, true, gone, "5.1.1"},
	{"exchange pt", "postmaster@prospect.example", "Não é possível entregar: Intro",
		"Falha na entrega a estes destinatários ou grupos:\n\njane@prospect.example\n#550 5.1.1 ##\n", KindBounce, true, gone,
		"5.1.1"},
	{"exchange sv", "postmaster@prospect.example", "Det går inte att leverera: Intro",
		"Det gick inte att leverera till följande mottagare:\n\njane@prospect.example\n#550 5.1.1 ##\n", KindBounce, true,
		gone, "5.1.1"},
	{"exchange da", "postmaster@prospect.example", "Kan ikke leveres: Intro",
		"Levering mislykkedes til disse modtagere eller grupper:\n\njane@prospect.example\n#550 5.1.1 ##\n", KindBounce, true,
		gone, "5.1.1"},
	{"exchange pl", "postmaster@prospect.example", "Niedostarczalne: Intro",
		"Dostarczanie do następujących adresatów lub grup nie powiodło się:\n\njane@prospect.example\n#550 5.1.1 ##\n",
		KindBounce, true, gone, "5.1.1"},
	{"exchange ja", "postmaster@prospect.example", "配信不能: Intro",
		"次の受信者またはグループへの配信に失敗しました:\n\njane@prospect.example\n#550 5.1.1 ##\n", KindBounce, true, gone, "5.1.1"},
	{"exchange zh", "postmaster@prospect.example", "未送达: Intro",
		"向以下收件人或组传递邮件失败:\n\njane@prospect.example\n#550 5.1.1 ##\n", KindBounce, true, gone, "5.1.1"},
	{"exchange ko", "postmaster@prospect.example", "배달되지 않음: Intro",
		"다음 받는 사람 또는 그룹으로 배달하지 못했습니다.\n\njane@prospect.example\n#550 5.1.1 ##\n", KindBounce, true, gone, "5.1.1"},
	{"exchange tr", "postmaster@prospect.example", "Teslim edilemedi: Intro",
		"Şu alıcılara veya gruplara teslim edilemedi:\n\njane@prospect.example\n#550 5.1.1 ##\n", KindBounce, true, gone,
		"5.1.1"},
	{"domino", "Postmaster <postmaster@prospect.example>", "DELIVERY FAILURE: User jane (jane@prospect.example) not " +
		"listed in Domino Directory", "Your message\n\n  Subject: Intro\n\nwas not delivered to:\n\n  " +
		"jane@prospect.example\n\nbecause:\n\n  User jane (jane@prospect.example) not listed in Domino Directory\n",
		KindBounce, true, gone, ""},
	{"domino de", "Postmaster <postmaster@prospect.example>", "ZUSTELLUNGSFEHLER: Benutzer jane nicht im " +
		"Domino-Verzeichnis aufgeführt", "Ihr Dokument:\n\nIntro\n\nwurde nicht zugestellt " +
		"an:\n\njane@prospect.example\n\nda:\n\nUser jane (jane@prospect.example) not listed in Domino Directory\n",
		KindBounce, true, gone, ""},
	{"gmail", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)",
		"** Address not found **\n\nYour message wasn't delivered to jane@prospect.example because the address couldn't be " +
			"found, or is unable to receive mail.\n\nThe response from the remote server was:\n550 5.1.1 User Unknown\n",
		KindBounce, true, gone, "5.1.1"},
	{"gmail old", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)",
		"Delivery to the following recipient failed permanently:\n\n     jane@prospect.example\n\nTechnical details of " +
			"permanent failure:\nGoogle tried to deliver your message, but it was rejected by the server for the recipient " +
			"domain.\nThe error that the other server returned was: 550 5.1.1 unknown\n\n----- Original message -----\nFrom: x",
		KindBounce, true, gone, "5.1.1"},
	{"gmail delay", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Delay)",
		"** Delivery incomplete **\n\nThere was a temporary problem delivering your message to jane@prospect.example. " +
			"Gmail will retry for 46 more hours. You'll be notified if the delivery fails permanently.", KindDSNDelayed, false,
		gone, ""},
	{"gmail de", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)",
		"** Adresse nicht gefunden **\n\nIhre Nachricht wurde nicht an jane@prospect.example zugestellt, weil die Adresse " +
			"nicht gefunden wurde.\n", KindBounce, true, gone, ""},
	{"yahoo", "MAILER-DAEMON@yahoo.example", "Failure Notice", "Sorry, we were unable to deliver your message to the " +
		"following address.\n\n<jane@prospect.example>:\n550: 5.1.1 <jane@prospect.example>: Recipient address rejected: " +
		"User unknown\n", KindBounce, true, gone, "5.1.1"},
	{"aol", "Mail Delivery Subsystem <MAILER-DAEMON@aol.example>", "Mail Delivery Problem",
		"Your mail to the following recipients could not be delivered because they are not accepting mail from " +
			"handoff@own.example:\n\tjane@prospect.example\n", KindBounce, false, gone, ""},
	{"icloud", "Mail Delivery System <MAILER-DAEMON@icloud.example>", "Undelivered Mail Returned to Sender",
		"Your message could not be delivered to the following recipients:\n\nsam@prospect.example: 552 5.2.2 user is over " +
			"quota\n", KindBounce, true, full, "5.2.2"},
	{"mimecast", "Postmaster <postmaster@mimecast.example>", "[Postmaster] Email Delivery Failure",
		"Message Delivery Failure - Mailbox does not exist\n\nThe message to jane@prospect.example was not " +
			"delivered.\n\n550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550\n", KindBounce, true, gone,
		"5.0.0"},
	{"proofpoint", "Mail Delivery Subsystem <MAILER-DAEMON@pphosted.example>",
		"Returned mail: see transcript for details", "   ----- The following addresses had permanent fatal errors " +
			"-----\n<jane@prospect.example>\n    (reason: 550 5.4.1 Recipient address rejected: Access denied)\n", KindBounce,
		true, gone, "5.4.1"},
	{"barracuda", "Barracuda <postmaster@cuda.example>", "**Message you sent blocked by our bulk email filter**",
		"Your message to: sam@prospect.example\nwas blocked by our Spam Firewall. The email you sent with the following " +
			"subject has NOT BEEN DELIVERED:\n\nSubject: Intro\n", KindBounce, false, full, ""},
	{"messagelabs", "Mail Delivery System <MAILER-DAEMON@messagelabs.example>", "Mail Delivery Failure",
		"This is the mail delivery agent at messagelabs.com.\nI was unable to deliver your message to the following " +
			"addresses:\n\njane@prospect.example\n\nReason: 550 Invalid recipient <jane@prospect.example> (#5.1.1)\n\nThe " +
			"message subject was: Intro", KindBounce, true, gone, "5.1.1"},
	{"kddi", "Mail Administrator <Postmaster@ezweb.example>", "Mail System Error - Returned Mail",
		"The user(s) account is disabled.\n\n<jane@prospect.example>: 550 user unknown\n", KindBounce, true, gone, "5.0.0"},
	{"docomo", "Mail Delivery Subsystem <MAILER-DAEMON@docomo.example>", "Returned mail: User unknown",
		"   ----- Transcript of session follows -----\n550 Unknown user jane@prospect.example\n", KindBounce, true, gone,
		"5.0.0"},
	{"softbank ja", "postmaster@softbank.example", "メール送信エラー",
		"宛先のメールアドレスが存在しないため、メールを送信できませんでした。\n\njane@prospect.example\n", KindBounce, true, gone, ""},
	{"biglobe", "postmaster@biglobe.example", "Returned mail: mailbox unavailable",
		"   ----- The following addresses had delivery problems -----\n<sam@prospect.example>\n\n   ----- Non-delivered " +
			"information -----\nThe number of messages in recipient's mailbox exceeded the local limit.\n", KindBounce, false,
		full, ""},
	{"1und1", "\"1&1 Mail System\" <mailer-daemon@kundenserver.example>",
		"Mail delivery failed: returning message to sender", "This message was created automatically by mail delivery " +
			"software.\n\nA message that you sent could not be delivered to one or more of its recipients. The following " +
			"addresses failed:\n\njane@prospect.example\n\nFor the following reason:\n\nMail address does not exist\n",
		KindBounce, true, gone, ""},
	{"gmx", "\"GMX Mailer Daemon\" <mailer-daemon@gmx.example>", "Mail delivery failed: returning message to sender",
		"This message was created automatically by mail delivery software.\n\nA message that you sent could not be " +
			"delivered to\none or more of its recipients. This is a permanent error.\n\nThe following address " +
			"failed:\n\n\"jane@prospect.example\":\nSMTP error from remote server after RCPT command:\nhost: " +
			"mx.prospect.example\n5.1.1 <jane@prospect.example> User unknown\n", KindBounce, true, gone, "5.1.1"},
	{"t-online", "mailer-daemon@t-online.example", "Undelivered Mail Returned to Sender",
		"|------------------------- Message log follows: -------------------------|\n no valid recipients were found for " +
			"this message\n|------------------------- Failed addresses follow: ---------------------|\n " +
			"<jane@prospect.example> ... unknown user\n|------------------------- Message text follows: " +
			"------------------------|\nReceived: x", KindBounce, true, gone, ""},
	{"mail.ru", "mailer-daemon@corp.mail.example", "Mail failure.",
		"This message was created automatically by mail delivery software.\n\nA message that you sent could not be " +
			"delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  " +
			"jane@prospect.example\n    Unrouteable address / Invalid mailbox\n", KindBounce, true, gone, ""},
	{"yandex ru", "mailer-daemon@yandex.example", "Недоставленное сообщение",
		"Это письмо отправлено почтовым сервером.\n\nК сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не " +
			"может быть доставлено одному или нескольким адресатам.\n\n<jane@prospect.example>: host mx said: 550 5.1.1 User " +
			"unknown\n", KindBounce, true, gone, "5.1.1"},
	{"qq", "PostMaster <PostMaster@qq.example>", "系统退信/The email is returned",
		"抱歉，您的邮件被退回来了……\n\n无法发送到 jane@prospect.example\n退信原因: 收件人邮件地址（jane@prospect.example）不存在，邮件无法送达。\n", KindBounce, true,
		gone, ""},
	{"163", "Postmaster@163.example", "系统退信", "抱歉，您的邮件被退回来了\n收件人： jane@prospect.example\n退信原因： 550 User not found\n",
		KindBounce, true, gone, "5.0.0"},
	{"naver ko", "postmaster@naver.example", "[발송실패 안내] Intro",
		"메일 발송이 실패되었습니다.\n\n받는사람: jane@prospect.example\n실패사유: 550 5.1.1 User unknown\n", KindBounce, true, gone, "5.1.1"},
	{"sendgrid", "MAILER-DAEMON@sendgrid.example", "Undelivered Mail Returned to Sender",
		"This is the mail system.\n\nYour message could not be delivered: 550 5.1.1 The email account that you tried to " +
			"reach does not exist. jane@prospect.example\n", KindBounce, true, gone, "5.1.1"},
	{"surgemail", "postmaster@mx.example", "Mail Delivery Failure",
		"Your message cannot be delivered to the following recipients:\n\nRecipient: [SMTP:jane@prospect.example]\nReason: " +
			"Remote host: 550 5.1.1 User unknown\n", KindBounce, true, gone, "5.1.1"},
	{"imail", "Postmaster@mx.example", "Undeliverable Mail", "Unknown user: jane@prospect.example\n\nOriginal message " +
		"follows.\n\nReceived: x", KindBounce, true, gone, ""},
	{"imail full", "Postmaster@mx.example", "Undeliverable Mail",
		"User mailbox exceeds allowed size: sam@prospect.example\n\nOriginal message follows.\n", KindBounce, false, full,
		""},
	{"mailmarshal", "postmaster@mx.example", "Undeliverable Mail: \"Intro\"",
		"Your message:\n   From:    handoff@own.example\n   Subject: Intro\n\nCould not be delivered because of\n\n550 " +
			"5.1.1 User unknown\n\nThe following recipients were affected:\n    jane@prospect.example\n", KindBounce, true, gone,
		"5.1.1"},
	{"courier", "courier-authdaemon@mx.example", "NOTICE: mail delivery status.",
		"This is a delivery status notification from mx.example.\n\nUNDELIVERABLE MAIL\n\nYour message to the following " +
			"recipients cannot be delivered:\n\n<jane@prospect.example>:\n    550 User unknown.\n", KindBounce, true, gone,
		"5.0.0"},
	{"lotus full", "postmaster@mx.example", "DELIVERY FAILURE: Mailbox full",
		"Your message\n\n  Subject: Intro\n\nwas not delivered to:\n\n  sam@prospect.example\n\nbecause:\n\n  Mailbox full\n",
		KindBounce, false, full, ""},
	{"policy", "postmaster@mx.example", "Undeliverable: Intro",
		"Your message to sam@prospect.example was rejected:\n550 5.7.1 Message rejected due to content restrictions\n",
		KindBounce, true, full, "5.7.1"},
	{"zoho", "mailer-daemon@mail.zoho.example", "Undelivered Mail Returned to Sender",
		"This message was created automatically by mail delivery software.\nA message that you sent could not be delivered " +
			"to one or more of its recipients. This is a permanent error.\n\njane@prospect.example, ERROR CODE :550 - 5.1.1 " +
			"User Unknown\n", KindBounce, true, gone, "5.1.1"},
	{"facebook", "Facebook Mail <mailer-daemon@mx.facebook.example>", "Sorry, your message could not be delivered",
		"This message was created automatically by Facebook.\n\nSorry, your message could not be delivered to the " +
			"following recipient:\n\n  jane@prospect.example\n", KindBounce, false, gone, ""},
	{"success", "postmaster@mx.example", "Delivered: Intro", "Your message has been delivered to the following " +
		"recipients:\n\njane@prospect.example\n", KindDSNDelivered, false, gone, ""},
	{"relayed", "postmaster@mx.example", "Relayed: Intro", "Delivery to these recipients or groups is complete, but no " +
		"delivery notification was sent by the destination server:\n\njane@prospect.example\n", KindDSNDelivered, false,
		gone, ""},
}

func TestBounceTexts(t *testing.T) {
	for _, b := range bounceTexts {
		t.Run(b.mta, func(t *testing.T) {
			raw := strings.Replace(string(plain(b.subject, "", b.text)), "Rob Roe <rob@acme.example>", b.from, 1)
			m := Read([]byte(raw))
			if m.Kind != b.kind {
				t.Fatalf("kind %s (%s), want %s", m.Kind, m.Why, b.kind)
			}
			if m.Bounce.Permanent != b.permanent {
				t.Errorf("permanent %v, want %v", m.Bounce.Permanent, b.permanent)
			}
			if len(m.Bounce.Recipients) != 1 || m.Bounce.Recipients[0].Address != b.address ||
				m.Bounce.Recipients[0].Status != b.status {
				t.Errorf("recipients %v, want %s %q", m.Bounce.Recipients, b.address, b.status)
			}
		})
	}
}
