package mail

import (
	"strings"
)

var (
	sesKey       = lazily(`(?i)"(?:notificationType|eventType)":"([a-z]+)"`)
	sesRecipient = lazily(`(?i)"emailAddress":"([^"]{3,320})"(?:[^{}]*?"status":"([0-9.]+)")?`)
	sesMessageID = lazily(`(?i)"name":"Message-ID","value":"<([^">]{3,250})>"`)
	sesPermanent = lazily(`(?i)"bounceType":"Permanent"`)
)

// notificationKind reads the JSON in which Amazon SES reports bounces and complaints by mail. Mail servers break its
// lines, so that it is searched and not parsed.
func (m *Message) notificationKind(*contents) verdict {
	if !strings.HasPrefix(strings.TrimSpace(m.Body[:min(len(m.Body), 100)]), "{") {
		return verdict{}
	}
	body := m.Body[:min(len(m.Body), 1<<17)]
	body = strings.NewReplacer(`\`, "", "!\n ", "", "\n", "", " ", "").Replace(body)
	kind := sesKey().FindStringSubmatch(body)
	if kind == nil {
		return verdict{}
	}
	why := "a notification of Amazon SES of the type " + kind[1]
	b := &Bounce{Permanent: sesPermanent().MatchString(body)}
	for _, r := range sesRecipient().FindAllStringSubmatch(body, maxRecipients) {
		if addr := normalAddress(r[1]); addr != "" {
			b.add(addr)
			b.setStatus(addr, r[2])
		}
	}
	if id := sesMessageID().FindStringSubmatch(body); id != nil {
		b.MessageID = id[1]
	}
	switch strings.ToLower(kind[1]) {
	case "bounce":
		m.Bounce = b
		return is(KindBounce, "%s", why)
	case "complaint":
		b.Permanent = false
		m.Bounce = b
		return is(KindFeedbackReport, "%s", why)
	case "delivery":
		m.Bounce = b
		return is(KindDSNDelivered, "%s", why)
	case "deliverydelay":
		m.Bounce = b
		return is(KindDSNDelayed, "%s", why)
	}
	return verdict{}
}
