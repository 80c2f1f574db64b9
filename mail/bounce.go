package mail

import (
	"bytes"
	"slices"
	"strings"
)

const maxRecipients = 100

// deliveryKind reads message/delivery-status (RFC 3464): failed outranks delayed, delayed outranks delivered, and only
// the recipients whom that concerns are kept.
func (m *Message) deliveryKind(c *contents) verdict {
	m.Bounce = c.bounce(m)
	fates := map[Kind][]BounceRecipient{}
	count := 0
	for _, group := range statusGroups(c.delivery) {
		if first(group, "Final-Recipient")+first(group, "Original-Recipient") == "" || count == maxRecipients {
			continue
		}
		count++
		r := BounceRecipient{Address: statusAddress(group), Status: statusCode(group)}
		kind := fate(strings.ToLower(first(group, "Action")), r.Status)
		fates[kind] = append(fates[kind], r)
		if kind == KindBounce {
			m.Bounce.Permanent = m.Bounce.Permanent || permanentStatus(r.Status) ||
				(r.Status == "" || r.Status == "4.0.0") && permanentWords(m.Body+" "+first(group, "Diagnostic-Code"))
		}
	}
	for _, kind := range []Kind{KindBounce, KindDSNDelayed, KindDSNDelivered} {
		if len(fates[kind]) > 0 {
			m.Bounce.Recipients = fates[kind]
			return is(kind, "a message/delivery-status part says that the mail %s", fateWords[kind])
		}
	}
	m.Bounce.Recipients = fates[KindOther]
	v := m.deliveryText("a message/delivery-status part without Action")
	m.failedRecipients()
	return v
}

var fateWords = map[Kind]string{KindBounce: "failed", KindDSNDelayed: "is delayed",
	KindDSNDelivered: "was delivered or passed on"}

// fate is what became of a mail for one recipient, by Action and, without a known one, by the class of the status.
func fate(action, status string) Kind {
	switch {
	case strings.HasPrefix(action, "delay"):
		return KindDSNDelayed
	case strings.HasPrefix(action, "deliver"), strings.HasPrefix(action, "relay"), strings.HasPrefix(action, "expand"):
		return KindDSNDelivered
	case strings.HasPrefix(action, "fail"), strings.HasPrefix(status, "5"):
		return KindBounce
	case strings.HasPrefix(status, "4"):
		return KindDSNDelayed
	case strings.HasPrefix(status, "2"):
		return KindDSNDelivered
	}
	return KindOther
}

// bounce starts a Bounce with the ids of the returned message.
func (c *contents) bounce(m *Message) *Bounce {
	b := &Bounce{}
	returned := c.returned
	if returned == nil {
		returned = quotedHeader(m.Body)
	}
	if ids := messageIDs(first(returned, "Message-Id")); len(ids) > 0 {
		b.MessageID = ids[0]
	}
	b.HandoffID = first(returned, "X-Handoff-Id")
	return b
}

// complaint reads a feedback report (RFC 5965 section 3.2): who complained is named there, else in the returned
// message.
func (c *contents) complaint(m *Message) *Bounce {
	b := c.bounce(m)
	fields, _, _ := parseHeader(bytes.TrimLeft(c.feedback, "\r\n"))
	for _, f := range fields {
		if strings.EqualFold(f.name, "Original-Rcpt-To") || strings.EqualFold(f.name, "Removal-Recipient") {
			for _, a := range parseAddresses(f.value) {
				b.add(a.Addr)
			}
		}
	}
	if to := parseAddresses(first(c.returned, "To")); len(b.Recipients) == 0 && len(to) == 1 {
		b.add(to[0].Addr)
	}
	return b
}

// statusGroups splits a delivery-status part at its blank lines; the first group is about the message.
func statusGroups(data []byte) [][]field {
	var groups [][]field
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	for block := range bytes.SplitSeq(data, []byte("\n\n")) {
		if fields, _, _ := parseHeader(bytes.TrimLeft(block, "\n")); len(fields) > 0 {
			groups = append(groups, fields)
		}
		if len(groups) > maxRecipients {
			break
		}
	}
	return groups
}

// statusAddress is the address as the sender wrote it, before any alias.
func statusAddress(group []field) string {
	for _, name := range []string{"Original-Recipient", "Final-Recipient"} {
		value := first(group, name)
		if _, addr, ok := strings.Cut(value, ";"); ok {
			value = addr
		}
		value = strings.ReplaceAll(strings.ReplaceAll(value, "+2B", "+"), "+3D", "=") // xtext, RFC 3461
		if list := parseAddresses(value); len(list) > 0 {
			return list[0].Addr
		}
	}
	return ""
}

var (
	enhancedCode = lazily(`\b([245])\.(\d{1,3})\.(\d{1,3})\b`)
	smtpCode     = lazily(`(?:^|[\s:;(<>-])([45])(\d)\d(?:[\s-]|[.,;:)]\s)`)
)

// statusCode is Status, or a more precise code in Diagnostic-Code where Status says only "some failure".
func statusCode(group []field) string {
	status := enhancedCode().FindString(first(group, "Status"))
	diagnostic := first(group, "Diagnostic-Code")
	if strings.HasPrefix(status, "4") && strings.HasPrefix(strings.ToLower(first(group, "Action")), "fail") {
		if code := lastCode(diagnostic); code != "" {
			return code
		}
	}
	if status == "" || strings.HasSuffix(status, ".0.0") {
		if precise := textStatus(diagnostic); precise != "" && (status == "" || precise[0] == status[0]) {
			return precise
		}
	}
	return status
}

// textStatus finds an enhanced status code (RFC 3463) in text, or makes one of an SMTP reply code.
func textStatus(s string) string {
	s = clip(s, 2000)
	if code := enhancedCode().FindString(s); code != "" && code[0] != '4' {
		return code
	} else if later := lastCode(s); later != "" {
		return later
	} else if code != "" {
		return code
	}
	if code := smtpCode().FindStringSubmatch(" " + s + " "); code != nil {
		return code[1] + ".0.0"
	}
	return ""
}

// lastCode returns the code of a server that refused in the end, after it had put off: "421 busy, then 550 no such
// user".
func lastCode(s string) string {
	if !strings.Contains(s, "4") || !strings.Contains(s, "5") {
		return ""
	}
	for _, code := range enhancedCode().FindAllString(s, 10) {
		if code[0] == '5' {
			return code
		}
	}
	codes := smtpCode().FindAllStringSubmatch(" "+strings.ReplaceAll(s, " ", "  ")+" ", 10)
	if len(codes) > 1 && codes[0][1] == "4" && codes[len(codes)-1][1] == "5" {
		return "5.0.0"
	}
	return ""
}

// permanentStatus reports whether a status means that the address failed for good. A server that answers 4.1.1,
// no such mailbox, until the sender gives up has said so too.
func permanentStatus(status string) bool {
	return strings.HasPrefix(status, "5.") || slices.Contains([]string{"4.1.1", "4.1.2", "4.1.3", "4.1.6", "4.1.10"},
		status)
}

// permanentWords looks for the reason in the words of a report that has no codes.
func permanentWords(body string) bool {
	lower := flat(body, 1<<14)
	return permanentPhrasesSet.in(lower) || nameless().MatchString(lower) || unknownAddress(lower)
}

// unknownAddress reports whether one sentence says of an address, a person or a domain that it was not found.
func unknownAddress(lower string) bool {
	for _, end := range []string{". ", "; ", "! "} {
		lower = strings.ReplaceAll(lower, end, "\n")
	}
	for sentence := range strings.SplitSeq(lower, "\n") {
		if notFoundPhrasesSet.in(sentence) && addressWordsSet.in(sentence) {
			return true
		}
	}
	return false
}

// nameless finds that a name is not in the DNS, or a mailbox not in its domain, with the name between the words.
var nameless = lazily(`(?:host|domain|domäne|dominio|domaine|mx|user|mailbox|recipient|address)(?: ` +
	`name)? [^ ]+ (?:was |is |could |does |has )?(?:not (?:be )?(?:found|exist|known|resolve)|no mx|unknown)|wurde bei ` +
	`[^ ]+ nicht gefunden`)

// flat returns the start of a text in lower case and on one line, so that phrases are found across line breaks.
func flat(text string, limit int) string {
	text = text[:min(len(text), limit)]
	if !isASCII(text) {
		return strings.ToLower(strings.Join(strings.Fields(text), " "))
	}
	var out strings.Builder
	out.Grow(len(text))
	space := false
	for i := range len(text) {
		switch c := text[i]; {
		case c == ' ' || '\t' <= c && c <= '\r':
			space = out.Len() > 0
		case space:
			out.WriteByte(' ')
			space = false
			fallthrough
		default:
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			out.WriteByte(c)
		}
	}
	return out.String()
}

// unlabelledKind recognises a delivery report without a delivery-status part, by its sender, subject and words.
func (m *Message) unlabelledKind(c *contents) verdict {
	from := strings.ToLower(decodeWords(first(m.fields, "From")))
	subject := strings.ToLower(m.Subject)
	local, _, _ := strings.Cut(m.From.Key(), "@")
	returnPath := strings.ToLower(first(m.fields, "Return-Path"))
	null := returnPath == "<>" || strings.HasPrefix(returnPath, "<mailer-daemon")
	daemon := containsAny(from, daemonNames)
	answers := hasAnyPrefix(subject, replyPrefixes)
	named := !answers && bounceSubjectsSet.in(subject)
	told := func() bool {
		if answers {
			return false
		}
		body := flat(m.Body, 1<<14)
		return bouncePhrasesSet.in(body) || delayPhrasesSet.in(body)
	}
	postmaster := strings.Contains(from, "postmaster") || local == "post_master" || local == "post-master" ||
		strings.Contains(from, "mail delivery") || strings.Contains(from, "administrator")
	delivered := func() bool { return !answers && deliveredPhrasesSet.in(flat(m.Body, 1<<12)) }
	precise := func() bool { // people who talk of bounces quote no address with its error
		body := m.Body[:min(len(m.Body), 1<<14)]
		return null || textStatus(body) != "" || addressInText().MatchString(body)
	}
	why := ""
	switch {
	case has(m.fields, "X-Failed-Recipients"):
		why = "the X-Failed-Recipients header"
	case daemon && !vacation(m.fields):
		why = "the sender is a mail system: " + clip(from, 80)
	case isExchange(local) && (named || told() || delivered() || textStatus(m.Body) != ""):
		why = "the sender is Exchange itself"
	case strings.Contains(strings.ToLower(first(m.fields, "Auto-Submitted")), "(failure)"):
		why = "Auto-Submitted says failure"
	case strings.Contains(strings.ToLower(first(m.fields, "Content-Type")), "delivery-status"):
		why = "Content-Type has report-type=delivery-status"
	case postmaster && (named || told() || delivered()):
		why = "the sender is a postmaster and the subject or text that of a delivery report"
	case local == "postmaster" && !answers && unknownAddress(flat(m.Body, 1<<12)) && addressInText().MatchString(m.Body):
		why = "the sender is a postmaster and the text says that an address was not found"
	case postmaster && smtpCode().MatchString(m.Body[:min(len(m.Body), 1<<13)]) && permanentWords(m.Body):
		why = "the sender is a postmaster and the text has the code and the words of a failure"
	case (null && !answers || robotName(m.From) != "" ||
		named && hasAnyPrefix(subject, bounceSubjects) && !m.speaks()) &&
		(named || mailTold(m.Body)) && told() && precise():
		why = "subject and text are those of a delivery report"
	default:
		return verdict{}
	}
	m.Bounce = c.bounce(m)
	v := m.deliveryText(why)
	m.failedRecipients()
	return v
}

// bySystem reports whether a mail system sent the mail, as against a person who attaches a report.
func (m *Message) bySystem() bool {
	local, _, _ := strings.Cut(m.From.Key(), "@")
	path, found := returnPath(m.fields)
	return found && path == "<>" || isExchange(local) || robotName(m.From) != "" ||
		strings.HasPrefix(local, "postmaster") ||
		containsAny(strings.ToLower(decodeWords(first(m.fields, "From"))), daemonNames)
}

// deliveryText tells failed from delayed and delivered by subject and words.
func (m *Message) deliveryText(why string) verdict {
	text := strings.ToLower(m.Subject) + " " + flat(m.Body, 1<<13)
	switch {
	case delayPhrasesSet.in(text) && (!containsAny(text, gaveUpPhrases) || containsAny(text, retryPhrases)) &&
		!finalPhrasesSet.in(text):
		return is(KindDSNDelayed, "%s, and the words are those of a delay", why)
	case deliveredPhrasesSet.in(text) && !bouncePhrasesSet.in(text):
		return is(KindDSNDelivered, "%s, and the words are those of a success", why)
	}
	return is(KindBounce, "%s", why)
}

// exchangeSender is the local part from which Exchange writes its own reports, in every language.
var exchangeSender = lazily(`^microsoftexchange[0-9a-f]{20,}$`)

func isExchange(local string) bool {
	return strings.HasPrefix(local, "microsoftexchange") && exchangeSender().MatchString(local)
}

// mailTold reports whether a text speaks of a mail that was not delivered: parcels are not delivered either.
func mailTold(body string) bool {
	lower := flat(body, 1<<12)
	return bouncePhrasesSet.in(lower) && containsAny(lower, mailWords)
}

var addressInText = lazily(`[A-Za-z0-9!#$%&'*+/=?^_{|}~.-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)

// failedRecipients finds the addresses and codes in the words of a report, above the returned message.
func (m *Message) failedRecipients() {
	b := m.Bounce
	if len(b.Recipients) > 0 {
		return
	}
	own := map[string]bool{m.From.Key(): true}
	for _, a := range m.To {
		own[a.Key()] = true
	}
	for _, a := range parseAddresses(strings.Join(m.Header("X-Failed-Recipients"), ",")) {
		b.add(a.Addr)
	}
	status, current := "", ""
	for line := range strings.SplitSeq(m.Body[:min(len(m.Body), 1<<14)], "\n") {
		lower := strings.ToLower(line)
		if hasAnyPrefix(lower, returnedStarts) || len(b.Recipients) > 0 && containsAny(lower, returnedMarks) {
			break
		}
		if addr := normalAddress(addressInText().FindString(line)); addr != "" && !own[strings.ToLower(addr)] &&
			!strings.HasPrefix(strings.ToLower(addr), "postmaster@") {
			current = addr
			b.add(addr)
		}
		if code := textStatus(line); code != "" && code[0] != '2' {
			b.setStatus(current, code)
			status = betterStatus(status, code)
		}
	}
	if status == "" {
		status = textStatus(m.Subject) // as Domino writes
	}
	if len(b.Recipients) == 1 {
		b.setStatus(b.Recipients[0].Address, status)
	}
	m.Bounce.Permanent = permanentStatus(status) ||
		(status == "" || status == "4.0.0") && permanentWords(m.Body) || refusedInTheEnd(m.Body)
	for _, r := range b.Recipients {
		m.Bounce.Permanent = m.Bounce.Permanent || permanentStatus(r.Status)
	}
}

// refusedInTheEnd reports whether a report says that it was given up, since there is nobody at the address: its codes
// may be those of the tries before.
func refusedInTheEnd(body string) bool {
	lower := flat(body, 1<<13)
	return finalPhrasesSet.in(lower) && unknownAddress(lower)
}

func (b *Bounce) add(addr string) {
	for _, r := range b.Recipients {
		if strings.EqualFold(r.Address, addr) {
			return
		}
	}
	if len(b.Recipients) < maxRecipients {
		b.Recipients = append(b.Recipients, BounceRecipient{Address: addr})
	}
}

// setStatus gives a code to an address, or to the only address there is.
func (b *Bounce) setStatus(addr, code string) {
	for i, r := range b.Recipients {
		if r.Address == addr || len(b.Recipients) == 1 {
			b.Recipients[i].Status = betterStatus(r.Status, code)
		}
	}
}

// betterStatus chooses between two codes of one address: a precise one replaces a vague one, and among vague ones
// "gone" stays where "later" follows, as when the server hangs up after it has refused.
func betterStatus(old, code string) string {
	vague := func(s string) bool { return strings.HasSuffix(s, ".0.0") }
	switch {
	case strings.HasPrefix(code, "5") && strings.HasPrefix(old, "4"):
		return code // it was given up in the end
	case code == "", old != "" && !vague(old), strings.HasPrefix(old, "5") && vague(code) && !strings.HasPrefix(code, "5"):
		return old
	}
	return code
}

// quotedHeader reads the ids of a message that stands as text at the end of a report.
func quotedHeader(body string) []field {
	var fields []field
	for line := range strings.SplitSeq(body[:min(len(body), 1<<16)], "\n") {
		name, value, ok := strings.Cut(line, ":")
		if ok && (strings.EqualFold(name, "Message-ID") || strings.EqualFold(name, "X-Handoff-Id")) {
			fields = append(fields, field{name, strings.TrimSpace(value), strings.ToLower(name)})
		}
		if len(fields) == 10 {
			break
		}
	}
	return fields
}
