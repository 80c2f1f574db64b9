package check

import (
	"fmt"
	"net"
	"strings"

	"handoffd/handoff"
	"handoffd/mail"
)

// hoster is who runs a mailbox, as far as its settings have names.
type hoster string

const (
	hostGoogle    hoster = "Google"
	hostMicrosoft hoster = "Microsoft 365"
	hostFastmail  hoster = "Fastmail"
	hostProton    hoster = "Proton"
	hostOther     hoster = ""
)

// hosts are the ends of the names of their servers, for MX and for mail programs.
var hosts = []struct {
	end string
	hoster
}{
	{".google.com", hostGoogle}, {".googlemail.com", hostGoogle}, {".gmail.com", hostGoogle},
	{".mail.protection.outlook.com", hostMicrosoft}, {".mx.microsoft", hostMicrosoft}, {".office365.com", hostMicrosoft},
	{".outlook.com", hostMicrosoft},
	{".messagingengine.com", hostFastmail}, {".fastmail.com", hostFastmail},
	{".protonmail.ch", hostProton}, {".proton.me", hostProton},
}

func hosterOf(name string) hoster {
	name = "." + strings.ToLower(strings.TrimSuffix(name, "."))
	for _, h := range hosts {
		if strings.HasSuffix(name, h.end) {
			return h.hoster
		}
	}
	return hostOther
}

// hoster is who runs the mailbox of the handoff address: its own server says it better than the MX, which may be that
// of a filter in front.
func (x *examination) hoster() hoster {
	name, _, _ := net.SplitHostPort(x.box.IMAP.Addr)
	if h := hosterOf(name); h != hostOther {
		return h
	}
	for _, mx := range x.found.mx {
		if h := hosterOf(mx.Host); h != hostOther {
			return h
		}
	}
	return hostOther
}

// profile is how the hoster writes Authentication-Results, if that is known.
func (h hoster) profile() (mail.Trust, bool) {
	profile := map[hoster]string{hostGoogle: "google", hostMicrosoft: "m365", hostFastmail: "fastmail",
		hostProton: "proton"}[h]
	return mail.Trust{Profile: profile}, profile != ""
}

// inExchange are commands for the administrator's PowerShell.
func inExchange(commands ...string) string {
	return "in PowerShell: Connect-ExchangeOnline\n" + strings.Join(commands, "\n")
}

// loginMend says how a login becomes possible. What is imap or smtp.
func (x *examination) loginMend(what string) string {
	box, account := x.box.Address, x.box.IMAP.Account
	if what == "smtp" {
		account = x.box.SMTP
	}
	switch {
	case x.hoster() == hostGoogle:
		return fmt.Sprintf("Google takes no account passwords here: turn on 2-Step Verification for %s, make an app "+
			"password at https://myaccount.google.com/apppasswords, and use that\n", account.Username) +
			"if app passwords are not offered: admin console → Security → Authentication → 2-Step Verification; and Apps → " +
			"Google Workspace → Gmail → End User Access → POP and IMAP access\n" +
			fmt.Sprintf("or by OAuth: handoffd authorize google --config %s --mailbox %s; in the Cloud console the app's user "+
				"type must be Internal (Audience), since in Testing every login ends after 7 days", x.conf.Path, box)
	case x.hoster() == hostMicrosoft && what == "smtp":
		return inExchange(fmt.Sprintf("Set-CASMailbox -Identity %s -SmtpClientAuthenticationDisabled $false", box),
			"Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled   # if True: Set-TransportConfig "+
				"-SmtpClientAuthenticationDisabled $false",
			fmt.Sprintf("SMTP AUTH with a password is being switched off by Microsoft: handoffd authorize microsoft --config "+
				"%s --mailbox %s --tenant %s", x.conf.Path, box, x.domain()))
	case x.hoster() == hostMicrosoft:
		return fmt.Sprintf("Microsoft 365 takes no passwords for IMAP: handoffd authorize microsoft --config %s --mailbox "+
			"%s --tenant %s\n", x.conf.Path, box, x.domain()) +
			inExchange(fmt.Sprintf("Set-CASMailbox -Identity %s -ImapEnabled $true", box),
				fmt.Sprintf("with client credentials also: New-ServicePrincipal -AppId CLIENT-ID -ObjectId OBJECT-ID; "+
					"Add-MailboxPermission -Identity %s -User OBJECT-ID -AccessRights FullAccess", box))
	}
	return fmt.Sprintf("check username (%s) and password of %s; accounts with two-step sign-in need an app password",
		account.Username, x.table(what))
}

// tagMend says how mail to sub-addresses comes to arrive.
func (x *examination) tagMend() string {
	switch x.hoster() {
	case hostMicrosoft:
		return inExchange("Set-OrganizationConfig -DisablePlusAddressInRecipients $false")
	case hostGoogle:
		return "Gmail delivers plus addresses by itself: look for a routing rule or a group at the handoff address (admin " +
			"console → Apps → Google Workspace → Gmail → Routing)"
	}
	how := "turn on sub-addressing (RFC 5233) with the separator +; in Postfix and Dovecot: recipient_delimiter = +\n"
	switch x.conf.Addressing {
	case handoff.AddressingMinus:
		how = strings.ReplaceAll(how, "+", "-")
	case handoff.AddressingCatchAll:
		how = "deliver every address of " + x.domain() + " to this mailbox\n"
	}
	return how + "or, at the top of the config: addressing = \"none\"; replies are found by their References then"
}

// inviteMend says how calendar parts come through whole.
func (x *examination) inviteMend() string {
	if x.hoster() == hostMicrosoft {
		return inExchange(fmt.Sprintf("Set-CASMailbox -Identity %s -ImapUseProtocolDefaults $false "+
			"-ImapForceICalForCalendarRetrievalOption $true", x.box.Address),
			fmt.Sprintf("Get-CASMailbox -Identity %s | Format-List Imap*   # takes up to an hour", x.box.Address))
	}
	return "look for a filter or a gateway that rewrites or strips text/calendar parts, and except the handoff address " +
		"from it"
}

// fromMend says how mail may go out under the handoff address.
func (x *examination) fromMend() string {
	box, login := x.box.Address, x.box.SMTP.Username
	switch x.hoster() {
	case hostGoogle:
		return fmt.Sprintf("as %s: Gmail → Settings → Accounts → Send mail as → add %s", login, box)
	case hostMicrosoft:
		return inExchange(fmt.Sprintf("Add-RecipientPermission -Identity %s -Trustee %s -AccessRights SendAs", box, login))
	}
	return fmt.Sprintf("let the server accept %s as the sender of %s, or log in as %s", box, login, box)
}
