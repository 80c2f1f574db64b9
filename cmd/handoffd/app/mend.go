package app

import (
	"errors"
	"fmt"

	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/cmd/handoffd/config"
	"handoffd/mail/imap"
	"handoffd/mail/oauth"
	"handoffd/mail/smtp"
)

// OAuthMend says what to do about a login by OAuth that failed, "" if it was not OAuth that failed.
func OAuthMend(err error, conf, mailbox string, o config.OAuth) string {
	failed, ok := errors.AsType[*oauth.Error](err)
	again := fmt.Sprintf("handoffd authorize %s --config %s --mailbox %s", o.Provider, conf, mailbox)
	switch {
	case !ok:
		return ""
	case failed.Revoked():
		return "the consent was withdrawn, has expired or was never given: run `" + again + "`"
	case failed.Code == "invalid_scope":
		return "the consent does not cover mail; " + Registration(o.Provider, false) + "; then " + again
	case failed.Op == oauth.OpRefresh && (failed.Code == "invalid_request" || failed.Code == "invalid_tenant"):
		return "the provider does not know the tenant or the application: compare tenant and client_id with what its " +
			"portal shows, then " + again
	case failed.Code == "invalid_client" || failed.Code == "unauthorized_client":
		return "the client id or secret is wrong or has expired: make a new secret, put it in the file of " +
			"client_secret_file, and authorize again"
	case failed.Op == oauth.OpLogin && o.Provider == oauth.NameMicrosoft:
		return "the token was made, but the mail server does not take it for this mailbox; " + MicrosoftMailbox(mailbox)
	case failed.Op == oauth.OpLogin:
		return "the token was made, but the mail server does not take it: was consent given by the account " + mailbox +
			" itself?"
	case failed.Op == oauth.OpLoad || failed.Op == oauth.OpSave:
		return "the credential cannot be read or written: mend what the message names"
	}
	if failed.Refused() {
		return "the provider refuses for good, in the words above: mend what they name, then " + again
	}
	return "the token endpoint cannot be reached or has trouble: try again, and look at proxy and firewall"
}

// mendOf says what to do about a login at a mail server that is refused.
func (a *App) mendOf(account config.Account) adapter.Mend {
	return func(err error) string {
		if mend := OAuthMend(err, a.Config.Path, account.Username, account.OAuth); mend != "" {
			return mend
		}
		box, read := errors.AsType[*imap.Error](err)
		sent, out := errors.AsType[*smtp.Error](err)
		if read && box.Auth || out && sent.Stage == smtp.StageAuth {
			return fmt.Sprintf("`handoffd check --config %s` says the mend", a.Config.Path)
		}
		return ""
	}
}

// Registration says how an application is registered with the provider.
func Registration(provider string, application bool) string {
	switch {
	case provider == oauth.NameGoogle:
		return "at console.cloud.google.com make a project of your organisation, switch the Gmail API on, set the consent " +
			"screen to user type Internal, " +
			"create an OAuth client of type Desktop app, and give its id with --client-id and its secret with " +
			"--client-secret-file"
	case application:
		return "at entra.microsoft.com register an application, give it the application permissions IMAP.AccessAsApp and " +
			"SMTP.SendAsApp of Office 365 Exchange Online " +
			"with admin consent, make a client secret, and give --client-id, --client-secret-file and --tenant"
	}
	return "at entra.microsoft.com register an application with the redirect URI http://localhost (mobile and desktop), " +
		"allow public client flows, add the delegated permissions " +
		"IMAP.AccessAsUser.All, SMTP.Send and offline_access, and give its id with --client-id and the directory id with " +
		"--tenant"
}

// MicrosoftMailbox is what an admin of Exchange runs so that a mailbox takes tokens.
func MicrosoftMailbox(mailbox string) string {
	return fmt.Sprintf("in Exchange Online PowerShell run `Set-CASMailbox -Identity %s -ImapEnabled $true "+
		"-SmtpClientAuthenticationDisabled $false`", mailbox)
}
