package main

import (
	"fmt"
	"io"

	"handoffd/mail/oauth"
)

// registration says how an application is registered with the provider.
func registration(provider string, application bool) string {
	switch {
	case provider == oauth.NameGoogle:
		return "at console.cloud.google.com make a project of your organisation, switch the Gmail API on, set the consent screen to user type Internal, " +
			"create an OAuth client of type Desktop app, and give its id with --client-id and its secret with --client-secret-file"
	case application:
		return "at entra.microsoft.com register an application, give it the application permissions IMAP.AccessAsApp and SMTP.SendAsApp of Office 365 Exchange Online " +
			"with admin consent, make a client secret, and give --client-id, --client-secret-file and --tenant"
	}
	return "at entra.microsoft.com register an application with the redirect URI http://localhost (mobile and desktop), allow public client flows, add the delegated permissions " +
		"IMAP.AccessAsUser.All, SMTP.Send and offline_access, and give its id with --client-id and the directory id with --tenant"
}

// microsoftMailbox is what an admin of Exchange runs so that a mailbox takes tokens.
func microsoftMailbox(mailbox string) string {
	return fmt.Sprintf("in Exchange Online PowerShell run `Set-CASMailbox -Identity %s -ImapEnabled $true -SmtpClientAuthenticationDisabled $false`", mailbox)
}

// tellNext says what was done and what to look at next.
func (c *authorizeCmd) tellNext(w io.Writer, keys string, r oauth.Request) {
	fmt.Fprintf(w, "Done: the login of %s at %s is sealed in the database; the key is in %s. Back that file up, apart from the database.\n\nNext:\n", plain(c.Mailbox), c.Provider, keys)
	fmt.Fprintf(w, "- In the config give the account of %s the line auth = %q and remove its password_file or password_env.\n", plain(c.Mailbox), c.Provider)
	switch {
	case c.ClientCredentials:
		fmt.Fprintf(w, "- Let the application into this mailbox only: in Exchange Online PowerShell, with the object id of its enterprise application,\n"+
			"    New-ServicePrincipal -AppId %s -ObjectId OBJECT_ID\n    Add-MailboxPermission -Identity %s -User OBJECT_ID -AccessRights FullAccess\n", r.ClientID, plain(c.Mailbox))
		fmt.Fprintf(w, "- The client secret ends some day: note the date that the portal shows, and authorize again before it.\n")
	case c.Provider == oauth.NameMicrosoft:
		fmt.Fprintf(w, "- If the mail server does not take the login: %s.\n", microsoftMailbox(plain(c.Mailbox)))
	default:
		fmt.Fprint(w, "- If the consent screen is of user type External and in \"Testing\", Google ends the login after 7 days: make it Internal, or publish it.\n")
	}
	fmt.Fprintf(w, "- handoffd check --config %s tries the login. A running handoffd takes it up by itself.\n", c.Config)
}
